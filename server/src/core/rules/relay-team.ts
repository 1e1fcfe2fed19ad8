import { bandwidthBetween, bandwidthWithout } from '../couches/channels.ts';
import { thresholdsOf } from '../couches/thresholds.ts';
import { relayed } from '../measures/organisation/relays.ts';
import { teamPairs } from '../organisation/team-pairs.ts';
import { directChannel, wireTeams } from '../organisation/wire-teams.ts';
import { percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { pairDraft, withoutChannels } from './support/team-pair-drafts.ts';

export const relayTeam: Rule = {
  id: 'relay-team',
  title: 'Relay between two teams',
  severity: 'information',
  needs: ['history', 'declared'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'together-from',
      type: 'count',
      fallback: 10,
      describe: 'carries that two teams lift together in the window, from which a relay is asked about',
    },
    {
      key: 'share',
      type: 'percent',
      fallback: 0.8,
      describe: 'of these, the share that the relay lifts too',
    },
  ],
  docs: {
    what: 'Two teams lift together at least ten times in the window and have no direct channel; the best way between them leads through one other team, without which they have none or only a narrower one, and that team lifts along at least four times in five. Where no channel is declared at all the rule is skipped, and says so.',
    why: 'Who always stands between two others is busy with what is theirs, and they wait for it. Sometimes that is wanted: then accept it.',
    evidence:
      'How often the two lift together, and how often the relay with them (a broker in the sense of Burt, grade D).',
    fixes: 'Give the two a channel of their own.',
    accept: 'accept relay-team from Design to Build because "the studio is meant to speak for both"',
    example: `
//- /architecture.wiring
team Build
//   ^^^^^ information relay-team: does Studio have to stand between Build and Design?
team Design
team Studio
channel Build <-> Studio by embedded
channel Studio <-> Design by embedded
module page { path "page/**"  owner Build and Design }
module words { path "words/**"  owner Studio }
//- /page/a.ts
export const a = 1;
//- /words/a.ts
export const a = 1;
//- git
change 2026-01-01 every 10 days 10 times "Another page": page/a.ts, words/a.ts
`,
  },

  cannot: withoutChannels,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const pairs = teamPairs(model);
    context.looked(pairs.length, 'pairs of teams that lift together');
    const thresholds = thresholdsOf(model);
    for (const pair of pairs) {
      const [a, b] = pair.teams;
      const { path, share } = bandwidthBetween(model, a, b, thresholds);
      const [, relay] = path;
      if (path.length !== 3 || relay === undefined || directChannel(model, a, b)) continue;
      const without = bandwidthWithout(model, [a, b], relay, thresholds);
      // Who can be passed by on a way that is as wide need not stand there.
      if (without.path.length > 0 && without.share >= share) continue;
      const found = relayed(
        pair.lifts.map(({ teams }) => teams),
        [a, b],
        relay,
        { atLeast: context.option('together-from'), share: context.option('share') },
      );
      if (!found) continue;
      const stands =
        without.path.length === 0
          ? 'the only way between them'
          : `the best way between them (${percent(share)}, without it ${percent(without.share)})`;
      const message = `does ${relay} have to stand between ${a} and ${b}? It lifts along in ${found.through} of the ${found.together} carries (${percent(found.through / found.together)}) that the two lift together, and is ${stands}; give them a channel of their own`;
      yield pairDraft(model, pair, message, undefined);
    }
  },

  fixes(finding, _place, context) {
    const { team, toTeam } = finding.subject;
    const pair = teamPairs(context.model).find(({ teams: [a, b] }) => a === team && b === toTeam);
    return pair ? wireTeams(context, pair.teams, pair.need, 0, 'nobody has to stand between them') : [];
  },
};
