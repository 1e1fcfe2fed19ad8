import { bandwidthBetween } from '../couches/channels.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import { percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import {
  howOften,
  PAIR_OPTIONS,
  pairDraft,
  pairsOf,
  wirePair,
  withoutChannels,
} from './support/team-pair-drafts.ts';

export const noChannel: Rule = {
  id: 'no-channel',
  title: 'No channel',
  severity: 'warning',
  needs: ['history', 'declared'],
  layer: 3,
  mechanism: 'amplify',
  options: PAIR_OPTIONS,
  docs: {
    what: 'Two teams lift together at least ten times in the window, in at least two of its quarters and in at least a fifth of the carries of the one that has fewer, and no declared channel leads from one to the other, not even through others. Where no channel is declared at all the rule is skipped, and says so.',
    why: 'Who must change things together has to talk. A pair that is new, because the product changed, has no habit of talking and nobody who planned it.',
    evidence:
      'How often, how often in the window before, the share of carries, three changes with their date. A missing channel is a question, not a prediction: congruence helped in one firm and told nothing in 25 open-source projects (grade C).',
    fixes: 'Declare the channel that is as wide as the need; then make it so.',
    accept:
      'accept no-channel from Battery to Brakes until 2027-01-31 because "both move into one room in January"',
    example: `
//- /architecture.wiring
team Battery
//   ^^^^^^^ warning no-channel: how do Battery and Brakes talk?
team Brakes
team Seats
channel Brakes <-> Seats by ticket
channel Seats <-> Doors by chat
team Doors
module battery { path "battery/**"  owner Battery }
module brakes { path "brakes/**"  owner Brakes }
//- /battery/a.ts
export const a = 1;
//- /brakes/a.ts
export const a = 1;
//- git
change 2026-01-01 every 14 days 10 times "Recover energy": battery/a.ts, brakes/a.ts
`,
  },

  cannot: withoutChannels,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const thresholds = thresholdsOf(model);
    for (const pair of pairsOf(context)) {
      const [a, b] = pair.teams;
      if (bandwidthBetween(model, a, b, thresholds).share > 0) continue;
      const message = `how do ${a} and ${b} talk? They lift together ${howOften(pair)} (${percent(pair.need)} of what ${pair.smaller} lifts), and no declared channel leads from one to the other; declare how they do, or give them a way`;
      yield pairDraft(model, pair, message, undefined);
    }
  },

  fixes: (finding, _place, context) => wirePair(finding, context),
};
