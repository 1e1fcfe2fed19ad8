import { writeName } from '../fixes/wiring-text.ts';
import type { Fix } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { findingOf, outOfReach, reachInWords, wireService } from './support/service-teams.ts';
import { withoutChannels } from './support/team-pair-drafts.ts';

export const pagerElsewhere: Rule = {
  id: 'pager-elsewhere',
  title: 'Pager elsewhere',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'amplify',
  options: [],
  docs: {
    what: 'A service is built by one team and pages another, and no declared way between them, also through others, is wider than a ticket. Where no channel is declared at all the rule is skipped, and says so.',
    why: 'The pager is the loudest signal there is. It rings where nobody can change what makes it ring.',
    evidence:
      'The two clauses, and the best way between the teams. How wide a medium is stands with the options of couch-miswired (grade D).',
    fixes:
      'Page the builders, or give the two a channel in which they answer each other within the day; then make it so.',
    accept:
      'accept pager-elsewhere on service shop-api until 2027-01-31 because "development joins the rota in January"',
    example: `
//- /architecture.wiring
team Development
team Operations
channel Development <-> Operations by ticket
service shop-api {
  built by Development
  paged Operations
  //    ^^^^^^^^^^ warning pager-elsewhere: shop-api is built by Development and pages Operations
}
//- /a.ts
export const a = 1;
`,
  },

  cannot: withoutChannels,

  *check(context): Iterable<Draft> {
    const { looked, found } = outOfReach(context.model, ({ paged }) => paged);
    context.looked(looked, 'services with builders and somebody who is paged');
    for (const each of found) {
      const { service, builder, other, ref } = each;
      const message = `${service.name} is built by ${builder} and pages ${other}, and ${reachInWords(each)}: it rings where nobody can change what makes it ring; page ${builder}, or give them a channel in which they answer within the day`;
      yield {
        key: service.name,
        message,
        places: [{ place: ref.at, message }],
        related: service.builtBy ? [{ place: service.builtBy.at, message: `built by ${builder}` }] : [],
        subject: { service: service.name, team: builder, toTeam: other },
        evidence: [],
      };
    }
  },

  fixes(finding, _place, context): readonly Fix[] {
    const found = findingOf(finding, context.model, ({ paged }) => paged);
    if (!found || context.text(found.ref.at.path) === undefined) return [];
    const { ref, builder, other } = found;
    const edits = [{ path: ref.at.path, range: ref.at.range, newText: writeName(builder) }];
    const page: Fix = {
      title: `Page ${builder}: from the pager to who can mend it, 1 team instead of 2`,
      edits,
      preferred: true,
      note: `${other} is no longer called; write it down once it is so`,
    };
    return [page, ...wireService(found, context).map(fix => ({ ...fix, preferred: false }))];
  },
};
