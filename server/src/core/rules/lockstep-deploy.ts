import { type Lockstep, locksteps } from '../couches/lockstep.ts';
import type { ReleaseGroup } from '../facts/modules.ts';
import { byText, type Place } from '../facts/place.ts';
import { textPositions } from '../fixes/text-positions.ts';
import { pathsBetween } from '../measures/paths.ts';
import { serviceIn } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import type { Model } from '../model/model.ts';
import { count, listed, someOf, withCommas } from '../views/words.ts';
import type { Fix } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { servicePlace } from './support/calls.ts';
import { mergePieces } from './support/merge-pieces.ts';

export const lockstepDeploy: Rule = {
  id: 'lockstep-deploy',
  title: 'Deploys in lockstep',
  severity: 'warning',
  needs: [],
  uses: ['history'],
  layer: 3,
  mechanism: 'simplify',
  options: [],
  docs: {
    what: 'Services or packages go out together: as services say (`deploys together with`); because a tool gives several packages one version (`fixed` of changesets, a lockstep policy of Rush, fixed mode of Lerna, a fixed group of Nx); or because tags that name packages (`cart@1.2.3`, `cart_v1.2.3`) show it. Packages count where at least two services run them or two teams own them: what one team releases at once concerns nobody else. One finding for each group.',
    why: 'Nobody can go out without the others: each release waits for the slowest, and one that has to be taken back takes all with it. Separate pieces that never go alone are one piece, or have an interface that does not hold.',
    evidence:
      'What is declared, with its place (grade A): so a person or a tool decided it. Else tags: at least 5 releases of both, 80 % of those of either and three times as often as any two packages here, without releases in which something that both need went out too, for that may have taken them along (grade B). Manifests that a release touches are not asked: they are also those of packages that only take a newer dependency, which would invent groups. `linked` packages of changesets share a number, and only those that changed are released: they do not count.',
    fixes:
      'Give each a version of its own and keep what one offers the other compatible both ways, or make them one. Taking a group of changesets out of `fixed` is offered; and where history shows that two are pieces of one, making them one.',
    accept:
      'accept lockstep-deploy on service cart-api at most 2 until 2027-03-01 because "they become one service"',
    example: `
//- /architecture.wiring
service cart-api {
  runs cart
}
service cart-worker {
  deploys together with cart-api
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning lockstep-deploy: cart-api and cart-worker deploy together
}
module cart { path "cart/**"  owner Cart }
team Cart
//- /cart/a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const found = locksteps(model);
    context.looked(found.length, 'groups with one release');
    for (const lockstep of found) {
      const message = messageOf(lockstep);
      const { services, modules, teams } = lockstep;
      const units = unitsOf(lockstep);
      const [first] = units;
      const [service] = services;
      if (first === undefined) continue;
      const builder = service === undefined ? undefined : serviceIn(callGraphOf(model), service);
      const team = builder?.declared?.builtBy?.name ?? teams[0];
      yield {
        key: keyOf(lockstep),
        message,
        places: placesOf(model, lockstep).map(place => ({ place, message })),
        related: relatedOf(model, lockstep),
        subject: {
          ...(service === undefined ? { module: first } : { service }),
          ...(team === undefined ? {} : { team }),
        },
        members: modules,
        size: units.length,
        evidence: [someOf(units, 8), ...(teams.length > 1 ? [`their teams: ${someOf(teams, 5)}`] : [])],
      };
    }
  },

  fixes(finding, place, context) {
    const lockstep = locksteps(context.model).find(each => finding.id === `lockstep-deploy:${keyOf(each)}`);
    if (!lockstep) return [];
    return [...mergePieces(lockstep.modules, context), ...apart(lockstep, context.text(place.path))];
  },
};

function keyOf({ told, modules }: Lockstep): string {
  if (told.by === 'services') return told.services.map(({ name }) => name).join('+');
  if (told.by === 'tags') return `tags:${modules.join('+')}`;
  const { by, name, packages } = told.group;
  return `${by}:${name ?? packages[0] ?? ''}`;
}

/** Services where they were named, else modules. */
function unitsOf({ told, services, modules }: Lockstep): readonly string[] {
  return told.by === 'services' ? services : modules;
}

function messageOf(lockstep: Lockstep): string {
  const { told, teams } = lockstep;
  const units = unitsOf(lockstep);
  const paths = pathsBetween(teams.length);
  const ofTeams = teams.length > 1 ? ` of ${count(teams.length, 'team')}` : '';
  const who = teams.length < 3 ? '' : `, with ${withCommas(paths)} paths between two of the teams`;
  const advice =
    teams.length > 1
      ? 'nobody goes out without the others; keep what they offer each other compatible, and let each go alone'
      : 'separate units that never go alone are one: make them one, or let each go alone';
  if (told.by === 'services') return `${namesOf(units)}${ofTeams} deploy together${who}: ${advice}`;
  if (told.by === 'tags')
    return `${namesOf(units)}${ofTeams} are released together: ${told.both} of ${count(told.either, 'release')} of either that nothing they both need explains, as tags tell${who}; ${advice}`;
  return `${count(units.length, 'package')}${ofTeams} always have one version (${policyOf(told.group)})${who}: ${advice}`;
}

function namesOf(units: readonly string[]): string {
  return units.length > 4 ? `${units.slice(0, 2).join(', ')} and ${units.length - 2} more` : listed(units);
}

function policyOf({ by, name, at }: ReleaseGroup): string {
  const how = {
    changesets: '"fixed"',
    Rush: 'lockstep policy',
    Lerna: 'one version for all',
    Nx: 'fixed group',
  };
  return `${how[by]}${name === undefined ? '' : ` "${name}"`} in ${at.path}`;
}

function placesOf(model: Model, { told, modules }: Lockstep): readonly Place[] {
  if (told.by === 'tags') return modules.slice(0, 1).flatMap(name => model.module(name)?.at ?? []);
  if (told.by === 'group') return [told.group.at];
  return told.services.flatMap(({ deploys }) => (deploys?.mode === 'together' ? [deploys.at] : []));
}

/** Whoever is meant and does not say so itself. */
function relatedOf(model: Model, { told, services }: Lockstep): Draft['related'] {
  const graph = callGraphOf(model);
  const silent = [...services].sort(byText).flatMap(name => {
    const service = serviceIn(graph, name);
    return service && service.declared?.deploys?.mode !== 'together' ? [service] : [];
  });
  const message = told.by === 'services' ? 'goes out with them' : 'runs some of them';
  return silent.map(service => ({ place: servicePlace(model, service), message }));
}

/** Takes a group out of `fixed` of changesets: then each package is released when it changed. */
function apart({ told, modules, teams }: Lockstep, source: string | undefined): readonly Fix[] {
  if (told.by !== 'group' || told.group.by !== 'changesets' || source === undefined) return [];
  const { path, range } = told.group.at;
  const text = textPositions(source);
  const end = text.offsetAt(range.end);
  const start = text.offsetAt(range.start);
  const after = /^\s*,\s*/.exec(source.slice(end))?.[0] ?? '';
  const before = after === '' ? (/,?\s*$/.exec(source.slice(0, start))?.[0] ?? '') : '';
  const whole = {
    start: text.positionAt(start - before.length),
    end: text.positionAt(end + after.length),
  };
  return [
    {
      title: `Release each package when it changed: ${withCommas(modules.length)} → 1 for a release at the least`,
      edits: [{ path, range: whole, newText: '' }],
      preferred: false,
      note: `${count(teams.length, 'team')} no longer wait for each other; whoever mixes versions must find that they work together, so test that first`,
    },
  ];
}
