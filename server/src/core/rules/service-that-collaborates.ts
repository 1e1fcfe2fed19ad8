import { coChanging } from '../couches/co-changing.ts';
import { dayOf } from '../couches/evidence.ts';
import { sharedLifts } from '../couches/pieces.ts';
import type { DeclaredInteraction } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { dayAfter } from '../fixes/accept-finding.ts';
import { writeName } from '../fixes/wiring-text.ts';
import type { PairTest } from '../measures/significance.ts';
import type { Model } from '../model/model.ts';
import { count, percent, someOf } from '../views/words.ts';
import type { Fix } from './finding.ts';
import type { Draft, FixContext, Rule } from './rule.ts';

export const serviceThatCollaborates: Rule = {
  id: 'service-that-collaborates',
  title: 'Service that collaborates',
  severity: 'warning',
  needs: ['history', 'declared'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'together-from',
      type: 'count',
      fallback: 5,
      describe: 'changes to modules of both, from which it is a finding',
    },
  ],
  docs: {
    what: 'One team is said to use what the other offers as a service, and yet modules of the two change together more often than chance would have it, at least five times in the window.',
    why: 'A service is what one uses without asking. What must change with its users is not yet one, and who believes it is will be surprised every time.',
    evidence:
      'The pairs of modules with their counts, three changes with their date; the test of co-change is that of hidden-coupling (grade B). That a service should not co-change is Team Topologies (grade D).',
    fixes: 'Say that they collaborate, and until when; use the time to find an interface that stays.',
    accept:
      'accept service-that-collaborates from Checkout to Platform until 2027-01-31 because "the new interface is on its way"',
    example: `
//- /architecture.wiring
team Checkout
team Platform
team Seats
module cart { path "cart/**"  owner Checkout }
module events { path "events/**"  owner Platform }
module seats { path "seats/**"  owner Seats }
module doors { path "doors/**"  owner Seats }
interaction Checkout -> Platform as-a-service
// <- warning service-that-collaborates: Platform offers a service to Checkout, and yet cart and events change together
//- /cart/a.ts
export const a = 1;
//- /events/a.ts
export const a = 1;
//- /seats/a.ts
export const a = 1;
//- /doors/a.ts
export const a = 1;
//- git
change 2025-07-01 every 28 days 8 times "Another event": cart/a.ts, events/a.ts
change 2025-07-02 every 7 days 30 times "Warm seats": seats/a.ts
change 2025-07-03 every 7 days 30 times "Quiet doors": doors/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const services = (factsOf(model.facts.declared)?.interactions ?? []).filter(
      ({ mode }) => mode === 'as-a-service',
    );
    context.looked(services.length, 'services between teams');
    for (const interaction of services) {
      const pairs = coChangesOf(model, interaction).filter(
        ({ shared }) => shared >= context.option('together-from'),
      );
      const [first] = pairs;
      if (!first) continue;
      const { from, to, at } = interaction;
      const more =
        pairs.length > 1 ? `, as ${count(pairs.length - 1, 'other pair does', 'other pairs do')}` : '';
      const message = `${to.name} offers a service to ${from.name}, and yet ${first.a} and ${first.b} change together: ${first.shared} of ${first.changesOfA} changes to ${first.a} (${percent(first.confidenceFromA)}) and of ${first.changesOfB} to ${first.b} (${percent(first.confidenceFromB)})${more}; say that they collaborate and until when, or find an interface that stays`;
      yield {
        key: `${from.name}>${to.name}`,
        message,
        places: [{ place: at, message }],
        related: [],
        subject: { team: from.name, toTeam: to.name },
        evidence: [
          ...(pairs.length > 1
            ? [
                someOf(
                  pairs.map(({ a, b, shared }) => `${a} and ${b} ${shared} times`),
                  5,
                ),
              ]
            : []),
          ...sharedLifts(model, first, coChanging(model)?.windowMonths ?? 12)
            .slice(0, 3)
            .map(({ change, teams }) => `${dayOf(change.at)} ${change.subject}: ${someOf(teams, 5)}`),
        ],
      };
    }
  },

  fixes: (_finding, place, context) => sayCollaboration(place, context),
};

/** Significant pairs of modules, one of each team, least likely first. */
function coChangesOf(model: Model, { from, to }: DeclaredInteraction): readonly PairTest[] {
  const [user, server] = [model.team(from.name)?.name, model.team(to.name)?.name];
  if (user === undefined || server === undefined) return [];
  return (coChanging(model)?.significant ?? []).filter(({ a, b }) => {
    const [ofA, ofB] = [model.module(a)?.ownership.teams ?? [], model.module(b)?.ownership.teams ?? []];
    const across = (one: typeof ofA, other: typeof ofA) =>
      one.includes(user) && !one.includes(server) && other.includes(server) && !other.includes(user);
    return across(ofA, ofB) || across(ofB, ofA);
  });
}

const DAYS = 180;

function sayCollaboration(
  place: Draft['places'][number]['place'],
  { model, today, text }: FixContext,
): readonly Fix[] {
  const found = factsOf(model.facts.declared)?.interactions.find(({ at }) => at === place);
  if (!found || text(place.path) === undefined) return [];
  const until = dayAfter(today, DAYS);
  const newText = `interaction ${writeName(found.from.name)} <-> ${writeName(found.to.name)} collaboration until ${until}`;
  return [
    {
      title: `Say that they collaborate until ${until}`,
      edits: [{ path: place.path, range: place.range, newText }],
      preferred: true,
      note: 'From the day after, it is asked whether there is an interface now',
    },
  ];
}
