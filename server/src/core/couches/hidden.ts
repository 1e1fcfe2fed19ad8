import type { RepoPath } from '../facts/place.ts';
import { type CoChange, coChangeAcross } from '../measures/co-change.ts';
import type { PairTest } from '../measures/significance.ts';
import type { Model, Module, ModuleName } from '../model/model.ts';
import { bandwidthBetween, channelsDeclared, widestChannel } from './channels.ts';
import { coChanging } from './co-changing.ts';
import type { Lift } from './couch.ts';
import { dependenciesOf } from './dependencies.ts';
import { isBeside, sharedLifts, unexplainedBy } from './pieces.ts';
import { thresholdsOf } from './thresholds.ts';

/** Two modules of different teams that change together though nothing leads from one to the other. */
export interface Hidden {
  readonly test: PairTest;
  readonly modules: readonly [Module, Module];
  /** The changes to both that no third module explains, newest first. */
  readonly lifts: readonly Lift[];
  /** The files that do it, most often first. */
  readonly files: readonly CoChange<RepoPath>[];
}

/**
 * Significant pairs across teams without a dependency path either way. A change that also touched a module which both
 * need, or which needs both, is explained by it: siblings that follow a common dependency are no secret. What comes in
 * fewer than `atLeast` unexplained changes is left out, and so are two teams whose declared channel is as wide as the
 * share of changes to either that are to both: the code does not say it, but the people do.
 */
export function hiddenPairs(model: Model, atLeast: number): readonly Hidden[] {
  const tests = coChanging(model);
  if (!tests) return [];
  return tests.significant.flatMap(test => {
    const [a, b] = [model.module(test.a), model.module(test.b)];
    if (!a || !b || !areOfDifferentTeams(a, b) || isTied(model, a.name, b.name)) return [];
    if (isBeside(model, a) || isBeside(model, b) || canTell(model, a, b, test)) return [];
    const shared = sharedLifts(model, test, tests.windowMonths).filter(({ teams }) => teams.length > 1);
    const lifts = unexplainedBy(shared, module => explains(model, module, a.name, b.name));
    if (lifts.length < atLeast) return [];
    return [{ test, modules: [a, b] as const, lifts, files: filesBehind(model, a.name, b.name, lifts) }];
  });
}

/** Both have an owner, and none in common. */
export function areOfDifferentTeams(a: Module, b: Module): boolean {
  const [ofA, ofB] = [a.ownership.teams, b.ownership.teams];
  return ofA.length > 0 && ofB.length > 0 && !ofA.some(team => ofB.includes(team));
}

/** Whether a declared channel carries what has to be remembered; no channel is wider than the widest there is. */
function canTell(model: Model, a: Module, b: Module, test: PairTest): boolean {
  if (!channelsDeclared(model)) return false;
  const thresholds = thresholdsOf(model);
  const need = Math.min(Math.max(test.confidenceFromA, test.confidenceFromB), widestChannel(thresholds));
  return a.ownership.teams.some(first =>
    b.ownership.teams.some(second => bandwidthBetween(model, first, second, thresholds).share >= need),
  );
}

function isTied(model: Model, a: ModuleName, b: ModuleName): boolean {
  const { reaches } = dependenciesOf(model);
  return reaches(a, b) || reaches(b, a);
}

function explains(model: Model, module: ModuleName, a: ModuleName, b: ModuleName): boolean {
  if (module === a || module === b) return false;
  const { reaches } = dependenciesOf(model);
  return (reaches(a, module) && reaches(b, module)) || (reaches(module, a) && reaches(module, b));
}

function filesBehind(
  model: Model,
  a: ModuleName,
  b: ModuleName,
  lifts: readonly Lift[],
): readonly CoChange<RepoPath>[] {
  const side = (path: RepoPath) => {
    const name = model.moduleOf(path)?.name;
    return name === a || name === b ? name : undefined;
  };
  return coChangeAcross(
    lifts.map(({ files }) => files),
    side,
    { atLeast: 2 },
  ).slice(0, 3);
}
