import { folderOf, type RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { closestText } from '../../text-distance.ts';
import { allPaths, literalPart } from './owner-texts.ts';

/** The same pattern with the closest folder that is there; only where the folder of the pattern is not. */
export function similarPattern(model: Model, pattern: string): string | undefined {
  const literal = literalPart(pattern);
  if (literal === undefined) return undefined;
  const there = namesByFolder(model);
  const segments = literal.split('/');
  // The deepest part that exists stays; the first name that is not there is what was mistyped.
  for (let depth = 0; depth < segments.length; depth++) {
    const name = segments[depth] ?? '';
    const known = there.get(segments.slice(0, depth).join('/'));
    if (known?.has(name)) continue;
    const close = known && closestText(name, [...known].sort());
    if (close === undefined) return undefined;
    const before = segments
      .slice(0, depth)
      .map(segment => `${segment}/`)
      .join('');
    return pattern.replace(`${before}${name}`, `${before}${close}`);
  }
  return undefined;
}

const memories = new WeakMap<object, ReadonlyMap<string, ReadonlySet<string>>>();

/** The names in each folder; the root is ''. */
function namesByFolder(model: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const facts = factsOf(model.facts.files);
  const known = facts && memories.get(facts);
  if (known) return known;
  const names = new Map<string, Set<string>>();
  for (const path of allPaths(model)) {
    let at: RepoPath = path;
    while (at !== '') {
      const folder = folderOf(at);
      const name = folder === '' ? at : at.slice(folder.length + 1);
      const there = names.get(folder);
      if (there?.has(name)) break;
      if (there) there.add(name);
      else names.set(folder, new Set([name]));
      at = folder;
    }
  }
  if (facts) memories.set(facts, names);
  return names;
}
