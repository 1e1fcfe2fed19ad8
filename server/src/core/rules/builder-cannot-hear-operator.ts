import type { Draft, Rule } from './rule.ts';
import { findingOf, outOfReach, reachInWords, wireService } from './support/service-teams.ts';
import { withoutChannels } from './support/team-pair-drafts.ts';

export const builderCannotHearOperator: Rule = {
  id: 'builder-cannot-hear-operator',
  title: 'Builder cannot hear operator',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'amplify',
  options: [],
  docs: {
    what: 'A service is built by one team and operated by another, and no declared way between them, also through others, is wider than a ticket. Where no channel is declared at all the rule is skipped, and says so.',
    why: 'Who operates a service knows what hurts; who builds it could mend that. If all they may do is file tickets, the same thing will hurt again.',
    evidence:
      'The two clauses, and the best way between the teams. How wide a medium is stands with the options of couch-miswired (grade D).',
    fixes:
      'Declare a channel in which they answer each other within the day, or let the builders operate it; then make it so.',
    accept:
      'accept builder-cannot-hear-operator on service shop-api until 2027-01-31 because "operations moves in with development"',
    example: `
//- /architecture.wiring
team Development
team Operations
channel Development <-> Operations by ticket
service shop-api {
  built by Development
  operated by Operations
  //          ^^^^^^^^^^ warning builder-cannot-hear-operator: shop-api is built by Development and operated by Operations
}
//- /a.ts
export const a = 1;
`,
  },

  cannot: withoutChannels,

  *check(context): Iterable<Draft> {
    const { looked, found } = outOfReach(context.model, ({ operatedBy }) => operatedBy);
    context.looked(looked, 'services with builders and operators');
    for (const each of found) {
      const { service, builder, other, ref } = each;
      const message = `${service.name} is built by ${builder} and operated by ${other}, and ${reachInWords(each)}: what operating teaches does not reach who could mend it; give them a channel in which they answer within the day`;
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

  fixes(finding, _place, context) {
    const found = findingOf(finding, context.model, ({ operatedBy }) => operatedBy);
    return found ? wireService(found, context) : [];
  },
};
