import type {
  DeclaredCapability,
  DeclaredFlow,
  DeclaredInitiative,
  DeclaredQueue,
} from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { flowOf, shareUnknown } from '../organisation/flows.ts';
import { whoDecides } from '../organisation/groups.ts';
import { initiativeNumbers, type NeededTeam, waitNumbers } from '../organisation/initiatives.ts';
import { type QueueNumbers, queueNumbers } from '../organisation/queues.ts';
import { timeInWords } from '../organisation/times.ts';
import { fixesFor } from '../rules/judge.ts';
import type { Section } from './explain.ts';
import type { NameExplanation } from './explain-name.ts';
import { fixContextOf, type Reviewed } from './reviewed.ts';
import { count, listed, ownersInWords, percent, withCommas } from './words.ts';

/** The kinds of things that this file explains; each is also a key of a finding's subject. */
export const COORDINATION = ['queue', 'initiative', 'flow', 'capability'] as const;
export type CoordinationKind = (typeof COORDINATION)[number];

/** What is known of a queue, initiative, flow or capability, with the figures worked out; undefined where none has that name. */
export function explainCoordination(
  reviewed: Reviewed,
  kind: string,
  name: string,
): NameExplanation | undefined {
  const declared = factsOf(reviewed.facts.declared);
  const named = <T extends { readonly name: string }>(things: readonly T[] | undefined) =>
    things?.find(thing => thing.name === name);
  switch (kind) {
    case 'queue':
      return told(named(declared?.queues), queue => explainQueue(reviewed, queue));
    case 'initiative':
      return told(named(declared?.initiatives), initiative => explainInitiative(reviewed, initiative));
    case 'flow':
      return told(named(declared?.flows), flow => explainFlow(reviewed, flow));
    case 'capability':
      return told(named(declared?.capabilities), capability => explainCapability(reviewed, capability));
    case 'feed':
      return explainFeed(declared?.initiatives ?? [], name);
    default:
      return undefined;
  }
}

/** Its findings, and the fixes for them with what each changes; for who asks, and not for a hover. */
export function mendingSections(
  reviewed: Reviewed,
  kind: CoordinationKind | 'team' | 'service',
  name: string,
): readonly Section[] {
  const own = reviewed.judgement.findings.filter(({ subject }) =>
    kind === 'team'
      ? subject.toTeam !== undefined && [subject.team, subject.toTeam].includes(name)
      : subject[kind] === name,
  );
  const context = fixContextOf(reviewed);
  const fixes = own.flatMap(finding =>
    context === undefined
      ? []
      : fixesFor(finding, finding.place, context)
          .filter(({ title }) => !title.startsWith('Accept '))
          .map(({ title, note }) => (note === undefined ? title : `${title}. ${note}`)),
  );
  const findings =
    kind === 'team'
      ? []
      : section(
          'Findings',
          own.map(({ rule, message }) => `${rule}: ${message}`),
        );
  return [...findings, ...section('What may be done', [...new Set(fixes)])];
}

function explainQueue({ facts }: Reviewed, queue: DeclaredQueue): NameExplanation {
  const numbers = queueNumbers(queue);
  const waiting = (factsOf(facts.declared)?.initiatives ?? []).filter(({ waits }) =>
    waits.some(({ kind, on }) => kind === 'queue' && on.name === queue.name),
  );
  const figures = numbers
    ? queueFigures(numbers)
    : ['unknown: it needs what it takes (actual), and what it promises or the work itself (promised, touch)'];
  return {
    title: queue.runBy ? `${queue.name}, run by ${queue.runBy.name}` : queue.name,
    sections: [
      ...section('Times', [
        ...(queue.promised ? [`promised ${queue.promised.text}`] : []),
        ...(queue.actual ? [`actual ${queue.actual.text}`] : []),
        ...(queue.touch ? [`the work itself ${queue.touch.text}`] : []),
      ]),
      { heading: 'Figures', lines: figures },
      ...section('Serves', queue.serves.length > 0 ? [listed(queue.serves.map(({ name }) => name))] : []),
      ...section('Access', queue.access ? [queue.access.way] : []),
      ...section(
        'Waiting for it',
        waiting.map(({ name }) => name),
      ),
    ],
  };
}

function queueFigures(numbers: QueueNumbers): readonly string[] {
  const { load, target, service, readPromiseAsWork, promisesLessThanWork } = numbers;
  if (!load) return ['no longer than promised; how busy its people are takes the work itself (touch) to say'];
  return [
    `${Number(load.slowdown.toFixed(1))} times the work${readPromiseAsWork ? ' (the promise is read as the work itself)' : ''}`,
    `busy ${percent(load.utilisation)} of the time, if it is an M/M/1 queue`,
    ...(target
      ? [
          target.keepsPromise
            ? `busy ${percent(target.utilisation)} at most to keep the promise`
            : `busy ${percent(target.utilisation)} at most to take less than ${timeInWords(target.ms, [service.text])}`,
        ]
      : promisesLessThanWork
        ? [`the promise is shorter than the work alone, which takes ${service.text}`]
        : []),
  ];
}

