/** Gives each text a small number. Past the limit all further texts share one: rubbish must not fill the memory. */
export interface Names {
  /** 0 is no name. */
  number(text: string | undefined): number;
  text(number: number): string | undefined;
  readonly size: number;
}

/** Numbers fit into 16 bits. */
const MOST = 60_000;
const LONGEST = 200;

export function names(most = MOST): Names {
  const texts: (string | undefined)[] = [undefined];
  const numbers = new Map<string, number>();
  return {
    number: text => {
      if (text === undefined) return 0;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      if (texts.length > most) return 0;
      const short = text.length > LONGEST ? text.slice(0, LONGEST) : text;
      // A slice of a record keeps the whole record alive; joined anew it does not.
      const own = Buffer.from(short).toString();
      const number = numbers.get(own) ?? texts.length;
      if (number === texts.length) texts.push(own);
      numbers.set(own, number);
      return number;
    },
    text: number => texts[number],
    get size() {
      return texts.length - 1;
    },
  };
}
