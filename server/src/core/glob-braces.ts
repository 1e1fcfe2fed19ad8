/** More alternatives than a person writes on purpose; a few nested braces make millions. */
export const MOST_ALTERNATIVES = 256;

/**
 * `a/{b,c{d,e}}` → `a/b`, `a/cd`, `a/ce`. Escapes and `[…]` are left as they are.
 * Alternatives are counted while they are made, so that the work is bounded too.
 */
export function expandBraces(glob: string): readonly string[] | 'unclosed' | 'too-many' {
  if (!glob.includes('{')) return [glob];
  const reader = { glob, at: 0 };
  return readSequence(reader, false);
}

interface Reader {
  readonly glob: string;
  at: number;
}

/** Reads up to the end, or within braces up to the `,` or `}` that ends this alternative. */
function readSequence(reader: Reader, within: boolean): readonly string[] | 'unclosed' | 'too-many' {
  let made: readonly string[] = [''];
  let from = reader.at;
  const { glob } = reader;
  while (reader.at < glob.length) {
    const char = glob[reader.at];
    if (char === '\\') reader.at += 2;
    else if (char === '[') reader.at = classEnd(glob, reader.at);
    else if (char === '{') {
      const text = glob.slice(from, reader.at);
      const choices = readChoices(reader);
      if (typeof choices === 'string') return choices;
      if (made.length * choices.length > MOST_ALTERNATIVES) return 'too-many';
      made = made.flatMap(start => choices.map(choice => start + text + choice));
      from = reader.at;
    } else if (within && (char === ',' || char === '}')) break;
    else reader.at++;
  }
  if (within && reader.at >= glob.length) return 'unclosed';
  const tail = glob.slice(from, reader.at);
  return made.map(start => start + tail);
}

/** From `{` to behind its `}`. */
function readChoices(reader: Reader): readonly string[] | 'unclosed' | 'too-many' {
  const choices: string[] = [];
  do {
    reader.at++;
    const sequence = readSequence(reader, true);
    if (typeof sequence === 'string') return sequence;
    choices.push(...sequence);
    if (choices.length > MOST_ALTERNATIVES) return 'too-many';
  } while (reader.glob[reader.at] === ',');
  reader.at++;
  return choices;
}

/** Braces and commas in a character class are characters; the position behind the class, or behind a `[` never closed. */
function classEnd(glob: string, open: number): number {
  let at = open + 1;
  if (glob[at] === '!' || glob[at] === '^') at++;
  if (glob[at] === ']') at++;
  while (at < glob.length && glob[at] !== '/') {
    if (glob[at] === ']') return at + 1;
    at += glob[at] === '\\' ? 2 : 1;
  }
  return open + 1;
}
