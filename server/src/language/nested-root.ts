/** Whether a file starts a root of its own, told without parsing it: blanks, comments and `wiring 1`, then `root`. */
export function startsNestedRoot(text: string): boolean {
  // Linear: each step moves on, and nothing behind the first other word is looked at.
  let at = skipBlanks(text, 0);
  const header = /wiring\b/y;
  header.lastIndex = at;
  if (header.test(text)) {
    at = skipBlanks(text, header.lastIndex);
    const version = /\d[\d.]*/y;
    version.lastIndex = at;
    if (version.test(text)) at = skipBlanks(text, version.lastIndex);
  }
  const root = /root(?![\w-])/y;
  root.lastIndex = at;
  return root.test(text);
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const blank = /[\s\uFEFF]*/y;
    blank.lastIndex = at;
    blank.test(text);
    at = blank.lastIndex;
    if (text.startsWith('//', at)) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else return at;
  }
}
