import { NOTHING_DECLARED } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { type PairTest, type SignificantPairs, significantPairs } from '../measures/significance.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { type LiftIndex, liftIndex } from './lift-index.ts';

/** Which modules of a model change together more often than chance would have it; undefined without history. */
export function coChanging(model: Model): SignificantPairs | undefined {
  const index = liftIndex(model);
  const known = tests.get(index);
  if (known) return known.pairs;
  const modules = model.modules.map(({ name }) => name).join('\n');
  const months = windowOf(model);
  const { base } = index;
  const before = base && index.sameModules ? tests.get(base) : undefined;
  // Who owns what makes no difference to what changes together.
  const pairs =
    before?.modules === modules && before.months === months ? before.pairs : test(model, index, months);
  if (pairs) tests.set(index, { pairs, modules, months });
  return pairs;
}

const tests = new WeakMap<LiftIndex, Tested>();

interface Tested {
  readonly pairs: SignificantPairs;
  readonly modules: string;
  readonly months: number;
}

function windowOf(model: Model): number {
  return (factsOf(model.facts.declared) ?? NOTHING_DECLARED).history.windowMonths ?? 12;
}

function test(model: Model, index: LiftIndex, months: number): SignificantPairs | undefined {
  const history = factsOf(model.facts.history);
  if (index.now === undefined || !history || index.all.length === 0) return undefined;
  const begins = history.changes.at(-1)?.at;
  return significantPairs(index.all, {
    modules: model.modules.map(({ name }) => name),
    now: index.now,
    months,
    ...(begins === undefined ? {} : { historyBegins: begins }),
  });
}

/** The other one of a pair. */
export function partnerOf(pair: PairTest, module: ModuleName): ModuleName {
  return pair.a === module ? pair.b : pair.a;
}
