import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { couchNumbers } from '../measures/couch-numbers.ts';
import type { Model, TeamName } from '../model/model.ts';
import { carriesOf, staysAsWide } from './carries.ts';
import { bandwidthBetween, channelsDeclared } from './channels.ts';
import type { Carries, Couch, Judged, Lift, Verdict } from './couch.ts';
import { dependenciesOf } from './dependencies.ts';
import { examplesOf, excludedOf, importsBehind } from './evidence.ts';
import { fragileBy } from './fragile.ts';
import { halvesOf } from './halves.ts';
import { teamsApart } from './teams-apart.ts';
import { type Thresholds, thresholdsOf } from './thresholds.ts';
import { justRight } from './verdicts/just-right.ts';
import { miswired } from './verdicts/miswired.ts';
import { tooBig } from './verdicts/too-big.ts';
import { unknown } from './verdicts/unknown.ts';
import { watch } from './verdicts/watch.ts';
import type { Weighed } from './verdicts/weighed.ts';

/**
 * Judges a module, a declared couch or a group by the table of DESIGN.md section 5. Pairs that may be too small are
 * judged by `judgePieces`, for their evidence is another.
 */
export function judgeCouch(model: Model, couch: Couch, thresholds: Thresholds = thresholdsOf(model)): Judged {
  const carries = carriesOf(model, couch, thresholds.carriesFrom);
  const weighed = weigh(model, couch, carries, thresholds);
  const [verdict, because] = verdictOf(weighed, thresholds);
  const { pair, halves } = weighed;
  let fragile: Judged['fragile'] | undefined;
  let imports: Judged['imports'] | undefined;
  return {
    couch,
    verdict,
    because,
    numbers: weighed.numbers,
    get fragile() {
      fragile ??= fragileBy(
        thresholds,
        BIG_OR_WIRED,
        moved => verdictOf(weighedAgain(model, weighed, carries, thresholds, moved), moved)[0],
        verdict,
      );
      return fragile;
    },
    get examples() {
      return examplesOf(carries.lifts);
    },
    get imports() {
      imports ??= importsBehind(model, couch.members);
      return imports;
    },
    get excluded() {
      return excludedOf(carries);
    },
    ...(pair ? { pair: pair.teams, need: pair.need } : {}),
    ...(halves ? { halves } : {}),
  };
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
];

/** The verdict with the sentence that gives its reason. */
export function verdictOf(weighed: Weighed, thresholds: Thresholds): readonly [Verdict, string] {
  const said = unknown(weighed, thresholds);
  if (said !== undefined) return ['UNKNOWN', said];
  const big = tooBig(weighed, thresholds);
  if (big !== undefined) return ['TOO BIG', big];
  const wired = miswired(weighed, thresholds);
  if (wired !== undefined) return ['MISWIRED', wired];
  const right = justRight(weighed, thresholds);
  if (right !== undefined) return ['JUST RIGHT', right];
  return ['WATCH', watch(weighed, thresholds)];
}

function weigh(model: Model, couch: Couch, carries: Carries, thresholds: Thresholds): Weighed {
  const numbers = couchNumbers(carries);
  const { history } = model.facts;
  const [only] = couch.members;
  const module = couch.members.length === 1 && only !== undefined ? model.module(only) : undefined;
  const independent = (numbers.independence?.share ?? 0) >= thresholds.independentFrom * 0.8;
  const halves =
    module && independent && numbers.carries >= thresholds.carriesFrom * 0.8
      ? halvesOf(model, module, carries, dependenciesOf(model).dependents(module.name).size)
      : undefined;
  const pair = pairOf(model, carries.lifts, thresholds);
  return {
    couch,
    numbers,
    ...(couch.kind === 'group' ? { ownNumbers: couchNumbers(ownCarries(carries)) } : {}),
    teamsKnown: teamsApart(model),
    ...(history.state === 'absent' ? { withoutHistory: history.reason } : {}),
    ...(pair ? { pair } : {}),
    channelsDeclared: channelsDeclared(model),
    ...(halves ? { halves } : {}),
  };
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
  if (moved.carriesFrom !== thresholds.carriesFrom && !staysAsWide(model, carries, moved.carriesFrom))
    return weigh(model, weighed.couch, carriesOf(model, weighed.couch, moved.carriesFrom), moved);
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
  const counts = new Map<string, { teams: readonly [TeamName, TeamName]; carries: number }>();
  let lifted = 0;
  for (const { teams } of lifts) {
    if (teams.length > 0) lifted += 1;
    for (const [i, first] of teams.entries()) {
      for (const second of teams.slice(i + 1)) {
        const key = `${first}\n${second}`;
        const known = counts.get(key);
        if (known) known.carries += 1;
        else counts.set(key, { teams: [first, second], carries: 1 });
      }
    }
  }
  const [best] = [...counts].sort((a, b) => b[1].carries - a[1].carries || byText(a[0], b[0]));
  if (!best) return undefined;
  const { teams, carries } = best[1];
  return {
    teams,
    carries,
    need: carries / lifted,
    bandwidth: bandwidthBetween(model, teams[0], teams[1], thresholds),
  };
}

/** Whether anything can be judged at all: there is history, and there are teams that could wait for each other. */
export function canJudge(model: Model): boolean {
  return factsOf(model.facts.history) !== undefined && teamsApart(model) >= 2;
}
