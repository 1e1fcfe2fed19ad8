import type { HistoryFacts } from '../facts/history.ts';
import { byText } from '../facts/place.ts';
import { factsOf, ready } from '../facts/state.ts';
import { signFlipP } from '../measures/sign-flips.ts';
import { buildModel } from '../model/build.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { DAYS_A_MONTH } from '../quantities.ts';
import type { Judged } from './couch.ts';
import { type Foreseen, type Foresight, foresight } from './foresight.ts';
import { judgeCouch } from './judge-couch.ts';
import { liftIndex } from './lift-index.ts';
import { moduleCouch } from './replay.ts';
import { teamsApart } from './teams-apart.ts';
import { thresholdsOf } from './thresholds.ts';
import { type WithinStrata, withinStrata } from './within-strata.ts';

/** Whether what is said of modules today tells how many teams they take tomorrow. */
export interface Study {
  /** Why nothing could be studied. */
  readonly nothing?: string;
  readonly months: number;
  readonly groups: readonly StudyGroup[];
  /** The graded question, with every module that could be looked at; absent where nothing could be studied. */
  readonly foresight?: Foresight;
  /** The same question among modules of like size, with size and churn taken out by a curve. */
  readonly withinStrata?: WithinStrata;
}

/** One way to choose modules, against others of like size and churn. */
export interface StudyGroup {
  readonly name: string;
  readonly cuts: readonly Cut[];
  /** Over modules, each by its changes at all cut-offs: a module that is chosen at several is one module. */
  readonly pooled: {
    readonly modules: number;
    /** Share of changes by several teams of the chosen less that of the matched, in -1 to 1; undefined without modules. */
    readonly difference?: number;
    /** Two-sided, by sign flips over modules. */
    readonly p?: number;
    /** What may honestly be said. */
    readonly says: string;
  };
}

export interface Cut {
  /** Epoch seconds. */
  readonly at: number;
  /** Modules with a verdict at that time, and how many of these are chosen. */
  readonly judged: number;
  readonly chosen: number;
  readonly pairs: readonly Pair[];
  /** Chosen modules that no other was like. */
  readonly unmatched: number;
}

export interface Pair {
  readonly module: ModuleName;
  readonly matched: ModuleName;
  readonly after: After;
  readonly matchedAfter: After;
}

/** Changes in the months after, and how many of them several teams lifted. */
export interface After {
  readonly changes: number;
  readonly several: number;
}

const AFTER_MONTHS = 6;
const BEFORE_MONTHS = 12;
/** What a verdict of today looks at, at most; so a verdict at a cut-off looks no further either. */
const JUDGED_MONTHS = 36;
/** A matched module has at most this many times, and at least this part of, the files and of the changes. */
const CALIPER = 2;
/** Fewer changes than these afterwards give no rate: over all cut-offs where counts are added up, else in each. */
const LEAST_AFTER = 3;
/** With fewer modules no sign-flip test can reach 5 %. */
const ENOUGH_MODULES = 6;
const SECONDS_A_MONTH = DAYS_A_MONTH * 86_400;

/**
 * Judges every module by its history up to a moment, then looks at the six months after it: do the modules called TOO BIG,
 * or of low independence, take several teams more often than modules with about as many files and changes? Paired, each
 * matched module once a cut-off, nearest pairs first. Owners and module boundaries are those of today at every cut-off,
 * for no older ones are known: a study of foresight with today's map.
 */
