import { byText } from '../facts/place.ts';
import type { Model, Module } from '../model/model.ts';
import type { Lift } from './couch.ts';
import type { Hidden } from './hidden.ts';

/** Modules that change together in the same changes: many hidden pairs, and one cause. */
export interface HiddenGroup {
  /** At least three, by name. */
  readonly modules: readonly Module[];
  /** At least two, the one with the most changes first, then by name. */
  readonly pairs: readonly Hidden[];
  /** The changes to any of the pairs, newest first. */
  readonly lifts: readonly Lift[];
  /** How many of these are to all of the modules. */
  readonly toAll: number;
}

/** Of the changes of two pairs, the share that must be the same for both to have one cause. */
const SAME_CAUSE = 0.8;

/** The groups among some pairs: each pair has nearly all its changes in common with the one of its group that has the most. */
export function hiddenGroups(model: Model, pairs: Iterable<Hidden>): readonly HiddenGroup[] {
  const groups: HiddenGroup[] = [];
  let rest = [...pairs].sort(byChanges);
  for (let first = rest[0]; first; first = rest[0]) {
    const lead = new Set(first.lifts);
    const alike = rest.filter(({ lifts }) => {
      const same = lifts.filter(lift => lead.has(lift)).length;
      return same >= SAME_CAUSE * Math.max(lead.size, lifts.length);
    });
    if (alike.length > 1) groups.push(groupOf(model, alike));
    rest = rest.filter(pair => !alike.includes(pair));
  }
  return groups;
}

function groupOf(model: Model, pairs: readonly Hidden[]): HiddenGroup {
  const names = new Set(pairs.flatMap(({ test }) => [test.a, test.b]));
  const lifts = [...new Set(pairs.flatMap(pair => pair.lifts))].sort(
    (a, b) => b.change.at - a.change.at || byText(a.change.id, b.change.id),
  );
  return {
    modules: [...names].sort(byText).flatMap(name => model.module(name) ?? []),
    pairs,
    lifts,
    toAll: lifts.filter(({ modules }) => [...names].every(name => modules.includes(name))).length,
  };
}

function byChanges(a: Hidden, b: Hidden): number {
  return b.lifts.length - a.lifts.length || byText(a.test.a, b.test.a) || byText(a.test.b, b.test.b);
}
