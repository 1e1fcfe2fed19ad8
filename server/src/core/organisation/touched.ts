import { byText, type RepoPath, tryRepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { compileGlob } from '../globs.ts';
import type { Model, Module, ModuleName } from '../model/model.ts';
import { hasEnding } from './slips.ts';

/** One thing that somebody means to touch. */
export interface Touched {
  /** As it was named. */
  readonly name: string;
  readonly kind: 'module' | 'folder' | 'file' | 'pattern' | 'new file';
  /** What a change to it may touch; sorted. One path that is not there yet, for a new file. */
  readonly files: readonly RepoPath[];
  /** Sorted. */
  readonly modules: readonly ModuleName[];
}

/**
 * A module by one of its names, else a file or folder from `within` or from the root, else what a glob matches, with all that
 * lies below a folder it matches, else a file to be in a folder that is there.
 */
export function touchedBy(model: Model, name: string, within: RepoPath): Touched | undefined {
  const module = model.module(name);
  if (module) return ofModule(name, module);
  const all = (factsOf(model.facts.files)?.files ?? []).map(({ path }) => path);
  const known = new Set(all);
  const bases = within === '' ? [''] : [`${within}/`, ''];
  if (isPattern(name) && !bases.some(base => known.has(`${base}${name}` as RepoPath))) {
    // A shell would have made folders of it.
    const [found] = bases
      .map(base => [compileGlob(`${base}${name}`), compileGlob(`${base}${name.replace(/\/+$/, '')}/**`)])
      .map(globs => all.filter(path => globs.some(glob => glob.matches(path))))
      .filter(files => files.length > 0);
    return found && at(model, name, 'pattern', found);
  }
  for (const base of bases) {
    const path = tryRepoPath(`${base}${name.replace(/\/+$/, '')}`);
    if (path === undefined) continue;
    if (known.has(path)) return at(model, name, 'file', [path]);
    const below = all.filter(each => path === '' || each.startsWith(`${path}/`));
    if (below.length > 0) {
      const own = model.modules.find(({ root }) => root === path && path !== '');
      return own ? ofModule(name, own) : at(model, name, 'folder', below);
    }
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    if (folder !== '' && all.some(each => each.startsWith(`${folder}/`)))
      return at(model, name, 'new file', [path]);
  }
  return undefined;
}

/** Whether it stands for several; brackets alone do not, for there are frameworks that have them in names of files. */
export function isPattern(name: string): boolean {
  return /[*?{]/.test(name);
}

/** A file to be where no folder is yet: what has an ending is no module and no folder. */
export function newFileAt(model: Model, name: string, within: RepoPath): Touched | undefined {
  const path = tryRepoPath(within === '' ? name : `${within}/${name}`);
  return path !== undefined && !isPattern(name) && hasEnding(path)
    ? at(model, name, 'new file', [path])
    : undefined;
}

function ofModule(name: string, module: Module): Touched {
  return { name, kind: 'module', files: module.files, modules: [module.name] };
}

function at(model: Model, name: string, kind: Touched['kind'], files: readonly RepoPath[]): Touched {
  const modules = new Set(files.flatMap(path => model.moduleOf(path)?.name ?? []));
  return { name, kind, files: [...files].sort(byText), modules: [...modules].sort(byText) };
}
