import { bandwidthBetween, widestChannel } from '../couches/channels.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import { directChannel } from '../organisation/wire-teams.ts';
import { listed, percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import {
  howOften,
  PAIR_OPTIONS,
  pairDraft,
  pairsOf,
  wirePair,
  withoutChannels,
} from './support/team-pair-drafts.ts';

export const thinChannel: Rule = {
  id: 'thin-channel',
  title: 'Thin channel',
  severity: 'warning',
  needs: ['history', 'declared'],
  layer: 3,
  mechanism: 'amplify',
  options: PAIR_OPTIONS,
  docs: {
    what: 'Two teams lift together at least ten times in the window, in at least two of its quarters and in at least a fifth of the carries of the one that has fewer, and the best way between them is narrower than that share: a path is as wide as its narrowest channel. No channel is asked to be wider than the widest there is. How wide a medium is stands with the options of couch-miswired. Where no channel is declared at all the rule is skipped, and says so.',
    why: 'What two teams must settle in a day does not fit through a ticket. They will settle less, or wait.',
    evidence:
      'How often, the share of carries against the bandwidth, the way between them. Bandwidths are conventions (grade D): make the numbers yours.',
    fixes: 'Widen the channel to a medium that is as wide as the need; then make it so.',
    accept:
      'accept thin-channel from Development to Operations until 2027-01-31 because "one engineer moves over in January"',
    example: `
//- /architecture.wiring
team Development
team Operations
module deploy { path "deploy/**"  owner Development and Operations }
channel Development -> Operations by ticket
// <- warning thin-channel: is a ticket enough for Development and Operations?
//- /deploy/a.ts
export const a = 1;
//- git
change 2026-01-01 every 14 days 10 times "Another region": deploy/a.ts
`,
  },

  cannot: withoutChannels,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const thresholds = thresholdsOf(model);
    for (const pair of pairsOf(context)) {
      const [a, b] = pair.teams;
      const best = bandwidthBetween(model, a, b, thresholds);
      if (best.share === 0 || best.share >= Math.min(pair.need, widestChannel(thresholds))) continue;
      const medium = best.narrowest?.medium ?? 'chat';
      const through = best.path.length > 2 ? ` by way of ${listed(best.path.slice(1, -1))}` : '';
      const message = `is ${/^[aeiou]/.test(medium) ? 'an' : 'a'} ${medium} enough for ${a} and ${b}? They lift together ${howOften(pair)} (${percent(pair.need)} of what ${pair.smaller} lifts), and the best way between them${through} carries ${percent(best.share, pair.need)}; widen it, or say that it is wider`;
      yield pairDraft(model, pair, message, directChannel(model, a, b)?.at);
    }
  },

  fixes: (finding, _place, context) => wirePair(finding, context),
};
