import { NOTHING_DECLARED } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { type PairTest, type SignificantPairs, significantPairs } from '../measures/significance.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { type LiftIndex, liftIndex } from './lift-index.ts';

/** Which modules of a model change together more often than chance would have it; undefined without history. */
export function coChanging(model: Model): SignificantPairs | undefined {
  const index = liftIndex(model);
  const known = tests.get(index);
  if (known) return known;
  const found = test(model, index);
  if (found) tests.set(index, found);
  return found;
}

const tests = new WeakMap<LiftIndex, SignificantPairs>();

function test(model: Model, index: LiftIndex): SignificantPairs | undefined {
  const history = factsOf(model.facts.history);
  if (index.now === undefined || !history || index.all.length === 0) return undefined;
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const begins = history.changes.at(-1)?.at;
  return significantPairs(index.all, {
    modules: model.modules.map(({ name }) => name),
    now: index.now,
    months: declared.history.windowMonths ?? 12,
    ...(begins === undefined ? {} : { historyBegins: begins }),
  });
}

/** The other one of a pair. */
export function partnerOf(pair: PairTest, module: ModuleName): ModuleName {
  return pair.a === module ? pair.b : pair.a;
}
