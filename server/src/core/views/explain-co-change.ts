import { coChanging, partnerOf } from '../couches/co-changing.ts';
import type { Lift } from '../couches/couch.ts';
import { liftIndex } from '../couches/lift-index.ts';
import { NOTHING_DECLARED } from '../facts/declared.ts';
import type { RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { type CoChange, coChangeWith } from '../measures/co-change.ts';
import { CODE_MAAT_DEFAULTS, codeMaatCoupling } from '../measures/code-maat.ts';
import { HALF_OR_MORE } from '../measures/pair-chances.ts';
import type { PairTest } from '../measures/significance.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import type { Row, Section } from './explain.ts';
import { chance } from './trend.ts';
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
      rows: pairs.map(pairRow),
    },
    maatSection(
      liftsWithin(model, tests.windowMonths).map(({ modules }) => modules),
      name => asked.has(name as ModuleName),
      'modules',
    ),
    ...fileCoChangeSections(model, path => {
      const module = model.moduleOf(path);
      return module !== undefined && asked.has(module.name);
    }),
  ];
}

/**
 * What changes together with some files, pair by pair with its counts, then as code-maat lists it. Of several files
 * (those of a module) only pairs with a file that is not among them: what a module's own files do together is its own
 * matter. Not tested against chance, as pairs of modules are: a repository has millions of pairs of files.
 */
export function fileCoChangeSections(model: Model, isAsked: (path: RepoPath) => boolean): readonly Section[] {
  const history = factsOf(model.facts.history);
  if (!history)
    return [{ heading: 'Co-change of files', lines: ['unknown: there is no history to count in'] }];
  const months = (factsOf(model.facts.declared) ?? NOTHING_DECLARED).history.windowMonths ?? 12;
  const sets = liftsWithin(model, months).map(({ files }) => files);
  const known = new Map<RepoPath, boolean>();
  const asked = (path: RepoPath) => {
    const said = known.get(path) ?? isAsked(path);
    known.set(path, said);
    return said;
  };
  const own = new Set(sets.flatMap(files => files.filter(asked)));
  const all = coChangeWith(sets, asked);
  const pairs = own.size > 1 ? all.filter(({ a, b }) => asked(a) !== asked(b)) : all;
  const within = all.length - pairs.length;
  const [alone] = own.size === 1 ? own : [];
  const lines =
    pairs.length === 0
      ? [`no other file changed with it twice or more in ${months} months`]
      : [
          `of ${count(sets.length, 'ordinary change')} in ${months} months; those that met at least twice, in small changes first; not tested against chance`,
          ...pairs.map(pair => filePairLine(pair, asked, alone)),
        ];
  if (within > 0)
    lines.push(
      `${count(within, 'pair of its own files is', 'pairs of its own files are')} left out here: explain one of the files`,
    );
  const inBoth = (name: string) => asked(name as RepoPath);
  return [
    { heading: `Co-change of files  ${pairs.length}`, lines, rows: pairs.map(filePairRow) },
    maatSection(sets, inBoth, 'files', own.size > 1),
  ];
}

function liftsWithin(model: Model, months: number): readonly Lift[] {
  const index = liftIndex(model);
  const since = (index.now ?? 0) - months * DAYS_A_MONTH * 86_400;
  return index.all.filter(({ change }) => change.at >= since);
}

function filePairLine(
  pair: CoChange<RepoPath>,
  asked: (path: RepoPath) => boolean,
  alone: RepoPath | undefined,
): string {
  const isA = asked(pair.a);
  const [here, there] = isA ? [pair.a, pair.b] : [pair.b, pair.a];
  const [fromHere, fromThere] = isA
    ? [pair.confidenceFromA, pair.confidenceFromB]
    : [pair.confidenceFromB, pair.confidenceFromA];
  return [
    `${alone === undefined ? `${here} + ${there}` : there}: ${pair.shared} together`,
    `support ${percent(pair.support)}`,
    `confidence ${percent(fromHere)} from here, ${percent(fromThere)} from there`,
    `lift ${pair.lift.toFixed(1)}`,
  ].join('; ');
}

function filePairRow({ a, b, ...figures }: CoChange<string>): Row {
  const { shared, changesOfA, changesOfB, support, confidenceFromA, confidenceFromB, lift, jaccard } =
    figures;
  return { a, b, shared, changesOfA, changesOfB, support, confidenceFromA, confidenceFromB, lift, jaccard };
}

/** A half or more is not worked out, so no figure is told for it. */
function pairRow(pair: PairTest): Row {
  const { expected, p, adjusted, metInSlices, significant, isNew } = pair;
  const chances = p >= HALF_OR_MORE ? { p: null, adjusted: null } : { p, adjusted };
  return { ...filePairRow(pair), expected, ...chances, metInSlices, significant, isNew: isNew ?? null };
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
    pair.p >= HALF_OR_MORE
      ? `not significant (p a half or more, met in ${pair.metInSlices} of 4 parts of the window)`
      : pair.significant
        ? `significant (p ${chance(pair.adjusted)} corrected${pair.isNew === true ? ', new' : ''})`
        : `not significant (p ${chance(pair.adjusted)} corrected, met in ${pair.metInSlices} of 4 parts of the window)`,
  ].join('; ');
}

/**
 * As `code-maat -a coupling` prints it, with its own limits, over the same changes as all else here (ordinary ones,
 * without lock files and their like). `across`: only pairs of which one is asked about.
 */
function maatSection(
  sets: readonly (readonly string[])[],
  isAsked: (name: string) => boolean,
  what: 'modules' | 'files',
  across = false,
): Section {
  const found = codeMaatCoupling(sets).filter(({ a, b }) =>
    across ? isAsked(a) !== isAsked(b) : isAsked(a) || isAsked(b),
  );
  const { minRevisions, minShared, minDegree, maxSet } = CODE_MAAT_DEFAULTS;
  return {
    heading: `As code-maat lists ${what}: entity,coupled,degree,average-revs`,
    lines:
      found.length === 0
        ? [
            `no pair above its limits (${minRevisions} revisions, ${minShared} shared, degree ${minDegree} %, sets of at most ${maxSet})`,
          ]
        : found.map(({ a, b, degree, averageRevisions }) => `${a},${b},${degree},${averageRevisions}`),
    rows: found.map(({ a, b, degree, averageRevisions }) => ({
      entity: a,
      coupled: b,
      degree,
      averageRevisions,
    })),
  };
}
