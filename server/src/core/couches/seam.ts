import { byText, folderOf, isWithin, type RepoPath } from '../facts/place.ts';
import { type Split, splitInTwo } from '../measures/split.ts';
import type { Model, Module } from '../model/model.ts';
import { carriesOf } from './carries.ts';
import type { Couch, Lift } from './couch.ts';

/** The two parts along which a couch would come apart: of a module its folders, of a larger couch its modules. */
export interface Seam extends Split {
  /** The folder of a module that the parts lie in; absent where they are modules. */
  readonly below?: RepoPath;
}

/** Undefined where its history shows no two parts. */
export function seamOf(model: Model, couch: Couch): Seam | undefined {
  const { lifts } = carriesOf(model, couch);
  const [only] = couch.members;
  const module = couch.members.length === 1 && only !== undefined ? model.module(only) : undefined;
  if (module) return folderSeam(model, module, lifts);
  const members = new Set<string>(couch.members);
  return splitInTwo(
    lifts.map(({ modules, weight }) => ({ items: modules.filter(name => members.has(name)), weight })),
  );
}

/** The same of one module by carries that are known. */
export function folderSeam(
  model: Model,
  module: Module,
  lifts: readonly Lift[],
): (Split<RepoPath> & { readonly below: RepoPath }) | undefined {
  const below = topFolder(module, lifts);
  const found = splitInTwo(
    lifts.map(({ files, weight }) => ({
      items: [
        ...new Set(
          files.filter(path => model.moduleOf(path) === module).flatMap(path => childOf(path, below)),
        ),
      ].sort(byText),
      weight,
    })),
  );
  return found && { ...found, below };
}

/** The folder below the root in which the work is spread out: `src`, where all of it is below `src`. */
function topFolder(module: Module, lifts: readonly Lift[]): RepoPath {
  const paths = lifts.flatMap(({ files }) => files.filter(path => isWithin(path, module.root)));
  let top = module.root;
  for (;;) {
    const counts = new Map<RepoPath, number>();
    for (const path of paths)
      for (const child of childOf(path, top)) counts.set(child, (counts.get(child) ?? 0) + 1);
    const [first, ...others] = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
    const rest = others.reduce((sum, [, number]) => sum + number, 0);
    if (!first || first[1] < 4 * rest || first[0] === top) return top;
    top = first[0];
  }
}

/** The folder directly below another one that holds the path; none for a file that lies in it directly. */
function childOf(path: RepoPath, folder: RepoPath): readonly RepoPath[] {
  if (!isWithin(path, folder) || folderOf(path) === folder) return [];
  const from = folder === '' ? 0 : folder.length + 1;
  return [path.slice(0, path.indexOf('/', from)) as RepoPath];
}
