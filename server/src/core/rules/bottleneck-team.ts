import { bottlenecks } from '../couches/bottlenecks.ts';
import { count, percent } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { teamPlace } from './support/team-place.ts';

export const bottleneckTeam: Rule = {
  id: 'bottleneck-team',
  title: 'Bottleneck team',
  severity: 'warning',
  needs: ['history'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'times',
      type: 'count',
      fraction: true,
      fallback: 3,
      describe: "how many times the median of the others' carries per member",
    },
    {
      key: 'carries-from',
      type: 'count',
      fallback: 10,
      describe: 'carries below which nothing is said of a team',
    },
    {
      key: 'alone-below',
      type: 'percent',
      fallback: 0.5,
      describe: 'of its carries, the share that it lifts alone, from which it is only busy',
    },
  ],
  docs: {
    what: "A team lifts at least three times the median of the others' carries per member, and at least half of them with others. Members are those of the roster; where any team has none, whole teams are compared, and that is said. With fewer than three other teams nothing is said.",
    why: 'Work that needs everybody flows at the speed of the one that everybody needs. A team that is busy with its own is in nobody’s way, so it does not count.',
    evidence: 'Its carries, how many with others, and the median of the other teams.',
    fixes: 'Let its people work in the teams that need them, or let these help themselves.',
    accept: 'accept bottleneck-team on team Roles until 2027-03-01 because "embedding two engineers a month"',
    example: `
//- /architecture.wiring
team Roles
//   ^^^^^ warning bottleneck-team: Roles lifts 12 carries in 12 months, 12 of them with others
team A
team B
team C
module roles { path "roles/**"  owner Roles }
module a { path "a/**"  owner A }
module b { path "b/**"  owner B }
module c { path "c/**"  owner C }
//- /roles/a.ts
export const a = 1;
//- /a/a.ts
export const a = 1;
//- /b/a.ts
export const a = 1;
//- /c/a.ts
export const a = 1;
//- git
change 2026-01-01 every 7 days 4 times "Who may see": roles/a.ts, a/a.ts
change 2026-01-02 every 7 days 4 times "Who may buy": roles/a.ts, b/a.ts
change 2026-01-03 every 7 days 4 times "Who may sell": roles/a.ts, c/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    context.looked(model.teams.length, 'teams');
    const found = bottlenecks(model, {
      times: context.option('times'),
      carriesFrom: context.option('carries-from'),
      aloneBelow: context.option('alone-below'),
    });
    for (const { team, carries, withOthers, members, median, perMember, windowMonths } of found) {
      const each = perMember ? ` by ${count(members, 'member')}` : '';
      const than = perMember ? 'of the others per member' : 'of the other teams';
      const message = `${team.name} lifts ${count(carries, 'carry', 'carries')} in ${windowMonths} months${each}, ${withOthers} of them with others (${percent(withOthers / carries)}); the median ${than} is ${Number(median.toFixed(1))}; let its people work in the teams that need them, or let these help themselves`;
      yield {
        key: team.name,
        message,
        places: [{ place: teamPlace(model, team), message }],
        related: [],
        subject: { team: team.name },
        evidence: perMember ? [] : ['not every team names its members, so whole teams are compared'],
      };
    }
  },
};
