import type { DeclaredCapability } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import { count, listed, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';

export const duplicatedCapability: Rule = {
  id: 'duplicated-capability',
  title: 'Duplicated capability',
  severity: 'information',
  needs: ['declared'],
  layer: 2,
  mechanism: 'simplify',
  options: [
    {
      key: 'providers-from',
      type: 'count',
      fallback: 3,
      describe: 'providers of one capability, from which it is a finding',
    },
  ],
  docs: {
    what: 'At least three services, modules or teams provide one capability, as the wiring file says.',
    why: 'Each of them is built, run and learned. To standardise costs the teams of those that go, now; it helps everybody who uses, runs or moves between them, later. That is why nobody does it alone.',
    evidence: 'The providers, and the teams that own, build or run them.',
    fixes:
      'Name the one or two to keep and move team by team: `accept … at most 9 until …` falls with every team that has moved, and holds the date.',
    accept:
      'accept duplicated-capability on capability deployment at most 9 until 2027-06-30 because "one team a month moves to the shared one"',
    example: `
//- /architecture.wiring
team A
team B
team C
capability deployment provided by A, B, C
//         ^^^^^^^^^^ information duplicated-capability: deployment has 3 providers
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const capabilities = factsOf(model.facts.declared)?.capabilities ?? [];
    context.looked(capabilities.length, 'capabilities');
    for (const capability of capabilities) {
      const n = capability.providers.length;
      if (n < context.option('providers-from')) continue;
      const teams = teamsOf(model, capability);
      const pay = teams.length > 0 ? ` (of ${count(teams.length, 'team')})` : '';
      const message = `${capability.name} has ${count(n, 'provider')}${pay}: one or two would do; to move costs the teams of those that go, now, and helps everybody, later; name the ones to keep, and until when the others may stay`;
      yield {
        key: capability.name,
        message,
        places: [{ place: capability.at, message }],
        related: [],
        subject: { capability: capability.name },
        evidence: [
          `provided by ${someOf(
            capability.providers.map(({ name }) => name),
            20,
          )}`,
          ...(teams.length > 0 ? [`of ${listed(teams)}`] : []),
        ],
        size: n,
      };
    }
  },
};

/** Who builds or runs the services, owns the modules, or is a provider itself. Sorted. */
function teamsOf(model: Model, { providers }: DeclaredCapability): readonly string[] {
  const services = factsOf(model.facts.declared)?.services ?? [];
  const found = new Set<string>();
  for (const { name } of providers) {
    const service = services.find(each => each.name === name);
    const module = model.module(name);
    if (service) {
      for (const ref of [service.builtBy, service.operatedBy])
        if (ref) found.add(model.team(ref.name)?.name ?? ref.name);
      for (const ref of service.runs)
        for (const team of model.module(ref.name)?.ownership.teams ?? []) found.add(team);
    } else if (module) for (const team of module.ownership.teams) found.add(team);
    else found.add(model.team(name)?.name ?? name);
  }
  return [...found].sort(byText);
}
