import { NOTHING_DECLARED } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { type TeamOverlap, teamOverlaps } from '../measures/team-overlap.ts';
import type { Model, ModuleName, TeamName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import { carriesOf } from './carries.ts';
import { findCouches } from './find-couches.ts';
import { liftIndex } from './lift-index.ts';

/** Which teams carry the same modules, over one window for all of them. */
export interface Overlaps {
  readonly pairs: readonly TeamOverlap<ModuleName, TeamName>[];
  readonly windowMonths: number;
}

/**
 * Modules are counted in the window that the wiring file names, without the widening that a verdict may need: of two
 * modules the one with little history would count for longer. Undefined without history.
 */
export function overlapsOf(model: Model): Overlaps | undefined {
  const index = liftIndex(model);
  if (index.now === undefined) return undefined;
  const known = overlaps.get(model);
  if (known) return known;
  const windowMonths = (factsOf(model.facts.declared) ?? NOTHING_DECLARED).history.windowMonths ?? 12;
  const since = index.now - windowMonths * DAYS_A_MONTH * 86_400;
  const carries = findCouches(model).flatMap(couch => {
    const [only] = couch.members;
    if (couch.kind !== 'module' || only === undefined || isRest(model, only)) return [];
    return [[only, carriesOf(model, couch).lifts.filter(({ change }) => change.at >= since)] as const];
  });
  const found = { pairs: teamOverlaps(carries), windowMonths };
  overlaps.set(model, found);
  return found;
}

/** What lies beside all other modules is touched by everybody, and no two teams meet in it. */
function isRest(model: Model, name: ModuleName): boolean {
  return model.modules.length > 1 && model.module(name)?.root === '' && !model.module(name)?.declared;
}

const overlaps = new WeakMap<Model, Overlaps>();
