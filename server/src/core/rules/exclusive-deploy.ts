import { teamsRunning } from '../couches/running.ts';
import { factsOf } from '../facts/state.ts';
import { pathsBetween } from '../measures/paths.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { type Train, trainsOf } from '../measures/runtime/trains.ts';
import type { Model } from '../model/model.ts';
import { count, percent, someOf, withCommas } from '../views/words.ts';
import type { FindingPlace } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { mergePieces, modulesOf } from './support/merge-pieces.ts';

export const exclusiveDeploy: Rule = {
  id: 'exclusive-deploy',
  title: 'Deploys one at a time',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'services',
      type: 'count',
      fallback: 2,
      describe: 'how many services must wait for each other',
    },
  ],
  docs: {
    what: 'Services may only deploy one at a time, as they say themselves (`deploys one at a time`): those that name the same train, and those that name none. One finding for each train.',
    why: 'They are separate services and one couch: whoever is ready waits for whoever deploys, whatever walls stand between their sources. Such a rule is mostly there because nobody can tell otherwise what to roll back, and then that is what is missing.',
    evidence:
      'The services of the train, and the smallest set of teams that has a hand in them: who built them, else the owners of what they run. Paths between k teams are k(k−1)/2 (grade A). How long a deployment takes is not known, so nothing is said of how long one waits.',
    fixes:
      'Nothing in a text takes the lock away: make each deployment one that can be taken back by itself (compatible both ways, events in place of calls), then write `deploys alone`. Where history shows that two of them are pieces of one, making them one is offered.',
    accept:
      'accept exclusive-deploy on service cart-api at most 3 until 2027-03-01 because "the shared schema goes by then"',
    example: `
//- /architecture.wiring
service cart {
  deploys one at a time with weekly
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning exclusive-deploy: 2 services of 2 teams may only deploy one at a time
  built by Cart
}
service billing {
  deploys one at a time with weekly
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning exclusive-deploy: 2 services of 2 teams may only deploy one at a time
  built by Billing
}
team Cart
team Billing
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const services = factsOf(model.facts.declared)?.services ?? [];
    context.looked(
      services.filter(({ deploys }) => deploys?.mode === 'one-at-a-time').length,
      'services that deploy one at a time',
    );
    for (const train of trainsOf(services)) {
      const [first] = train.services;
      if (!first || train.services.length < context.option('services')) continue;
      const names = train.services.map(({ name }) => name);
      const { teams } = teamsRunning(model, names);
      const message = messageOf(
        train,
        teams.map(({ team }) => team),
      );
      yield {
        key: train.name ?? 'train',
        message,
        places: train.services.flatMap(({ deploys }): readonly FindingPlace[] =>
          deploys ? [{ place: deploys.at, message }] : [],
        ),
        related: [],
        subject: { service: first.name, ...(first.builtBy && { team: first.builtBy.name }) },
        members: membersOf(model, names),
        size: names.length,
        evidence: [
          someOf(names, 8),
          ...(teams.length < 2
            ? []
            : [
                `their teams: ${someOf(
                  teams.map(({ team, share }) => `${team} ${percent(share)}`),
                  5,
                )}`,
              ]),
        ],
      };
    }
  },

  fixes(finding, _place, context) {
    const trains = trainsOf(factsOf(context.model.facts.declared)?.services ?? []);
    const train = trains.find(({ name }) => finding.id === `exclusive-deploy:${name ?? 'train'}`);
    const names = train?.services.map(({ name }) => name) ?? [];
    return mergePieces(modulesOf(names, context), context);
  },
};

function messageOf({ name, services }: Train, teams: readonly string[]): string {
  const others = services.length - 1;
  const turns = name === undefined ? '' : ` (${name})`;
  const ofTeams = teams.length > 1 ? ` of ${count(teams.length, 'team')}` : '';
  const said = `${count(services.length, 'service')}${ofTeams} may only deploy one at a time${turns}: separate services, one couch`;
  const waits = `whoever is ready waits for up to ${others === 1 ? 'one other' : `${withCommas(others)} others`}`;
  if (teams.length === 1) return `${said}; ${teams[0]} waits for itself: ${waits}; would one service do?`;
  const paths =
    teams.length < 3 ? '' : `, with ${withCommas(pathsBetween(teams.length))} paths between two of the teams`;
  return `${said}; ${waits}${paths}; let each be taken back without the others, and deploy alone`;
}

function membersOf(model: Model, names: readonly string[]): readonly string[] {
  const aboard = new Set(names);
  return callGraphOf(model)
    .services.filter(({ name }) => aboard.has(name))
    .flatMap(({ modules }) => modules);
}
