import type { FileExports, ImportFact } from '#core/facts/imports';
import type { RepoPath } from '#core/facts/place';
import type { FileScan } from './scan.ts';

export interface TypeExportsInput {
  scan(path: RepoPath): FileScan | undefined;
  /** The resolved imports of a file, index by index those of its scan. */
  imports(path: RepoPath): readonly ImportFact[];
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
    if (known !== undefined) return known;
    // Until it is known: circles of re-exports lead nowhere.
    answers.set(key, false);
    const answer = look(path, name, erased, glance);
    answers.set(key, answer);
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
    const fact = input.imports(path)[named.import];
    if (fact?.resolution.to !== 'file' || named.original === '*') return false;
    return isType(fact.resolution.path, named.original, erased || fact.typeOnly, glance);
  };

  /** Through `export *`, which passes everything on but the default, or `export { name } from`. */
  const isPassedOn = (path: RepoPath, name: string, erased: boolean, glance: boolean): boolean =>
    input
      .imports(path)
      .some(
        fact =>
          fact.kind === 're-export' &&
          fact.resolution.to === 'file' &&
          fact.names.some(one => one.name === name || (one.name === '*' && name !== 'default')) &&
          isType(fact.resolution.path, name, erased || fact.typeOnly, glance),
      );

  return {
    used,
    follow(fact: ImportFact): void {
      if (fact.kind !== 'static' || fact.typeOnly || fact.resolution.to !== 'file') return;
      const { path } = fact.resolution;
      const allTypes = (glance: boolean) =>
        fact.names.every(
          ({ name, typeOnly }) => typeOnly || (name !== '*' && isType(path, name, false, glance)),
        );
      if (allTypes(true)) allTypes(false);
    },
  };
}
