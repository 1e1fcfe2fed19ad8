import type { FileMove } from '../facts/file-move.ts';
import { byText, folderOf, isWithin, joinPath, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, Module } from '../model/model.ts';

/** A file with the tests that are named after it, beside it or in a folder of tests beside it: they go where it goes. */
export function withTests(model: Model, path: RepoPath): readonly RepoPath[] {
  const folder = folderOf(path);
  const stem = stemOf(path);
  const tests = (factsOf(model.facts.files)?.files ?? []).filter(file => {
    if (file.role !== 'test' || file.path === path || !isWithin(file.path, folder)) return false;
    const inside = folder === '' ? file.path : file.path.slice(folder.length + 1);
    const name = /^(?:(?:__tests__|tests?)\/)?([^/]+)\.(?:test|spec|tests)\.[cm]?[jt]sx?$/.exec(inside)?.[1];
    return name === stem;
  });
  return [path, ...tests.map(each => each.path)];
}

/** Files brought to a folder, each at the place that it has below the folder they come from. */
export function movesInto(paths: readonly RepoPath[], from: RepoPath, folder: RepoPath): readonly FileMove[] {
  return paths.flatMap(path => {
    const inside = from === '' ? path : path.slice(from.length + 1);
    const to = joinPath(folder, inside);
    return to === undefined ? [] : [{ from: path, to }];
  });
}

/** Where sources of a module lie: `src` where most of them do, else its root. */
export function sourceFolder(model: Model, module: Module): RepoPath {
  const sources = module.files.filter(path => model.roleOf(path) === 'source');
  const below = new Map<RepoPath, number>();
  for (const path of sources) {
    if (!isWithin(path, module.root)) continue;
    const from = module.root === '' ? 0 : module.root.length + 1;
    const slash = path.indexOf('/', from);
    if (slash < 0) continue;
    const child = path.slice(0, slash) as RepoPath;
    below.set(child, (below.get(child) ?? 0) + 1);
  }
  const [most] = [...below].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return most?.[0].endsWith('/src') && most[1] * 2 > sources.length ? most[0] : module.root;
}

function stemOf(path: RepoPath): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/, '');
}
