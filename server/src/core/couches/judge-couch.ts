import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { couchNumbers } from '../measures/couch-numbers.ts';
import { sharedIn } from '../measures/fewest-teams.ts';
import { serviceIn } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { missedPromise } from '../measures/runtime/promise.ts';
import { type MissedTail, missedTail } from '../measures/runtime/tail.ts';
import type { Model, TeamName } from '../model/model.ts';
import { lastFor, onceFor } from '../once-for.ts';
import { carriesOf, staysAsWide, windowOf } from './carries.ts';
import { bandwidthBetween, channelsDeclared } from './channels.ts';
import type { Carries, Couch, CouchNumbers, Judged, Lift, Verdict } from './couch.ts';
import { dependenciesOf } from './dependencies.ts';
import { examplesOf, excludedOf, importsBehind } from './evidence.ts';
import { fragileBy, MOVES } from './fragile.ts';
import { type Halves, halvesOf } from './halves.ts';
import { teamsRunning } from './running.ts';
import { teamsApart } from './teams-apart.ts';
import { type Thresholds, thresholdsOf } from './thresholds.ts';
import { justRight } from './verdicts/just-right.ts';
import { miswired } from './verdicts/miswired.ts';
import { missesItsPromise, takesTurns } from './verdicts/running.ts';
import { tooBig } from './verdicts/too-big.ts';
import { unknown } from './verdicts/unknown.ts';
import { areWired, watch } from './verdicts/watch.ts';
import type { Said, Weighed } from './verdicts/weighed.ts';

/**
 * Judges a module, a declared couch or a group by the table of DESIGN.md section 5. Pairs that may be too small are
 * judged by `judgePieces`, for their evidence is another.
 */
export function judgeCouch(model: Model, couch: Couch, thresholds: Thresholds = thresholdsOf(model)): Judged {
  const carries = carriesOf(model, couch, thresholds.carriesFrom);
  const halves = halvesIn(model, couch, carries, thresholds);
  const inputs = [
    couch.kind,
    couch.declared?.atMostTeams?.count,
    halves,
    ...decidingBeside(model, thresholds),
  ];
  const atRunTime = runningOf(model, couch);
  // What runs may change while no carry does.
  if (couch.running) inputs.push(JSON.stringify([couch.running, atRunTime]));
  const opinion = opinions(carries, inputs, () => {
    const weighed = { ...weigh(model, couch, carries, thresholds, halves), ...atRunTime };
    const [verdict, why] = verdictOf(weighed, thresholds);
    return { weighed, verdict, why };
  });
  return new JudgedCouch(model, couch, carries, thresholds, inputs, opinion);
}

/**
 * A class, because hundreds are made with each stroke, and V8 gives an object with functions of its own behind its properties
 * a form of its own too.
 */
class JudgedCouch implements Judged {
  readonly couch: Couch;
  readonly verdict: Verdict;
  readonly numbers: Judged['numbers'];
  declare readonly pair?: readonly [string, string];
  declare readonly need?: number;
  declare readonly wired?: boolean;
  declare readonly halves?: Halves;
  declare readonly toldBy?: NonNullable<Judged['toldBy']>;
  readonly #model: Model;
  readonly #carries: Carries;
  readonly #thresholds: Thresholds;
  readonly #inputs: readonly unknown[];
  readonly #opinion: Opinion;
  #fragile: Judged['fragile'] | undefined;
  #imports: Judged['imports'] | undefined;

  constructor(
    model: Model,
    couch: Couch,
    carries: Carries,
    thresholds: Thresholds,
    inputs: readonly unknown[],
    opinion: Opinion,
  ) {
    const { weighed, verdict } = opinion;
    this.couch = couch;
    this.verdict = verdict;
    this.numbers = weighed.numbers;
    this.#model = model;
    this.#carries = carries;
    this.#thresholds = thresholds;
    this.#inputs = inputs;
    this.#opinion = opinion;
    if (weighed.pair) {
      this.pair = weighed.pair.teams;
      this.need = weighed.pair.need;
    }
    if (weighed.halves) this.halves = weighed.halves;
    if (verdict === 'WATCH' && areWired(weighed, thresholds)) this.wired = true;
    const rule = toldBy(weighed, thresholds);
    if (rule) this.toldBy = rule;
  }

  get because(): string {
    return this.#opinion.why();
  }

