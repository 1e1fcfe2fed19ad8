import { byText } from '../facts/place.ts';

/** What pairs join, two by two: the connected components, each sorted, sorted by their first member. */
export function componentsOf<Name extends string>(
  pairs: Iterable<readonly [Name, Name]>,
): readonly (readonly Name[])[] {
  const groups = new Map<Name, Set<Name>>();
  for (const [a, b] of pairs) {
    const ofA = groups.get(a) ?? new Set([a]);
    const ofB = groups.get(b) ?? new Set([b]);
    const [larger, smaller] = ofA.size >= ofB.size ? [ofA, ofB] : [ofB, ofA];
    for (const name of smaller) larger.add(name);
    for (const name of larger) groups.set(name, larger);
  }
  return [...new Set(groups.values())]
    .map(group => [...group].sort(byText))
    .sort((a, b) => byText(a[0] ?? '', b[0] ?? ''));
}
