/** A person as a commit records it. */
export interface Signature {
  readonly name: string;
  /** Lower-cased: addresses are compared without case, as `.mailmap` does. */
  readonly email: string;
}

/** Reads `Name <e-mail>`; undefined where there is no address. */
export function parseSignature(text: string): Signature | undefined {
  const close = text.lastIndexOf('>');
  const open = text.lastIndexOf('<', close);
  if (open < 0 || close < 0) return undefined;
  const email = text
    .slice(open + 1, close)
    .trim()
    .toLowerCase();
  return email === '' ? undefined : { name: text.slice(0, open).trim(), email };
}

/**
 * The canonical address of a signature by the text of a `.mailmap`, as `git check-mailmap` gives it. Applied here and
 * not by git, because git would read whatever stands under that name (a pipe among others), and because co-authors in
 * trailers need it too.
 */
export function readMailmap(text: string): (signature: Signature) => string {
  const byEmail = new Map<string, string>();
  const byNameAndEmail = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    // `Name <proper> Other <recorded>`, `<proper> <recorded>`; with one address only the name is corrected.
    const match = /^[^<>]*<([^<>]*)>([^<>]*)<([^<>]*)>/.exec(line);
    if (!match) continue;
    const [, proper = '', name = '', recorded = ''] = match.map(part => part.trim().toLowerCase());
    if (proper === '' || recorded === '') continue;
    if (name === '') byEmail.set(recorded, proper);
    else byNameAndEmail.set(`${name}\0${recorded}`, proper);
  }
  return ({ name, email }) =>
    byNameAndEmail.get(`${name.toLowerCase()}\0${email}`) ?? byEmail.get(email) ?? email;
}
