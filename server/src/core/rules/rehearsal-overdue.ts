import type { DeclaredService } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { rehearsedToday } from '../fixes/rehearsed-today.ts';
import { fallsWithout } from '../measures/runtime/failure.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { count, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const rehearsalOverdue: Rule = {
  id: 'rehearsal-overdue',
  title: 'Rehearsal overdue',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'slowify',
  options: [
    {
      key: 'every',
      type: 'duration',
      fallback: 365,
      describe: 'how long ago the last rehearsal may be',
    },
    {
      key: 'entries',
      type: 'count',
      fallback: 2,
      describe: 'how many entry points wait for a service whose failure must have been rehearsed at all',
    },
  ],
  docs: {
    what: 'The last rehearsal of a failure (`rehearsed`) is more than twelve months ago, or a day that is still to come. Or none is written down for a service that at least two entry points wait for, whether or not another can answer in its place.',
    why: 'What happens when it fails is known from having tried it, in daylight, with everybody there. A second path that was never used is a hope.',
    evidence: 'The date that is written down, and the entry points that wait for the service.',
    fixes: 'Rehearse it, and write the day down.',
    accept:
      'accept rehearsal-overdue on service payments-provider until 2027-03-01 because "the provider has no place to try it before spring"',
    example: `
//- /architecture.wiring
service web { calls zone-east or zone-west }
service zone-east { rehearsed 2024-03-01 }
//                            ^^^^^^^^^^ warning rehearsal-overdue: that zone-east fails was last rehearsed on 2024-03-01, more than 12 months ago
service zone-west { rehearsed 2026-05-01 }
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model, today } = context;
    const services = factsOf(model.facts.declared)?.services ?? [];
    const waiting = new Map(
      fallsWithout(callGraphOf(model)).map(({ service, entries, survivors }) => [
        service,
        [...entries, ...survivors].sort(),
      ]),
    );
    const asked = services.filter(
      ({ name, rehearsed }) => rehearsed || (waiting.get(name)?.length ?? 0) >= context.option('entries'),
    );
    context.looked(asked.length, 'services whose failure is to be rehearsed');
    const days = context.option('every');
    for (const service of asked) {
      const { name, rehearsed } = service;
      const ago = rehearsed && daysBetween(rehearsed.date, today);
      if (ago !== undefined && ago >= 0 && ago <= days) continue;
      const entries = waiting.get(name) ?? [];
      const message = `${said(service, days, today)}${entries.length > 0 ? `; ${count(entries.length, 'entry point waits', 'entry points wait')} for it (${someOf(entries, 6)})` : ''}; rehearse it, and write the day down`;
      yield {
        key: name,
        message,
        places: [{ place: rehearsed?.at ?? service.at, message }],
        related: [],
        subject: { service: name, ...(service.operatedBy && { team: service.operatedBy.name }) },
        evidence: [],
      };
    }
  },

  fixes: (finding, _place, context) => rehearsedToday(finding.subject.service, context),
};

function said({ name, rehearsed }: DeclaredService, days: number, today: string): string {
  if (!rehearsed) return `no rehearsal is written down of what happens when ${name} fails`;
  if (rehearsed.date > today) return `a rehearsal of ${name} on ${rehearsed.date} is still to come`;
  const ago = days === 365 ? '12 months' : count(days, 'day');
  return `that ${name} fails was last rehearsed on ${rehearsed.date}, more than ${ago} ago`;
}

/** Calendar days between two ISO dates. */
function daysBetween(from: string, to: string): number {
  // Date is used as a calendar only: what it gives depends on nothing but its arguments.
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}