export function predictionStudy(model: Model): Study {
  const history = factsOf(model.facts.history);
  const nothing = (why: string): Study => ({ nothing: why, months: AFTER_MONTHS, groups: [] });
  if (!history || model.facts.history.state === 'absent')
    return nothing(
      `there is no history${'reason' in model.facts.history ? `: ${model.facts.history.reason}` : ''}`,
    );
  if (teamsApart(model) < 2)
    return nothing(
      'only one team is known (sets of people with somebody in all of them are one), so no change can need several',
    );
  const begins = history.changes.reduce((first, { at }) => Math.min(first, at), history.now);
  const times = cutOffs(begins, history.now);
  if (times.length === 0)
    return nothing(
      `the history is shorter than ${BEFORE_MONTHS + AFTER_MONTHS} months: ${BEFORE_MONTHS} to judge by and ${AFTER_MONTHS} to look at`,
    );
  const moments = times.map(at => momentOf(model, history, at));
  const { independenceBelow } = thresholdsOf(model);
  const low = Math.round(independenceBelow * 100);
  const groups: readonly (readonly [string, (judged: Judged, moment: Moment) => boolean])[] = [
    ['called TOO BIG', ({ verdict }) => verdict === 'TOO BIG'],
    [`independence of action under ${low} %`, judged => shareOf(judged) < independenceBelow],
    [
      'independence of action under that of the median module',
      (judged, { median }) => shareOf(judged) < median,
    ],
  ];
  const rows = moments.flatMap(foreseen);
  return {
    months: AFTER_MONTHS,
    foresight: foresight(rows),
    withinStrata: withinStrata(rows),
    groups: groups.map(([name, isChosen]) => {
      const cuts = moments.map(moment => cutOf(moment, judged => isChosen(judged, moment)));
      return { name, cuts, pooled: pool(cuts) };
    }),
  };
}

/** Every six months, newest first, as long as enough of the history lies before. */
function cutOffs(begins: number, now: number): readonly number[] {
  const all: number[] = [];
  for (
    let at = now - AFTER_MONTHS * SECONDS_A_MONTH;
    at - BEFORE_MONTHS * SECONDS_A_MONTH >= begins;
    at -= AFTER_MONTHS * SECONDS_A_MONTH
  )
    all.push(at);
  return all;
}

interface Moment {
  readonly at: number;
  readonly judged: readonly Judged[];
  readonly median: number;
  files(module: ModuleName): number;
  /** Changes in the year before. */
  churn(module: ModuleName): number;
  after(module: ModuleName): After;
}

function momentOf(model: Model, history: HistoryFacts, at: number): Moment {
  const then = buildModel({
    ...model.facts,
    history: ready({
      ...history,
      now: at,
      changes: history.changes.filter(
        change => change.at <= at && change.at > at - JUDGED_MONTHS * SECONDS_A_MONTH,
      ),
    }),
  });
  const thresholds = thresholdsOf(then);
  const judged = then.modules
    .map(({ name }) => judgeCouch(then, moduleCouch(then, name), thresholds))
    .filter(({ verdict, numbers }) => verdict !== 'UNKNOWN' && numbers.independence !== undefined);
  const shares = judged.map(shareOf).sort((a, b) => a - b);
  const index = liftIndex(model);
  const between = (module: ModuleName, from: number, to: number) =>
    index.of(module).filter(({ change, teams }) => change.at > from && change.at <= to && teams.length > 0);
  return {
    at,
    judged,
    median: shares[Math.floor(shares.length / 2)] ?? 0,
    files: module => then.module(module)?.files.length ?? 0,
    churn: module => between(module, at - BEFORE_MONTHS * SECONDS_A_MONTH, at).length,
    after: module => {
      const lifts = between(module, at, at + AFTER_MONTHS * SECONDS_A_MONTH);
      return { changes: lifts.length, several: lifts.filter(({ teams }) => teams.length > 1).length };
    },
  };
}

/** The modules of a moment that changed often enough afterwards to have a share. */
function foreseen({ at, judged, files, churn, after }: Moment): readonly Foreseen[] {
  return judged.flatMap(each => {
    const [module] = each.couch.members;
    if (module === undefined) return [];
    const { changes, several } = after(module);
    if (changes < LEAST_AFTER) return [];
    return [
      {
        module,
        at,
        independence: shareOf(each),
        files: files(module),
        churn: churn(module),
        several: several / changes,
      },
    ];
  });
}

