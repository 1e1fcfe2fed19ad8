import { coChanging, partnerOf } from '../couches/co-changing.ts';
import { liftIndex } from '../couches/lift-index.ts';
import { CODE_MAAT_DEFAULTS, codeMaatCoupling } from '../measures/code-maat.ts';
import type { PairTest } from '../measures/significance.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import type { Section } from './explain.ts';
import { count, percent } from './words.ts';

/**
 * What changes together with some modules: every pair with its counts and whether it is more than chance, then the
 * same pairs as code-maat lists them, for those who compare.
 */
export function coChangeSections(model: Model, members: readonly ModuleName[]): readonly Section[] {
  const tests = coChanging(model);
  if (!tests) return [{ heading: 'Co-change', lines: ['unknown: there is no history to count in'] }];
  const asked = new Set(members);
  const pairs = tests.pairs.filter(({ a, b }) => asked.has(a) || asked.has(b));
  const moved = tests.converged ? '' : '; the model of chance could not be fitted, so nothing is significant';
  return [
    {
      heading: `Co-change of modules  ${pairs.length}`,
      lines:
        pairs.length === 0
          ? [`nothing changed together with it in ${tests.windowMonths} months`]
          : [
              `of ${count(tests.changes, 'change')} in ${tests.windowMonths} months, tested against ${count(tests.tests, 'possible pair')}${moved}`,
              ...pairs.map(pair => pairLine(pair, asked)),
            ],
    },
    maatSection(model, asked, tests.windowMonths),
  ];
}

function pairLine(pair: PairTest, asked: ReadonlySet<ModuleName>): string {
  const [only] = asked;
  const alone = asked.size === 1 && only !== undefined;
  // Told from the one asked about; of a couch's members, from the one that is named first.
  const isA = !alone || pair.a === only;
  const name = alone ? partnerOf(pair, only) : `${pair.a} + ${pair.b}`;
  const [here, there] = alone ? ['here', 'there'] : ['the first', 'the second'];
  const fromHere = isA ? pair.confidenceFromA : pair.confidenceFromB;
  const fromThere = isA ? pair.confidenceFromB : pair.confidenceFromA;
  return [
    `${name}: ${pair.shared} together, ${pair.expected.toFixed(1)} expected`,
    `support ${percent(pair.support)}`,
    `confidence ${percent(fromHere)} from ${here}, ${percent(fromThere)} from ${there}`,
    `lift ${pair.lift.toFixed(1)}`,
    pair.significant
      ? `significant (p ${chance(pair.adjusted)} corrected${pair.isNew === true ? ', new' : ''})`
      : `not significant (p ${chance(pair.adjusted)} corrected, met in ${pair.metInSlices} of 4 parts of the window)`,
  ].join('; ');
}

function chance(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toFixed(3);
}

/** As `code-maat -a coupling` prints it, with its own defaults and modules as entities. */
function maatSection(model: Model, asked: ReadonlySet<ModuleName>, months: number): Section {
  const index = liftIndex(model);
  const since = (index.now ?? 0) - months * DAYS_A_MONTH * 86_400;
  const sets = index.all.filter(({ change }) => change.at >= since).map(({ modules }) => modules);
  const rows = codeMaatCoupling(sets).filter(
    ({ a, b }) => asked.has(a as ModuleName) || asked.has(b as ModuleName),
  );
  const { minRevisions, minShared, minDegree, maxSet } = CODE_MAAT_DEFAULTS;
  return {
    heading: 'As code-maat lists it: entity,coupled,degree,average-revs',
    lines:
      rows.length === 0
        ? [
            `no pair above its limits (${minRevisions} revisions, ${minShared} shared, degree ${minDegree} %, sets of at most ${maxSet})`,
          ]
        : rows.map(({ a, b, degree, averageRevisions }) => `${a},${b},${degree},${averageRevisions}`),
  };
}
