import type { FileExports, ImportFact } from '#core/facts/imports';
import type { RepoPath } from '#core/facts/place';
import type { FileScan } from './scan.ts';

export interface TypeExportsInput {
  scan(path: RepoPath): FileScan | undefined;
  /** The resolved imports of each file, index by index those of its scan. */
  readonly imports: ReadonlyMap<RepoPath, readonly ImportFact[]>;
  /** Reads a file's exports, costly the first time; `undefined` when they cannot be read. */
  exports(path: RepoPath): FileExports | undefined;
}

/**
 * Follows the names of value imports to where they are declared, as far as they may be types, and asks for the exports of
 * the files on the way and of no others. `used` is what a rule needs in order to go the same way on its own.
 */
export function typeExports(input: TypeExportsInput) {
  const used = new Map<RepoPath, FileExports>();
  const maySets = new Map<FileScan, ReadonlySet<string>>();
  const answers = new Map<string, boolean>();
  const candidates = candidatesOf(input);
  /** What the question now being followed has asked for, and whether it came to a place twice. */
  let asked = new Set<string>();
  let isCut = false;

  const mayExport = (scan: FileScan, name: string): boolean => {
    if (scan.mayExportTypes.length === 0) return false;
    let set = maySets.get(scan);
    if (!set) {
      set = new Set(scan.mayExportTypes);
      maySets.set(scan, set);
    }
    return set.has(name);
  };

  const exportsOf = (path: RepoPath): FileExports | undefined => {
    const known = used.get(path) ?? input.exports(path);
    if (known) used.set(path, known);
    return known;
  };

  /**
   * `glance` only looks at what the scans know and says yes where a file's exports would have to be read.
   * @param erased an `export type` on the way has already made a type of whatever it is.
   */
  const isType = (path: RepoPath, name: string, erased: boolean, glance: boolean): boolean => {
    const key = `${erased ? 't' : 'v'}${glance ? 'g' : 'r'}${path}\0${name}`;
    const known = answers.get(key);
    if (known !== undefined) {
      isCut ||= !known && asked.has(key);
      return known;
    }
    // Until it is known: circles of re-exports lead nowhere.
    answers.set(key, false);
    asked.add(key);
    const answer = look(path, name, erased, glance);
    answers.set(key, answer);
    return answer;
  };

  const ask = (path: RepoPath, name: string, glance: boolean): boolean => {
    asked = new Set();
    isCut = false;
    const answer = isType(path, name, false, glance);
    // A "no" found within a circle may only mean that the way led back; the first question's is sure.
    if (isCut) for (const key of [...asked].slice(1)) if (!answers.get(key)) answers.delete(key);
    return answer;
  };

  const look = (path: RepoPath, name: string, erased: boolean, glance: boolean): boolean => {
    const scan = input.scan(path);
    if (!scan) return false;
    if (!erased && !mayExport(scan, name)) {
      return isPassedOn(path, name, erased, glance) && (glance || exportsOf(path) !== undefined);
    }
    if (glance) return true;
    const exports = exportsOf(path);
    if (!exports) return false;
    if (exports.values.includes(name)) return erased;
    if (exports.types.includes(name)) return true;
    const named = exports.through.find(one => one.name === name);
    if (!named) return isPassedOn(path, name, erased, glance);
    const fact = input.imports.get(path)?.[named.import];
    if (fact?.resolution.to !== 'file' || named.original === '*') return false;
    return isType(fact.resolution.path, named.original, erased || fact.typeOnly, glance);
  };

  /** Through `export *`, which passes everything on but the default, or `export { name } from`. */
  const isPassedOn = (path: RepoPath, name: string, erased: boolean, glance: boolean): boolean =>
    input.imports
      .get(path)
      ?.some(
        fact =>
          fact.kind === 're-export' &&
          fact.resolution.to === 'file' &&
          fact.names.some(one => one.name === name || (one.name === '*' && name !== 'default')) &&
          isType(fact.resolution.path, name, erased || fact.typeOnly, glance),
      ) ?? false;

  return {
    used,
    follow(fact: ImportFact): void {
      if (fact.kind !== 'static' || fact.typeOnly || fact.resolution.to !== 'file') return;
      const { path } = fact.resolution;
      const all = (holds: (name: string) => boolean) =>
        fact.names.every(({ name, typeOnly }) => typeOnly || (name !== '*' && holds(name)));
      if (!all(name => candidates === 'any' || candidates.has(name))) return;
      if (all(name => ask(path, name, true))) all(name => ask(path, name, false));
    },
  };
}

/** Every name that some file may export as a type: most imports name none of them and need not be followed. */
function candidatesOf({ scan, imports }: TypeExportsInput): ReadonlySet<string> | 'any' {
  const names = new Set<string>();
  for (const [path, facts] of imports) {
    for (const name of scan(path)?.mayExportTypes ?? []) names.add(name);
    facts.forEach(fact => {
      if (fact.kind !== 're-export' || !fact.typeOnly) return;
      for (const { name } of fact.names) names.add(name);
    });
  }
  // `export type *` makes a type of whatever there is.
  return names.has('*') ? 'any' : names;
}
