import { posix } from 'node:path';
import { folderOf, type RepoPath } from '#core/facts/place';

/** A specifier and the file it means, before the move; who says it and what it shall mean, after. */
export interface Respelled {
  readonly specifier: string;
  readonly target: RepoPath;
  readonly from: RepoPath;
  readonly newTarget: RepoPath;
}

/**
 * Ways to write an import anew, the most like the old one first. They are guesses: whoever asks takes the first that
 * the resolver leads to the right file.
 */
export function spellings({ specifier, target, from, newTarget }: Respelled): readonly string[] {
  const query = /[?#](?!.*\/).*$/.exec(specifier.slice(1))?.[0] ?? '';
  const bare = query === '' ? specifier : specifier.slice(0, -query.length);
  const tails = tailsOf(bare, target, newTarget);
  const found: string[] = [];
  if (!/^\.\.?(?:\/|$)/.test(bare)) {
    for (const [said, meant] of prefixesOf(bare, target)) {
      for (const tail of tails) if (tail.startsWith(meant)) found.push(said + tail.slice(meant.length));
    }
  }
  const relative = tails.map(tail => relativeTo(from, tail));
  // What cannot stand between quotes of any sort is no spelling of ours.
  return [...found, ...relative].filter(each => !/["'`\\$\n]/.test(each)).map(each => each + query);
}

/** The relative specifier that leads from a file to a path. */
export function relativeTo(from: RepoPath, path: string): string {
  const relative = posix.relative(folderOf(from), path);
  if (relative === '') return '.';
  return relative.startsWith('../') || relative === '..' ? relative : `./${relative}`;
}

/** The new target as far as the old specifier spelled the old one: as a folder, without extension, with one or with that of its output. */
function tailsOf(specifier: string, target: RepoPath, newTarget: RepoPath): readonly string[] {
  const stem = withoutExtension(newTarget);
  const written = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0];
  const whole = specifier.endsWith(target.slice(target.lastIndexOf('/') + 1));
  const asFolder = /(?:^|\/)index$/.test(stem) ? stem.replace(/\/?index$/, '') : undefined;
  const oldStem = withoutExtension(target);
  const saysIndex = /(?:^|\/)index(?:\.[^/]+)?$/.test(specifier) || !/(?:^|\/)index$/.test(oldStem);
  const plain =
    asFolder === undefined || asFolder === '' ? [stem] : saysIndex ? [stem, asFolder] : [asFolder, stem];
  if (whole) return [newTarget, ...plain];
  return written === undefined ? [...plain, newTarget] : [stem + written, newTarget, ...plain];
}

/** What an alias or a package's name stands for, told from one import through it: the longest prefix first. */
function prefixesOf(specifier: string, target: RepoPath): readonly (readonly [string, string])[] {
  const ways: (readonly [string, string])[] = [];
  const stems = [target, withoutExtension(target), withoutExtension(target).replace(/\/index$/, '')];
  for (const meant of stems) {
    const said =
      withoutExtension(specifier) === specifier || meant === target ? specifier : withoutExtension(specifier);
    let a = said;
    let b = meant;
    while (lastOf(a) === lastOf(b) && a.includes('/') && b.includes('/')) {
      a = a.slice(0, a.lastIndexOf('/'));
      b = b.slice(0, b.lastIndexOf('/'));
      ways.push([`${a}/`, `${b}/`]);
    }
  }
  return ways.sort((a, b) => b[1].length - a[1].length);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function withoutExtension(path: string): string {
  return path.replace(/(?:(?:\.d)?\.[cm]?[jt]sx?|\.json|\.node)$/, '');
}
