import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import { closestText, textDistance } from '../text-distance.ts';

/** What was meant by a path that is not there: what is spelled nearly so, or what it is called since a rename. */
export interface Slip {
  readonly meant: string;
  /** The path, or the folder above it, that history knows by this name. */
  readonly renamed?: { readonly from: string; readonly to: string };
}

/** Undefined where a path that is not there may well come to be. */
export function slipIn(model: Model, path: RepoPath): Slip | undefined {
  const tree = treeOf(model);
  if (path === '' || tree.has(path)) return undefined;
  for (let from: string = path; from !== '' && !tree.has(from); from = above(from)) {
    const to = renamedTo(model, from);
    if (to !== undefined && tree.has(to))
      return { meant: `${to}${path.slice(from.length)}`, renamed: shortened(tree, from, to) };
  }
  const meant = spelledNearly(tree, path);
  return meant === undefined ? undefined : { meant };
}

/** What has an ending is meant as a file: folders and modules have none. */
export function hasEnding(path: string): boolean {
  return /\.\w+$/.test(path);
}

/** A folder goes with what lies in it: of `a/src` and `b/src` where `a` is gone, `a` is what was renamed. */
function shortened(
  tree: ReadonlyMap<string, unknown>,
  from: string,
  to: string,
): NonNullable<Slip['renamed']> {
  const last = (path: string) => path.slice(path.lastIndexOf('/') + 1);
  const [was, is] = [above(from), above(to)];
  return last(from) === last(to) && !tree.has(was) ? shortened(tree, was, is) : { from, to };
}

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Every file and folder, each folder with the names in it; the root is the empty path. */
function treeOf(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const tree = new Map<string, Set<string>>([['', new Set()]]);
  for (const { path } of factsOf(model.facts.files)?.files ?? []) {
    let folder = '';
    for (const name of path.split('/')) {
      tree.get(folder)?.add(name);
      folder = folder === '' ? name : `${folder}/${name}`;
      if (!tree.has(folder)) tree.set(folder, new Set());
    }
  }
  return tree;
}

/** Where history followed a file, or at least half of the followed files of a folder, under the same names. */
function renamedTo(model: Model, path: string): string | undefined {
  const places = new Map<string, number>();
  const seen = new Set<string>();
  for (const { files } of factsOf(model.facts.history)?.changes ?? []) {
    for (const { path: then, from, now } of files) {
      if (now === undefined) continue;
      for (const old of [then, from]) {
        if (old === path && now !== path) return now;
        if (old === undefined || seen.has(old) || !old.startsWith(`${path}/`)) continue;
        seen.add(old);
        const rest = old.slice(path.length);
        const place = now.endsWith(rest) ? now.slice(0, -rest.length) : undefined;
        if (place !== undefined && place !== path) places.set(place, (places.get(place) ?? 0) + 1);
      }
    }
  }
  const [most] = [...places].sort((a, b) => b[1] - a[1]);
  return most && most[1] * 2 >= seen.size ? most[0] : undefined;
}

function spelledNearly(tree: ReadonlyMap<string, ReadonlySet<string>>, path: string): string | undefined {
  const names = path.split('/');
  const at = names.findIndex((_, i) => !tree.has(names.slice(0, i + 1).join('/')));
  const folder = names.slice(0, at).join('/');
  const wrong = names[at] ?? '';
  const rest = names.slice(at + 1);
  const inFolder = (name: string) => [folder, name, ...rest].filter(part => part !== '').join('/');
  const others = [...(tree.get(folder) ?? [])].filter(name => !isDeliberate(wrong, name));
  const near = closestText(wrong, others);
  if (near === undefined) return undefined;
  // A file in a folder that is there may have any name, but at the root it may be a module or a file that is there.
  if (rest.length === 0)
    return !hasEnding(wrong) || (folder === '' && isSurely(wrong, near)) ? inFolder(near) : undefined;
  const meant = inFolder(near);
  const hasFolder = tree.has(above(meant));
  return tree.has(meant) || (hasFolder && isSurely(wrong, near)) ? meant : undefined;
}

/** `cart2` beside `cart`, or `cart-ui`, is a name of its own and no slip. */
function isDeliberate(wrong: string, there: string): boolean {
  const bare = (name: string) => name.replace(/\d+/g, '');
  const goesOn = (long: string, short: string) =>
    long.startsWith(short) && /^[-_.]/.test(long.slice(short.length));
  return bare(wrong) === bare(there) || goesOn(wrong, there) || goesOn(there, wrong);
}

/** One letter in six at most, and none in short names: these are alike by chance. */
function isSurely(wrong: string, there: string): boolean {
  const most = Math.floor(wrong.length / 6);
  return most > 0 && textDistance(wrong.toLowerCase(), there.toLowerCase(), most) <= most;
}
