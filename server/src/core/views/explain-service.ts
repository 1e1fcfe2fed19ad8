import { factsOf } from '../facts/state.ts';
import { teamsOf } from '../measures/runtime/by-owner.ts';
import { type CallGraph, type GraphService, nameInGraph, waysOf } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { serviceMatcher } from '../measures/runtime/service-match.ts';
import type { ModuleName } from '../model/model.ts';
import type { Explanation, Section } from './explain.ts';
import { mendingSections } from './explain-coordination.ts';
import { explainName } from './explain-name.ts';
import type { Reviewed } from './reviewed.ts';
import { fallSection, predictionSections, whatIfSection } from './service-prediction.ts';
import {
  callLine,
  callRow,
  callSection,
  entryLines,
  entryRow,
  renamed,
  seenLines,
  seenRow,
} from './service-seen.ts';
import { topicSection } from './service-topics.ts';
import { count, listed } from './words.ts';

/** A service by its name or any it is known as: what is declared of it, what traces tell, and what follows. */
export function explainService(reviewed: Reviewed, name: string): Explanation | undefined {
  const { model } = reviewed;
  const graph = callGraphOf(model);
  const declared = factsOf(model.facts.declared)?.services ?? [];
  const { service: own } = serviceMatcher(declared, model.modules)(name);
  const service =
    graph.services.find(one => one.name === own) ?? graph.services.find(one => one.name === name);
  if (!service) return undefined;
  const told = service.declared && explainName(reviewed, 'service', service.declared.name);
  return {
    kind: 'service',
    title: told?.title ?? (service.external ? `${service.name}, which records nothing itself` : service.name),
    sections: [
      // Calls are told once, with what was seen of them.
      ...(told?.sections.filter(({ heading }) => heading !== 'Calls' && heading !== 'Called by') ??
        undeclaredSections(reviewed, service)),
      ...runtimeSections(reviewed, graph, service),
      ...mendingSections(reviewed, 'service', service.name),
    ],
  };
}

/** What runs a module and calls it at run time: nothing where neither traces nor declarations say. */
export function runtimeOfModule(reviewed: Reviewed, module: ModuleName): readonly Section[] {
  const graph = callGraphOf(reviewed.model);
  const running = graph.services.filter(({ modules }) => modules.includes(module));
  if (running.length === 0) return [];
  return [
    {
      heading: 'At run time',
      lines: running.flatMap(service => [
        `runs as ${service.name}${service.modules.length > 1 ? `, with ${count(service.modules.length - 1, 'other module')}` : ''}`,
        ...graph.calls
          .filter(call => call.from === service.name)
          .map(call => `calls ${callLine(call, waysOf(call).join(' or '))}`),
        ...graph.calls
          .filter(call => waysOf(call).includes(service.name))
          .map(call => `is called by ${callLine(call, call.from)}`),
      ]),
      rows: graph.calls
        .filter(call => running.some(({ name }) => name === call.from || waysOf(call).includes(name)))
        .map(callRow),
    },
  ];
}

function undeclaredSections({ model }: Reviewed, service: GraphService): readonly Section[] {
  const teams = teamsOf(service, model);
  return [
    {
      heading: 'Declared',
      lines: ['no: told by traces only'],
    },
    ...(service.modules.length === 0
      ? []
      : [{ heading: 'Runs', lines: [`${listed(service.modules)}, told by its name`] }]),
    ...(teams.length === 0
      ? []
      : [{ heading: 'Teams', lines: [`what it runs is owned by ${listed(teams)}`] }]),
  ];
}

function runtimeSections({ model }: Reviewed, graph: CallGraph, service: GraphService): readonly Section[] {
  const { name } = service;
  const runtime = factsOf(model.facts.runtime);
  const out = graph.calls.filter(call => call.from === name);
  const into = graph.calls.filter(call => waysOf(call).includes(name));
  const names = new Set([name, ...service.seen.map(seen => seen.name)]);
  // By the names that all else here goes by.
  const nameOf = nameInGraph(graph);
  const entries = (runtime?.entries ?? [])
    .filter(entry => names.has(entry.service))
    .map(entry => renamed(entry, nameOf));
  const state = model.facts.runtime;
  return [
    {
      heading: 'Seen in traces',
      lines:
        state.state === 'absent'
          ? [`unknown: ${state.reason}`]
          : service.seen.length === 0
            ? ['not in this sample: that says nothing about whether it runs']
            : service.seen.flatMap(seenLines),
      rows: service.seen.map(seenRow),
    },
    ...callSection('Calls it makes', out, call => waysOf(call).join(' or ')),
    ...callSection('Calls it answers', into, call => call.from),
    ...topicSection(model, service),
    ...(entries.length === 0
      ? []
      : [
          {
            heading: `Requests from outside  ${entries.length}`,
            lines: entries.flatMap(entryLines),
            rows: entries.map(entryRow),
          },
        ]),
    ...predictionSections(graph, name),
    ...fallSection(graph, name),
    ...whatIfSection(graph, name),
  ];
}