function explainInitiative({ model }: Reviewed, initiative: DeclaredInitiative): NameExplanation {
  const numbers = initiativeNumbers(model, initiative);
  const waits = waitNumbers(model, initiative);
  const texts = waits.waits.map(({ text }) => text);
  const k = numbers.teams.length;
  const most = initiative.atMostTeams ? `, at most ${initiative.atMostTeams.count} wanted` : '';
  const paths = numbers.lead
    ? `${withCommas(numbers.paths)} ways to talk, all with ${numbers.lead}; without it ${withCommas(numbers.pathsWithoutLead)}`
    : `${withCommas(numbers.paths)} between two of them`;
  return {
    title: initiative.title === undefined ? initiative.name : `${initiative.name}: ${initiative.title}`,
    sections: [
      {
        heading: `Teams  ${k}`,
        lines:
          k > 0
            ? numbers.teams.map(teamLine)
            : [initiative.touches.length > 0 ? 'nobody who is known' : 'none: it touches nothing'],
      },
      { heading: 'Paths', lines: [`${paths}${most}`] },
      ...section(
        'Chance',
        numbers.chance
          ? [
              `${oneDigit(numbers.chance.ofAll)} in all, ${oneDigit(numbers.chance.ofEach)} of each, if they succeed independently`,
            ]
          : [],
      ),
      ...section(
        'Waits',
        texts.length === 0
          ? []
          : [
              `${timeInWords(waits.inSeries, texts)} one after the other`,
              `${timeInWords(waits.atOnce, texts)} asked for at once${initiative.asksAtOnce ? ', as it is' : ''}`,
              ...(waits.expected === undefined
                ? []
                : [`${timeInWords(waits.expected, texts)} expected for the longest, if exponential`]),
            ],
      ),
      ...section('Unknown', [
        ...numbers.unowned.map(name => `who owns ${name}`),
        ...waits.unknown.map(({ on }) => `how long ${on.name} takes`),
      ]),
      ...(k > 1
        ? [
            {
              heading: 'Where they disagree',
              lines: [
                `${whoDecides(
                  model,
                  numbers.teams.map(({ team }) => team),
                )} decides`,
              ],
            },
          ]
        : []),
    ],
  };
}

/** One team an initiative needs, and why. */
export function teamLine({ team, because }: NeededTeam): string {
  switch (because.by) {
    case 'owns':
      return `${team}: owns ${listed([...because.modules.map(({ name }) => name), ...(because.others ?? [])])}`;
    case 'history':
      return `${team}: lifted ${because.with} of ${because.of} changes to ${because.module.name}`;
    case 'named':
      return `${team}: named`;
  }
}

function explainFlow({ model }: Reviewed, flow: DeclaredFlow): NameExplanation {
  const numbers = flowOf(model, flow);
  return {
    title: flow.name,
    sections: [
      {
        heading: 'Figures',
        lines: [
          `${count(numbers.steps, 'step')}, ${count(numbers.teams, 'team')}, ${count(numbers.handOffs, 'hand-off')}`,
          numbers.efficiency === undefined
            ? shareUnknown(flow)
            : `${percent(numbers.efficiency)} of ${timeInWords(numbers.touch + numbers.wait)} is work`,
        ],
      },
      ...section(
        'Neighbouring steps of one team',
        numbers.neighbours.map(([from, to]) =>
          listed(flow.steps.slice(from, to + 1).map(({ name }) => name)),
        ),
      ),
    ],
  };
}

function explainCapability({ facts, model }: Reviewed, capability: DeclaredCapability): NameExplanation {
  const services = factsOf(facts.declared)?.services ?? [];
  return {
    title: capability.name,
    sections: [
      {
        heading: `Provided by  ${capability.providers.length}`,
        lines: capability.providers.map(({ name }) => {
          const builder = services.find(each => each.name === name)?.builtBy?.name;
          const module = model.module(name);
          const owner = builder ?? (module && ownersInWords(module.ownership));
          return owner === undefined ? name : `${name}: ${owner}`;
        }),
      },
    ],
  };
}

function explainFeed(initiatives: readonly DeclaredInitiative[], name: string): NameExplanation {
  const lines = initiatives.flatMap(initiative =>
    initiative.waits.flatMap(({ on, time }) =>
      on.name === name && time ? [`${initiative.name}: ${time.text}`] : [],
    ),
  );
  return { title: `${name}, to be had from elsewhere`, sections: section('Waited for by', lines) };
}

function told<T>(thing: T | undefined, tell: (thing: T) => NameExplanation): NameExplanation | undefined {
  return thing === undefined ? undefined : tell(thing);
}

function section(heading: string, lines: readonly string[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}

function oneDigit(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
