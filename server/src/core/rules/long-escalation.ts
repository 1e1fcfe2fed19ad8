import { escalationHops, fidelity } from '../measures/organisation/escalation.ts';
import { groupsAbove, groupsDeclared, whoDecides } from '../organisation/groups.ts';
import { teamPairs } from '../organisation/team-pairs.ts';
import { directChannel, wireTeams } from '../organisation/wire-teams.ts';
import { percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { howOften, pairDraft } from './support/team-pair-drafts.ts';

export const longEscalation: Rule = {
  id: 'long-escalation',
  title: 'Long escalation',
  severity: 'warning',
  needs: ['history', 'declared'],
  layer: 3,
  mechanism: 'amplify',
  options: [
    {
      key: 'hops-from',
      type: 'count',
      fallback: 6,
      describe: 'hops from team to team from which it is a finding',
    },
    {
      key: 'each-quarter-from',
      type: 'count',
      fallback: 5,
      describe: 'carries that the two lift together in a quarter, from which it is a finding',
    },
  ],
  docs: {
    what: 'Two teams lift together at least five times a quarter, have no direct channel, and a message goes at least six hops up to the lowest group that both lie in (the organisation, where they share none) and down again. Without groups the rule is skipped, and says so.',
    why: 'Whoever decides is far from whoever knows. Each hop waits for somebody and passes on a part of what was said.',
    evidence:
      'Hops, where they meet, and what is left of a message if each hop passes on 90 % of it: 0.9 to the power of the hops. The share is a convention (grade D).',
    fixes: 'Declare a direct channel, and let those who know decide; then make it so.',
    accept:
      'accept long-escalation from Ward to Pharmacy until 2027-01-31 because "the ward may decide from January on"',
    example: `
//- /architecture.wiring
group Hospital
group Care in Hospital
group Surgery in Care
group Supply in Hospital
group Medicine in Supply
team Ward in Surgery
team Pharmacy in Medicine
//   ^^^^^^^^ warning long-escalation: what Pharmacy and Ward have to settle goes over 6 hops
module dose { path "dose/**"  owner Ward and Pharmacy }
//- /dose/a.ts
export const a = 1;
//- git
change 2025-07-01 every 14 days 24 times "Another dose": dose/a.ts
`,
  },

  cannot: model =>
    groupsDeclared(model) ? undefined : 'no team lies in a group, so nobody can say how far a message goes',

  *check(context): Iterable<Draft> {
    const { model } = context;
    const pairs = teamPairs(model);
    context.looked(pairs.length, 'pairs of teams that lift together');
    for (const pair of pairs) {
      const [a, b] = pair.teams;
      const quarterly = pair.lifts.length / (pair.windowMonths / 3);
      const hops = escalationHops(groupsAbove(model, a), groupsAbove(model, b));
      if (quarterly < context.option('each-quarter-from') || hops < context.option('hops-from')) continue;
      if (directChannel(model, a, b)) continue;
      const message = `what ${a} and ${b} have to settle goes over ${hops} hops by way of ${whoDecides(model, pair.teams)}, which leaves ${percent(fidelity(hops))} of a message, and they lift together ${howOften(pair)}; give them a direct channel, and let them decide`;
      yield pairDraft(model, pair, message, undefined, [`0.9^${hops} = ${percent(fidelity(hops))}`]);
    }
  },

  fixes(finding, _place, context) {
    const { team, toTeam } = finding.subject;
    const pair = teamPairs(context.model).find(({ teams: [a, b] }) => a === team && b === toTeam);
    if (!pair) return [];
    const [a, b] = pair.teams;
    const hops = escalationHops(groupsAbove(context.model, a), groupsAbove(context.model, b));
    const gain = `${hops} hops → 1, ${percent(fidelity(hops))} → ${percent(fidelity(1))} of a message`;
    return wireTeams(context, pair.teams, pair.need, 0, gain);
  },
};
