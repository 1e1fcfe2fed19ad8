import type { FileImports, ImportFacts } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { onceFor } from '../once-for.ts';
import type { Model } from './model.ts';

/** What was read of imports, to be asked by path. */
export interface ImportIndex {
  read(path: RepoPath): FileImports | undefined;
  /** Files whose header says that they are generated. */
  readonly generated: ReadonlySet<RepoPath>;
  /** The same as a text, in the order of the files. */
  readonly generatedText: string;
  /** Files whose exports are known; the same list as long as each of them is the same. */
  readonly exporting: readonly FileImports[];
}

/** Made once for each reading; where files stand is remembered from one reading to the next. */
export function importIndex(imports: ImportFacts): ImportIndex {
  const known = indexes.get(imports);
  if (known) return known;
  const { files } = imports;
  const { positions, exporting } = fromLast(files);
  const found = files.flatMap(({ path, generated }) => (generated ? [path] : []));
  const text = found.join('\n');
  const made: ImportIndex = {
    read: path => {
      const at = positions.get(path);
      return at === undefined ? undefined : files[at];
    },
    generated: new Set(found),
    generatedText: text,
    exporting,
  };
  indexes.set(imports, made);
  return made;
}

/** Which files say that they are generated, as a text that is the same as long as they are. */
export function generatedFiles({ facts }: Pick<Model, 'facts'>): string {
  const imports = factsOf(facts.imports);
  return imports ? importIndex(imports).generatedText : '';
}

/** Files that import a file, tests too. Sorted; empty where nobody does. */
export function importersOf({ facts }: Pick<Model, 'facts'>, path: RepoPath): readonly RepoPath[] {
  const imports = factsOf(facts.imports);
  return imports ? (importers(imports).get(path) ?? []) : [];
}

const importers = onceFor((imports: ImportFacts): ReadonlyMap<RepoPath, readonly RepoPath[]> => {
  const found = new Map<RepoPath, RepoPath[]>();
  for (const { path, imports: own } of imports.files) {
    for (const { resolution } of own) {
      if (resolution.to !== 'file') continue;
      const known = found.get(resolution.path);
      if (!known) found.set(resolution.path, [path]);
      else if (known.at(-1) !== path) known.push(path);
    }
  }
  return found;
});

const indexes = new WeakMap<ImportFacts, ImportIndex>();

interface Last {
  readonly files: WeakRef<readonly FileImports[]>;
  readonly positions: ReadonlyMap<RepoPath, number>;
  readonly exporting: readonly FileImports[];
}

let last: Last | undefined;

/** A keystroke changes what is told of a file, not which files there are: looking at that is cheaper than a new map. */
function fromLast(files: readonly FileImports[]): Last {
  const before = last?.files.deref();
  const samePaths =
    before?.length === files.length &&
    before.every((file, at) => file === files[at] || file.path === files[at]?.path);
  const exporting = files.filter(file => file.exports);
  const sameExports =
    last?.exporting.length === exporting.length &&
    exporting.every((file, at) => file === last?.exporting[at]);
  last = {
    files: new WeakRef(files),
    positions: last && samePaths ? last.positions : new Map(files.map(({ path }, at) => [path, at])),
    exporting: last && sameExports ? last.exporting : exporting,
  };
  return last;
}

/** See `ImportIndex`: all that decides, beside an import itself, whether it brings types only. */
export function exportingFiles({ facts }: Pick<Model, 'facts'>): readonly FileImports[] {
  const imports = factsOf(facts.imports);
  return imports ? importIndex(imports).exporting : NONE;
}

const NONE: readonly FileImports[] = [];
