import type { DeclaredCouch, DeclaredFacts, DeclaredGroup, DeclaredService, Ref } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, Module } from '../model/model.ts';
import { fitOf } from '../organisation/fit.ts';
import type { Section } from './explain.ts';
import { explainCoordination } from './explain-coordination.ts';
import type { Reviewed } from './reviewed.ts';
import { eventSection } from './service-topics.ts';
import { promisedTailInWords } from './tail-words.ts';
import { count, listed, ownersInWords, percent, withCommas } from './words.ts';

export interface NameExplanation {
  readonly title: string;
  readonly sections: readonly Section[];
}

/**
 * What is known of what is declared: the organization, a group, service (also by another of its names), couch, event,
 * train, queue, initiative, flow, capability or feed; modules and teams have explanations of their own.
 */
export function explainName(reviewed: Reviewed, kind: string, name: string): NameExplanation | undefined {
  const declared = factsOf(reviewed.facts.declared);
  const named = <T extends { readonly name: string }>(things: readonly T[] | undefined) =>
    things?.find(thing => thing.name === name);
  const group = kind === 'group' ? named(declared?.groups) : undefined;
  if (group) return explainGroup(reviewed, group);
  const service =
    kind === 'service'
      ? (named(declared?.services) ?? declared?.services.find(({ aliases }) => aliases.includes(name)))
      : undefined;
  if (service) return explainService(reviewed, service);
  if (kind === 'event') return explainEvent(reviewed.model, declared?.services ?? [], name);
  if (kind === 'train') return explainTrain(declared?.services ?? [], name);
  if (kind === 'organization' && declared) return explainOrganization(reviewed, declared, name);
  const coordinated = explainCoordination(reviewed, kind, name);
  if (coordinated) return coordinated;
  const couch = kind === 'couch' ? named(declared?.couches) : undefined;
  return couch && explainCouch(reviewed, couch);
}

function explainOrganization({ model }: Reviewed, declared: DeclaredFacts, name: string): NameExplanation {
  const complete = declared.organization?.complete === true;
  return {
    title: name,
    sections: [
      {
        heading: 'Declared',
        lines: [
          count(declared.groups.length, 'group'),
          count(declared.teams.length, 'team'),
          `${count(declared.modules.length, 'module')} of the ${withCommas(model.modules.length)} there are`,
        ],
      },
      {
        heading: 'Complete',
        lines: [
          complete
            ? 'yes: a handle of no declared team is an error'
            : 'no: write "complete" behind the name once every team is declared',
        ],
      },
      ...section('Who must talk, and can', fitLines(model)),
    ],
  };
}

/** Asked as questions: congruence helped in one firm, and told nothing in 25 open-source projects (grade C). */
function fitLines(model: Model): readonly string[] {
  const fit = fitOf(model);
  if (!fit) return [];
  const able = fit.required.length - fit.gaps.length;
  return [
    `${able} of ${count(fit.required.length, 'pair')} of teams whose modules change together have a channel (${percent(fit.share)})`,
    ...fit.gaps.slice(0, 3).map(([a, b]) => `how do ${a} and ${b} talk?`),
  ];
}

function explainEvent(model: Model, services: readonly DeclaredService[], name: string): NameExplanation {
  const names = (refs: (service: DeclaredService) => readonly Ref[]) =>
    services.filter(service => refs(service).some(ref => ref.name === name)).map(service => service.name);
  return {
    title: name,
    sections: [
      ...section(
        'Published by',
        names(({ publishes }) => publishes),
      ),
      ...section(
        'Consumed by',
        names(({ consumes }) => consumes),
      ),
      ...eventSection(model, name),
    ],
  };
}

function explainTrain(services: readonly DeclaredService[], name: string): NameExplanation {
  const aboard = services.filter(
    ({ deploys }) => deploys?.mode === 'one-at-a-time' && deploys.with.some(ref => ref.name === name),
  );
  return {
    title: `${name}, a train: one of its services deploys at a time`,
    sections: section(
      'Services',
      aboard.map(service => service.name),
    ),
  };
}

function explainGroup({ facts, model }: Reviewed, group: DeclaredGroup): NameExplanation {
  const declared = factsOf(facts.declared);
  const teams = (declared?.teams ?? []).filter(team => team.group?.name === group.name);
  const groups = (declared?.groups ?? []).filter(other => other.parent?.name === group.name);
  const names = new Set(teams.map(team => team.name));
  const modules = model.modules.filter(({ ownership }) => ownership.teams.some(team => names.has(team)));
  return {
    title: group.parent ? `${group.name}, in ${group.parent.name}` : group.name,
    sections: [
      { heading: `Teams  ${teams.length}`, lines: teams.map(team => team.name) },
      ...(groups.length > 0
        ? [{ heading: `Groups  ${groups.length}`, lines: groups.map(({ name }) => name) }]
        : []),
      { heading: `Modules  ${modules.length}`, lines: modules.map(moduleLine) },
    ],
  };
}

function explainService({ facts, model }: Reviewed, service: DeclaredService): NameExplanation {
  const callers = (factsOf(facts.declared)?.services ?? []).filter(other =>
    other.calls.some(call => call.service.name === service.name),
  );
  const by = (what: string, ref: Ref | undefined) => (ref ? [`${what} ${ref.name}`] : []);
  const promises = [
    ...(service.availability ? [`availability ${shareInWords(service.availability.share)}`] : []),
    ...(service.latency ? [`${service.latency.ms} ms of its own`] : []),
    ...(service.answers ? [promisedTailInWords(service.answers)] : []),
  ];
  return {
    title: service.external ? `${service.name}, external` : service.name,
    sections: [
      ...section('Known as', service.aliases),
      ...section(
        'Runs',
        service.runs.map(ref => {
          const module = model.module(ref.name);
          return module ? moduleLine(module) : ref.name;
        }),
      ),
      ...section('Teams', [
        ...by('built by', service.builtBy),
        ...by('operated by', service.operatedBy),
        ...by('pages', service.paged),
      ]),
      ...section(
        'Calls',
        service.calls.map(
          ({ service: called, times, async }) =>
            `${called.name}${times === 1 ? '' : `, ${times} times`}${async ? ', without waiting' : ''}`,
        ),
      ),
      ...section(
        'Called by',
        callers.map(({ name }) => name),
      ),
      ...section('Promises', promises),
      ...section('Last failure drill', service.rehearsed ? [service.rehearsed.date] : []),
    ],
  };
}

function explainCouch({ model }: Reviewed, couch: DeclaredCouch): NameExplanation {
  const modules = couch.modules.flatMap(ref => model.module(ref.name) ?? []);
  const teams = [...new Set(modules.flatMap(module => module.ownership.teams))].sort();
  const most = couch.atMostTeams?.count;
  const limit = most === undefined ? '' : `, at most ${most} wanted`;
  return {
    title: couch.name,
    sections: [
      { heading: `Modules  ${modules.length}`, lines: modules.map(moduleLine) },
      {
        heading: 'Owners',
        lines: [
          teams.length === 0
            ? 'nobody owns any of it'
            : `${count(teams.length, 'team')}${limit}: ${listed(teams)}`,
        ],
      },
    ],
  };
}

function section(heading: string, lines: readonly string[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}

function moduleLine(module: Module): string {
  return `${module.name}: ${count(module.files.length, 'file')}, ${ownersInWords(module.ownership) ?? 'nobody'}`;
}

/** `99.99 %`: the digits behind the point are the promise. */
function shareInWords(share: number): string {
  return share < 0.9 ? percent(share) : `${Number((share * 100).toPrecision(8))} %`;
}