  get fragile(): Judged['fragile'] {
    this.#fragile ??= fragiles(this.#carries, [...this.#inputs, ...this.#inOtherWindows()], () =>
      this.#isFragileBy(),
    );
    return this.#fragile;
  }

  /** What is read where the window is another because more or fewer carries are asked for. */
  #inOtherWindows(): readonly unknown[] {
    return MOVES.flatMap(factor => {
      const moved = this.#thresholds.carriesFrom * factor;
      if (staysAsWide(this.#model, this.#carries, moved)) return [];
      const others = carriesOf(this.#model, this.couch, moved);
      return [others, halvesIn(this.#model, this.couch, others, { ...this.#thresholds, carriesFrom: moved })];
    });
  }

  #isFragileBy(): Judged['fragile'] {
    const { weighed, verdict } = this.#opinion;
    return fragileBy(
      this.#thresholds,
      BIG_OR_WIRED,
      moved =>
        verdictOf(weighedAgain(this.#model, weighed, this.#carries, this.#thresholds, moved), moved)[0],
      verdict,
    );
  }

  get examples(): Judged['examples'] {
    return examplesOf(this.#carries.lifts);
  }

  get imports(): Judged['imports'] {
    this.#imports ??= importsBehind(this.#model, this.couch.members);
    return this.#imports;
  }

  get excluded(): Judged['excluded'] {
    return excludedOf(this.#carries);
  }
}

interface Opinion {
  readonly verdict: Verdict;
  readonly why: Said;
  readonly weighed: Weighed;
}

/** By the carries: as long as they, and all else that decides, are the same, so is the verdict with all its reasons. */
const opinions = lastFor<Carries, Opinion>();
const fragiles = lastFor<Carries, Judged['fragile']>();

/** Of the whole model, what a verdict depends on beside the carries of its couch. */
function decidingBeside(model: Model, thresholds: Thresholds): readonly unknown[] {
  return besides(model, [keyOfAll(thresholds)], () => {
    const { history } = model.facts;
    const channels = channelsDeclared(model);
    return [
      keyOfAll(thresholds),
      teamsApart(model),
      sharedIn(model),
      history.state === 'absent' ? history.reason : undefined,
      // Where more carries are asked for, the window is widened by what the wiring file says.
      windowOf(model),
      // Who is joined by which channel is asked of all teams.
      channels && factsOf(model.facts.declared)?.channels,
      channels && model.teams,
    ];
  });
}

const besides = lastFor<Model, readonly unknown[]>();

function keyOfAll(thresholds: Thresholds): string {
  return Object.values(thresholds).join();
}

/** The rule that tells of a couch by what it is when it runs; none where its history decided. */
function toldBy(weighed: Weighed, thresholds: Thresholds): Judged['toldBy'] {
  if (weighed.couch.kind === 'train') return 'exclusive-deploy';
  return missesItsPromise(weighed, thresholds) === undefined ? undefined : 'chain-misses-promise';
}

/** The thresholds that decide about anything but pieces. */
const BIG_OR_WIRED: readonly (keyof Thresholds)[] = [
  'independenceBelow',
  'effectiveTeamsFrom',
  'severeTeamsFrom',
  'carriesFrom',
  'ownersKnownFrom',
  'independentFrom',
  'embedded',
  'meeting',
  'chat',
  'review',
  'ticket',
  'slack',
];

/** The verdict with the sentence that gives its reason. */
export function verdictOf(weighed: Weighed, thresholds: Thresholds): readonly [Verdict, Said] {
  const turns = takesTurns(weighed, thresholds);
  if (turns) return turns;
  const missed = missesItsPromise(weighed, thresholds);
  if (missed !== undefined) return ['TOO BIG', missed];
  const said = unknown(weighed, thresholds);
  if (said !== undefined) return ['UNKNOWN', said];
  const big = tooBig(weighed, thresholds);
  if (big !== undefined) return ['TOO BIG', big];
  const wired = miswired(weighed, thresholds);
  if (wired !== undefined) return ['MISWIRED', wired];
  const right = justRight(weighed, thresholds);
  if (right !== undefined) return ['JUST RIGHT', right];
  return ['WATCH', () => watch(weighed, thresholds)];
}

function weigh(
  model: Model,
  couch: Couch,
  carries: Carries,
  thresholds: Thresholds,
  halves: Halves | undefined,
): Weighed {
  const { history } = model.facts;
  const pair = pairOf(model, carries.lifts, thresholds);
  return {
    couch,
    numbers: numbersOf(model, carries),
    ...(couch.kind === 'group' ? { ownNumbers: couchNumbers(ownCarries(carries), sharedIn(model)) } : {}),
    teamsKnown: teamsApart(model),
    ...(history.state === 'absent' ? { withoutHistory: history.reason } : {}),
    ...(pair ? { pair } : {}),
    channelsDeclared: channelsDeclared(model),
    ...(halves ? { halves } : {}),
  };
}

function runningOf(model: Model, { kind, running }: Couch): Pick<Weighed, 'running' | 'promise' | 'late'> {
  if (!running) return {};
  const graph = callGraphOf(model);
  const entry = kind === 'chain' ? serviceIn(graph, running.subject) : undefined;
  // Asked without slack, so that moving it can turn the verdict.
  const missed = entry && missedPromise(graph, entry, 0);
  const late = entry && missedTail(graph, entry, 0);
  return {
    running: teamsRunning(model, running.services),
    ...(missed
      ? {
          promise: {
            promised: missed.promised,
            left: missed.left,
            seenOnly: missed.prediction.seenOnly,
          },
        }
      : {}),
    ...(late ? { late: lateOf(late) } : {}),
  };
}

/** No more of it: what is remembered of a couch may not hold on to a graph. */
function lateOf({ promised: { share, ms }, left, measured }: MissedTail): NonNullable<Weighed['late']> {
  return { promised: { share, ms }, left, ...(measured ? { measured } : {}) };
}

function numbersOf(model: Model, carries: Carries): CouchNumbers {
  const shared = sharedIn(model);
  return numbers(carries, [shared], () => couchNumbers(carries, shared));
}

const numbers = lastFor<Carries, CouchNumbers>();

/** Only a module that would be just right is worth the look for two halves. */
function halvesIn(model: Model, couch: Couch, carries: Carries, thresholds: Thresholds): Halves | undefined {
  const numbers = numbersOf(model, carries);
  const [only] = couch.members;
  const module = couch.members.length === 1 && only !== undefined ? model.module(only) : undefined;
  const independent = (numbers.independence?.share ?? 0) >= thresholds.independentFrom * 0.8;
  return module && independent && numbers.carries >= thresholds.carriesFrom * 0.8
    ? halvesOf(model, module, carries, dependenciesOf(model).dependents(module.name).size)
    : undefined;
}

/** Of a discovered group, the carries that were mostly its own: at least half of what they touched are members. */
function ownCarries(carries: Carries): Carries {
  const members = new Set(carries.couch.members);
  const isOwn = ({ modules }: Lift) => modules.filter(name => members.has(name)).length * 2 >= modules.length;
  return { ...carries, lifts: carries.lifts.filter(isOwn) };
}

/** The widths of the media are thresholds too; and where more carries are asked for, the window is widened for them. */
function weighedAgain(
  model: Model,
  weighed: Weighed,
  carries: Carries,
  thresholds: Thresholds,
  moved: Thresholds,
): Weighed {
  if (moved.carriesFrom !== thresholds.carriesFrom && !staysAsWide(model, carries, moved.carriesFrom)) {
    const wider = carriesOf(model, weighed.couch, moved.carriesFrom);
    const again = weigh(model, weighed.couch, wider, moved, halvesIn(model, weighed.couch, wider, moved));
    return { ...again, ...runningOf(model, weighed.couch) };
  }
  return rewired(model, weighed, moved);
}

function rewired(model: Model, weighed: Weighed, thresholds: Thresholds): Weighed {
  if (!weighed.pair || !weighed.channelsDeclared) return weighed;
  const [first, second] = weighed.pair.teams;
  return {
    ...weighed,
    pair: { ...weighed.pair, bandwidth: bandwidthBetween(model, first, second, thresholds) },
  };
}

/** The two teams that most often lift it together. */
function pairOf(model: Model, lifts: readonly Lift[], thresholds: Thresholds): Weighed['pair'] {
  const most = mostTogether(lifts);
  return most && { ...most, bandwidth: bandwidthBetween(model, most.teams[0], most.teams[1], thresholds) };
}

const mostTogether = onceFor((lifts: readonly Lift[]) => {
  const counts = new Map<TeamName, Map<TeamName, number>>();
  let lifted = 0;
  for (const { teams } of lifts) {
    if (teams.length > 0) lifted += 1;
    for (let i = 0; i < teams.length - 1; i += 1) {
      const first = teams[i] as TeamName;
      const withFirst = counts.get(first) ?? new Map<TeamName, number>();
      counts.set(first, withFirst);
      for (let j = i + 1; j < teams.length; j += 1) {
        const second = teams[j] as TeamName;
        withFirst.set(second, (withFirst.get(second) ?? 0) + 1);
      }
    }
  }
  let best: { teams: readonly [TeamName, TeamName]; carries: number } | undefined;
  for (const [first, withFirst] of counts) {
    for (const [second, carries] of withFirst) {
      // Of equals the first by name.
      const isMore = !best || carries > best.carries;
      const comesFirst =
        best?.carries === carries && byText(`${first}\n${second}`, best.teams.join('\n')) < 0;
      if (isMore || comesFirst) best = { teams: [first, second], carries };
    }
  }
  return best && { ...best, need: best.carries / lifted };
});

/** Whether anything can be judged at all: there is history, and there are teams that could wait for each other. */
export function canJudge(model: Model): boolean {
  return factsOf(model.facts.history) !== undefined && teamsApart(model) >= 2;
}
