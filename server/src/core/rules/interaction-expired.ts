import type { DeclaredInteraction } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { dateInteraction } from '../fixes/date-interaction.ts';
import type { Draft, Rule } from './rule.ts';

export const interactionExpired: Rule = {
  id: 'interaction-expired',
  title: 'Interaction expired',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'simplify',
  options: [],
  docs: {
    what: 'The date of an interaction has passed; it is inclusive and in UTC. A collaboration without a date is asked about, as information.',
    why: 'To work together closely is dear, and meant for a time: until an interface is found. One that goes on is an organisation that nobody decided on.',
    evidence: 'The declaration and its date. Team Topologies (grade D).',
    fixes: 'Date it anew, or say that one now offers a service to the other.',
    accept:
      'accept interaction-expired from Checkout to Pricing until 2027-03-31 because "ends with the migration"',
    example: `
//- /architecture.wiring
team Checkout
team Pricing
interaction Checkout <-> Pricing collaboration until 2026-05-31
// <- warning interaction-expired: the collaboration of Checkout and Pricing was meant to end on 2026-05-31
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const interactions = factsOf(context.model.facts.declared)?.interactions ?? [];
    context.looked(interactions.length, 'interactions');
    for (const interaction of interactions) {
      const { from, to, mode, until, at } = interaction;
      const over = until !== undefined && until < context.today;
      const endless = until === undefined && mode === 'collaboration';
      if (!over && !endless) continue;
      const message = over
        ? `the ${wordFor(interaction)} of ${from.name} and ${to.name} was meant to end on ${until}; is there an interface now, or does it go on, and until when?`
        : `until when do ${from.name} and ${to.name} collaborate? A collaboration needs an end; say until when, or that one offers a service to the other`;
      yield {
        key: `${from.name}+${to.name}`,
        message,
        places: [{ place: at, message }],
        related: [],
        subject: { team: from.name, toTeam: to.name },
        evidence: [],
        ...(endless ? { severity: 'information' as const } : {}),
      };
    }
  },

  fixes: (_finding, place, context) => dateInteraction(place, context),
};

function wordFor({ mode }: DeclaredInteraction): string {
  return mode === 'as-a-service' ? 'service' : mode;
}
