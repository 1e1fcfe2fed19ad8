import type { FileImports, ImportFacts } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from './model.ts';

/** What was read of imports, to be asked by path. */
export interface ImportIndex {
  read(path: RepoPath): FileImports | undefined;
  /** Files whose header says that they are generated. */
  readonly generated: ReadonlySet<RepoPath>;
  /** The same as a text, in the order of the files. */
  readonly generatedText: string;
}

/** Made once for each reading; where files stand is remembered from one reading to the next. */
export function importIndex(imports: ImportFacts): ImportIndex {
  const known = indexes.get(imports);
  if (known) return known;
  const { files } = imports;
  const positions = positionsOf(files);
  const found = files.flatMap(({ path, generated }) => (generated ? [path] : []));
  const text = found.join('\n');
  const made: ImportIndex = {
    read: path => {
      const at = positions.get(path);
      return at === undefined ? undefined : files[at];
    },
    generated: new Set(found),
    generatedText: text,
  };
  indexes.set(imports, made);
  return made;
}

/** Which files say that they are generated, as a text that is the same as long as they are. */
export function generatedFiles({ facts }: Pick<Model, 'facts'>): string {
  const imports = factsOf(facts.imports);
  return imports ? importIndex(imports).generatedText : '';
}

const indexes = new WeakMap<ImportFacts, ImportIndex>();

type Positions = ReadonlyMap<RepoPath, number>;

let last: { readonly files: WeakRef<readonly FileImports[]>; readonly positions: Positions } | undefined;

/** A keystroke changes what is told of a file, not which files there are: looking at that is cheaper than a new map. */
function positionsOf(files: readonly FileImports[]): Positions {
  const before = last?.files.deref();
  const same =
    before?.length === files.length &&
    before.every((file, at) => file === files[at] || file.path === files[at]?.path);
  const positions = last && same ? last.positions : new Map(files.map(({ path }, at) => [path, at]));
  last = { files: new WeakRef(files), positions };
  return positions;
}