function shareOf({ numbers }: Judged): number {
  return numbers.independence?.share ?? 1;
}

function cutOf(moment: Moment, isChosen: (judged: Judged) => boolean): Cut {
  const chosen: ModuleName[] = [];
  const others: ModuleName[] = [];
  for (const judged of moment.judged) {
    const [name] = judged.couch.members;
    if (name !== undefined) (isChosen(judged) ? chosen : others).push(name);
  }
  const matches = match(moment, chosen, others);
  const pairs = matches
    .map(([module, matched]) => ({
      module,
      matched,
      after: moment.after(module),
      matchedAfter: moment.after(matched),
    }))
    .sort((x, y) => byText(x.module, y.module));
  return {
    at: moment.at,
    judged: moment.judged.length,
    chosen: chosen.length,
    pairs,
    unmatched: chosen.length - matches.length,
  };
}

/** The nearest pairs first, within the caliper on files and on changes; each module at most once. */
function match(
  { files, churn }: Moment,
  chosen: readonly ModuleName[],
  others: readonly ModuleName[],
): readonly (readonly [ModuleName, ModuleName])[] {
  const apart = (a: number, b: number) => Math.abs(Math.log((a + 1) / (b + 1)));
  const candidates: { readonly module: ModuleName; readonly other: ModuleName; readonly distance: number }[] =
    [];
  for (const module of chosen) {
    for (const other of others) {
      const bySize = apart(files(module), files(other));
      const byChurn = apart(churn(module), churn(other));
      if (Math.max(bySize, byChurn) > Math.log(CALIPER)) continue;
      candidates.push({ module, other, distance: bySize + byChurn });
    }
  }
  candidates.sort(
    (x, y) => x.distance - y.distance || byText(x.module, y.module) || byText(x.other, y.other),
  );
  const taken = new Set<ModuleName>();
  const pairs: (readonly [ModuleName, ModuleName])[] = [];
  for (const { module, other } of candidates) {
    if (taken.has(module) || taken.has(other)) continue;
    taken.add(module).add(other);
    pairs.push([module, other]);
  }
  return pairs;
}

function pool(cuts: readonly Cut[]): StudyGroup['pooled'] {
  const byModule = new Map<ModuleName, { own: After; other: After }>();
  for (const { pairs } of cuts) {
    for (const { module, after, matchedAfter } of pairs) {
      const known = byModule.get(module);
      byModule.set(module, { own: add(known?.own, after), other: add(known?.other, matchedAfter) });
    }
  }
  const differences = [...byModule.values()]
    .filter(({ own, other }) => Math.min(own.changes, other.changes) >= LEAST_AFTER)
    .map(({ own, other }) => own.several / own.changes - other.several / other.changes);
  const modules = differences.length;
  if (cuts.every(({ chosen }) => chosen === 0))
    return { modules, says: 'no module was so at any cut-off, so this says nothing' };
  if (modules === 0) return { modules, says: 'no module could be compared, so this says nothing' };
  const difference = differences.reduce((sum, each) => sum + each, 0) / modules;
  const p = signFlipP(differences);
  return { modules, difference, p, says: saysOf(modules, difference, p) };
}

function saysOf(modules: number, difference: number, p: number): string {
  if (modules < ENOUGH_MODULES)
    return `${modules === 1 ? 'one module is' : `${modules} modules are`} too few to conclude anything (${ENOUGH_MODULES} are needed)`;
  if (p >= 0.05) return 'no difference is shown here';
  return difference > 0
    ? 'they took several teams more often, by more than chance would explain'
    : 'they took several teams LESS often: the prediction fails here';
}

function add(known: After | undefined, more: After): After {
  return {
    changes: (known?.changes ?? 0) + more.changes,
    several: (known?.several ?? 0) + more.several,
  };
}
