/** Columns that every terminal has. Wider ones are not used, so that the same review reads the same everywhere. */
export const WIDTH = 80;

/**
 * Breaks text between words into lines of at most `WIDTH` columns, each after `indent` (the first after `first`).
 * A word that is longer than a line (a path that must stay clickable) stands on a line of its own, unbroken.
 */
export function wrap(text: string, indent: string, first = indent): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let lead = first;
  // A number stays with its sign: the space of "7 %" breaks no line.
  for (const word of text.split(/(?<!\d) | (?!%)/)) {
    if (word === '') continue;
    if (line !== '' && columns(lead) + columns(line) + 1 + columns(word) > WIDTH) {
      lines.push(lead + line);
      lead = indent;
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(lead + line);
  return lines;
}

/** How many columns a text takes: wide characters take two, combining ones none. */
export function columns(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x300) sum += 1;
    else if (/\p{Mark}/u.test(character)) sum += 0;
    else sum += WIDE.test(character) ? 2 : 1;
  }
  return sum;
}

const PLAIN = /^[\x20-\x7e]*$/;
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u;

/** Cuts a text to a number of columns, with an ellipsis where something was lost. */
export function cut(text: string, most: number): string {
  if (columns(text) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (columns(kept) + columns(character) > most - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** The text followed by spaces up to `width` columns. */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Spaces up to `width` columns followed by the text. */
export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - columns(text))) + text;
}
