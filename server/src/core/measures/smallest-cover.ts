import { byText } from '../facts/place.ts';
import { smallestTeams } from './lifters.ts';

/** No change that people made by hand comes near it; beyond it the greedy answer stands. */
const MOST_STEPS = 300;

/**
 * The fewest of which one is in each list. The greedy way is exact up to two; where it takes more, fewer are looked for, so that
 * how many there are does not hang on how ties went. Lists without anything ask for nothing. Sorted.
 */
export function smallestCover<Of extends string>(lists: readonly (readonly Of[])[]): readonly Of[] {
  const [first = [], ...rest] = lists;
  // Nearly always one will do.
  const [inAll] = sorted(first.filter(one => rest.every(list => list.includes(one))));
  if (inAll !== undefined) return [inAll];
  const greedy = smallestTeams<Of>(lists.map(teams => ({ mode: 'any', teams })));
  if (greedy.length < 3) return greedy;
  const open = [
    ...new Map(lists.filter(list => list.length > 0).map(list => [sorted(list).join('\0'), sorted(list)])),
  ]
    .sort(([a], [b]) => byText(a, b))
    .map(([, list]) => list)
    .sort((a, b) => a.length - b.length);
  let steps = 0;
  for (let size = atLeast(open); size < greedy.length; size++) {
    const found = search(open, size);
    if (found) return sorted(found);
    if (steps > MOST_STEPS) break;
  }
  return greedy;

  function search(left: readonly (readonly Of[])[], size: number): readonly Of[] | undefined {
    const [shortest] = left;
    if (!shortest) return [];
    if (++steps > MOST_STEPS || atLeast(left) > size) return undefined;
    for (const one of shortest) {
      const rest = search(
        left.filter(list => !list.includes(one)),
        size - 1,
      );
      if (rest) return [one, ...rest];
    }
    return undefined;
  }
}

/** Lists that have nothing in common each need one of their own. */
function atLeast(lists: readonly (readonly string[])[]): number {
  const taken = new Set<string>();
  let count = 0;
  for (const list of lists) {
    if (list.some(one => taken.has(one))) continue;
    count += 1;
    for (const one of list) taken.add(one);
  }
  return count;
}

function sorted<Of extends string>(list: readonly Of[]): readonly Of[] {
  return [...list].sort(byText);
}
