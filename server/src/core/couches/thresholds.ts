import { NOTHING_DECLARED } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import { parseQuantity } from '../quantities.ts';
import type { OptionSpec } from '../rules/rule.ts';

/** Every number of the table of verdicts (DESIGN.md section 5), shares between 0 and 1. */
export interface Thresholds {
  readonly independenceBelow: number;
  readonly effectiveTeamsFrom: number;
  readonly severeTeamsFrom: number;
  readonly carriesFrom: number;
  readonly ownersKnownFrom: number;
  readonly independentFrom: number;
  readonly oneTeamFrom: number;
  readonly togetherFrom: number;
  readonly confidenceOneWay: number;
  readonly confidenceBothWays: number;
  readonly aloneBelow: number;
  readonly releasedTogetherFrom: number;
  readonly callsFrom: number;
  readonly othersBelow: number;
  readonly embedded: number;
  readonly meeting: number;
  readonly chat: number;
  readonly review: number;
  readonly ticket: number;
  readonly slack: number;
}

/** A number of the table, the rule whose option it is, and what the option says. */
interface Threshold extends OptionSpec {
  readonly rule: 'couch-too-big' | 'couch-too-small' | 'couch-miswired' | 'chain-misses-promise';
  readonly name: keyof Thresholds;
  readonly type: 'percent' | 'count';
  readonly fallback: number;
}

const TABLE: readonly Threshold[] = [
  big(
    'independenceBelow',
    'percent',
    0.5,
    'carries that one team lifts alone, below which a couch is too big or miswired',
  ),
  big(
    'effectiveTeamsFrom',
    'count',
    3,
    'effective teams from which it is too big, and below which it is miswired',
    { fraction: true },
  ),
  big(
    'severeTeamsFrom',
    'count',
    5,
    'effective teams from which it is too big however often one of them lifts alone',
    { fraction: true },
  ),
  big('carriesFrom', 'count', 10, 'carries in at most 36 months without which nothing is said of any couch'),
  big(
    'ownersKnownFrom',
    'percent',
    0.8,
    'of what was touched, the share whose owner must be known to say anything of any couch',
  ),
  big(
    'independentFrom',
    'percent',
    0.8,
    'carries that one team lifts alone, from which a couch is just right',
  ),
  small('oneTeamFrom', 'percent', 0.8, 'of the changes to both pieces, the share that one team lifts alone'),
  small('togetherFrom', 'count', 5, 'changes to both pieces'),
  small(
    'confidenceOneWay',
    'percent',
    0.5,
    'of the changes to one piece, the share that touches the other too',
  ),
  small('confidenceBothWays', 'percent', 0.3, 'the same, where it holds both ways'),
  small(
    'aloneBelow',
    'percent',
    0.4,
    'of the changes to the smaller piece, the share that leaves the other alone, below which they are one',
  ),
  small(
    'releasedTogetherFrom',
    'percent',
    0.8,
    'of the releases of either piece, the share that releases both',
  ),
  small('callsFrom', 'count', 10, 'calls between them for each request'),
  small(
    'othersBelow',
    'percent',
    0.2,
    'of the modules that import them, the share that belongs to other teams',
  ),
  wired('embedded', 0.8, 'what two teams can settle when somebody of one works in the other'),
  wired('meeting', 0.5, 'what they can settle when they meet regularly'),
  wired('chat', 0.4, 'what they can settle in a chat'),
  wired('review', 0.4, 'what they can settle in reviews of changes'),
  wired('ticket', 0.1, 'what they can settle by tickets'),
  {
    rule: 'chain-misses-promise',
    name: 'slack',
    key: 'slack',
    type: 'percent',
    fallback: 0.1,
    describe:
      'how much longer than promised a service may be away in a year; a tenth is what one service with one nine more takes',
  },
];

/** The numbers in effect: what the `rules` blocks of the wiring file say, else those of the table. */
export function thresholdsOf(model: Model): Thresholds {
  const declared = factsOf(model.facts.declared) ?? NOTHING_DECLARED;
  const values = { ...DEFAULT_THRESHOLDS };
  for (const line of declared.rules) {
    if (line.paths.length > 0) continue;
    for (const { key, value } of line.options) {
      const threshold = TABLE.find(each => each.rule === line.rule.name && each.key === key);
      if (!threshold) continue;
      const quantity = parseQuantity(value);
      // A value of the wrong kind is a problem at its place; here it counts as not said.
      if (threshold.type === 'percent' && quantity.kind === 'percent')
        values[threshold.name] = quantity.share;
      if (threshold.type === 'count' && quantity.kind === 'count') values[threshold.name] = quantity.count;
    }
  }
  return values;
}

export const DEFAULT_THRESHOLDS: Thresholds = Object.freeze(defaults());

/** The options of one rule, as its file declares them. */
export function optionsOf(rule: Threshold['rule']): readonly OptionSpec[] {
  return TABLE.filter(each => each.rule === rule).map(({ key, type, fallback, describe, fraction }) => ({
    key,
    type,
    fallback,
    describe,
    ...(fraction ? { fraction } : {}),
  }));
}

/** As people write a threshold in a `rules` block: `independence-below`. */
export function keyOf(name: keyof Thresholds): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

function defaults(): Thresholds {
  const values: Partial<Record<keyof Thresholds, number>> = {};
  for (const { name, fallback } of TABLE) values[name] = fallback;
  // The table has an entry for each name: a test holds this.
  return values as Thresholds;
}

function big(
  name: keyof Thresholds,
  type: 'percent' | 'count',
  fallback: number,
  describe: string,
  more: Pick<OptionSpec, 'fraction'> = {},
): Threshold {
  return { rule: 'couch-too-big', name, key: keyOf(name), type, fallback, describe, ...more };
}

function small(
  name: keyof Thresholds,
  type: 'percent' | 'count',
  fallback: number,
  describe: string,
): Threshold {
  return { rule: 'couch-too-small', name, key: keyOf(name), type, fallback, describe };
}

function wired(name: keyof Thresholds, fallback: number, describe: string): Threshold {
  return { rule: 'couch-miswired', name, key: keyOf(name), type: 'percent', fallback, describe };
}
