import type { SeenEntry, SeenService } from '../facts/runtime.ts';
import { factsOf } from '../facts/state.ts';
import { teamsOf } from '../measures/runtime/by-owner.ts';
import type { CallGraph, GraphCall, GraphService } from '../measures/runtime/call-graph.ts';
import { fallsWithout } from '../measures/runtime/failure.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { INDEPENDENCE, type Prediction, predict } from '../measures/runtime/prediction.ts';
import { serviceMatcher } from '../measures/runtime/service-match.ts';
import { withoutWaiting } from '../measures/runtime/what-if.ts';
import type { ModuleName } from '../model/model.ts';
import type { Explanation, Section } from './explain.ts';
import { mendingSections } from './explain-coordination.ts';
import { explainName } from './explain-name.ts';
import type { Reviewed } from './reviewed.ts';
import {
  availabilityInWords,
  chainInWords,
  chanceInWords,
  downtimeInWords,
  millisInWords,
  timesInWords,
} from './runtime-words.ts';
import { count, listed, percent, someOf } from './words.ts';

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
          .map(call => `calls ${callLine(call, call.to)}`),
        ...graph.calls
          .filter(call => call.to === service.name)
          .map(call => `is called by ${callLine(call, call.from)}`),
      ]),
      rows: graph.calls
        .filter(call => running.some(({ name }) => name === call.from || name === call.to))
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
  const into = graph.calls.filter(call => call.to === name || call.or.includes(name));
  const names = new Set([name, ...service.seen.map(seen => seen.name)]);
  const entries = (runtime?.entries ?? []).filter(entry => names.has(entry.service));
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
    ...callSection('Calls it makes', out, call => [call.to, ...call.or].join(' or ')),
    ...callSection('Calls it answers', into, call => call.from),
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

function seenLines(seen: SeenService): readonly string[] {
  if (!seen.instrumented)
    return [
      `${seen.name} records nothing itself: only its callers tell of it${seen.system === undefined ? '' : ` (${seen.system})`}`,
    ];
  const errors =
    seen.errors === 0 ? 'none failed' : `${percent(seen.errors / Math.max(1, seen.requests))} failed`;
  return [
    `${seen.name}${seen.namespace === undefined ? '' : ` in ${seen.namespace}`}: ${count(seen.requests, 'request')} answered, ${errors}; ${count(seen.spans, 'span')}`,
    ...(seen.latency
      ? [
          `took ${millisInWords(seen.latency.p50)} (median), ${millisInWords(seen.latency.p90)} (p90), ${millisInWords(seen.latency.p99)} (p99)`,
        ]
      : []),
    ...(seen.ownTime
      ? [`of this its own, without waiting for others: ${millisInWords(seen.ownTime.p50)} (median)`]
      : []),
  ];
}

function seenRow(seen: SeenService): NonNullable<Section['rows']>[number] {
  return {
    name: seen.name,
    instrumented: seen.instrumented,
    requests: seen.requests,
    errors: seen.errors,
    spans: seen.spans,
    p50: seen.latency?.p50 ?? null,
    p90: seen.latency?.p90 ?? null,
    p99: seen.latency?.p99 ?? null,
    ownP50: seen.ownTime?.p50 ?? null,
  };
}

function callSection(
  heading: string,
  calls: readonly GraphCall[],
  otherOf: (call: GraphCall) => string,
): readonly Section[] {
  if (calls.length === 0) return [];
  return [
    {
      heading: `${heading}  ${calls.length}`,
      lines: calls.map(call => callLine(call, otherOf(call))),
      rows: calls.map(callRow),
    },
  ];
}

function callLine(call: GraphCall, other: string): string {
  const { seen, linked, declared, mode } = call;
  const parts = [
    mode === 'sync' ? 'waits' : mode === 'async' ? 'does not wait' : 'whether it waits is unknown',
  ];
  if (declared) parts.push(declared.times === 1 ? 'declared' : `declared, ${declared.times} times`);
  if (seen) {
    const failed = seen.errors === 0 ? '' : `, ${percent(seen.errors / seen.count)} failed`;
    parts.push(`seen ${count(seen.count, 'time')}${failed}`);
    if (seen.perTrace > 1.05)
      parts.push(`${timesInWords(seen.perTrace)} times a trace, at most ${seen.most}`);
    if (seen.latency)
      parts.push(`${millisInWords(seen.latency.p50)} (median), ${millisInWords(seen.latency.p99)} (p99)`);
    if (seen.systems.length > 0) parts.push(listed(seen.systems));
    if (seen.topics.length > 0) parts.push(`by ${someOf(seen.topics, 3)}`);
  }
  if (linked) parts.push(`${count(linked.count, 'call')} by dependency links`);
  return `${other}: ${parts.join('; ')}`;
}

function callRow(call: GraphCall): NonNullable<Section['rows']>[number] {
  return {
    from: call.from,
    to: call.to,
    mode: call.mode,
    declared: call.declared?.times ?? null,
    seen: call.seen?.count ?? null,
    errors: call.seen?.errors ?? null,
    perTrace: call.seen ? round(call.seen.perTrace) : null,
    p50: call.seen?.latency?.p50 ?? null,
    p99: call.seen?.latency?.p99 ?? null,
    linked: call.linked?.count ?? null,
  };
}

function entryLines(entry: SeenEntry): readonly string[] {
  const { operation, requests, errors, latency, depth, deepest, critical } = entry;
  const failed = errors === 0 ? '' : `, ${percent(errors / requests)} failed`;
  const took = latency ? `; ${millisInWords(latency.p50)} (median), ${millisInWords(latency.p99)} (p99)` : '';
  const waits =
    depth.most === 1 ? 'waits for nobody' : `${depth.most} services deep: ${chainInWords(deepest)}`;
  const blame = critical
    .slice(0, 3)
    .map(({ service, share }) => `${service} ${percent(share)}`)
    .join(', ');
  return [
    `${operation ?? 'all operations'}: ${count(requests, 'request')}${failed}${took}; ${waits}`,
    ...(critical.length > 1 ? [`  where the time goes: ${blame}`] : []),
  ];
}

function entryRow(entry: SeenEntry): NonNullable<Section['rows']>[number] {
  return {
    operation: entry.operation ?? null,
    requests: entry.requests,
    errors: entry.errors,
    p50: entry.latency?.p50 ?? null,
    p99: entry.latency?.p99 ?? null,
    depth: entry.depth.most,
    deepest: entry.deepest.join(' -> '),
    calls: entry.calls.map(({ from, to, mode, count: times, requests }) => ({
      from,
      to,
      mode,
      count: times,
      requests,
    })),
    critical: entry.critical.map(({ service, share }) => ({ service, share })),
  };
}

function predictionSections(graph: CallGraph, name: string): readonly Section[] {
  const prediction = predict(graph, name);
  if (prediction.services.length < 2) return [];
  return [{ heading: 'Predicted', lines: predictionLines(prediction), rows: [predictionRow(prediction)] }];
}

function predictionLines(prediction: Prediction): readonly string[] {
  const { chain, services, calls, availability, latency, allWithinP99, circular, seenOnly } = prediction;
  return [
    `a request waits for ${count(services.length - 1, 'other service')}, ${count(chain.length, 'service')} deep: ${chainInWords(chain)}`,
    ...(availability
      ? [
          `availability ${availabilityInWords(availability.value)}, which is ${downtimeInWords(availability.value)} without it${gap(availability.unknown, 'promise none and count as never failing')}`,
        ]
      : []),
    ...(latency
      ? [
          `${millisInWords(latency.value)} in all, one call after the other${gap(latency.measured, 'are measured, not promised')}${gap(latency.unknown, 'are not known and count as nothing')}`,
        ]
      : []),
    `${chanceInWords(allWithinP99)} of requests have all ${timesInWords(calls)} answers within their 99th percentile`,
    ...(circular ? ['the calls lead back to who waits already; each was followed once'] : []),
    ...(seenOnly
      ? ['as if a request met every call that was ever seen; how deep single requests went stands above']
      : []),
    INDEPENDENCE,
  ];
}

function gap(names: readonly string[], what: string): string {
  return names.length === 0 ? '' : `; ${someOf(names, 3)} ${what}`;
}

function predictionRow(prediction: Prediction): NonNullable<Section['rows']>[number] {
  return {
    entry: prediction.entry,
    depth: prediction.chain.length,
    calls: round(prediction.calls),
    availability: prediction.availability ? Number(prediction.availability.value.toPrecision(8)) : null,
    latency: prediction.latency ? round(prediction.latency.value) : null,
    allWithinP99: Number(prediction.allWithinP99.toPrecision(6)),
  };
}

function fallSection(graph: CallGraph, name: string): readonly Section[] {
  const fall = fallsWithout(graph).find(({ service }) => service === name);
  if (!fall) return [];
  const { entries, survivors } = fall;
  return [
    {
      heading: 'When it falls',
      lines: [
        entries.length === 0
          ? 'no entry point falls with it'
          : `${count(entries.length, 'entry point falls', 'entry points fall')} with it: ${someOf(entries, 6)}`,
        ...(survivors.length === 0 ? [] : [`${someOf(survivors, 6)} ask another in its place`]),
      ],
      rows: [{ service: name, entries: entries.join(', '), survivors: survivors.join(', ') }],
    },
  ];
}

/** What each of its calls costs: the prediction without waiting for it. */
function whatIfSection(graph: CallGraph, name: string): readonly Section[] {
  const before = predict(graph, name);
  const waits = graph.calls.filter(call => call.from === name && call.mode === 'sync');
  if (waits.length === 0) return [];
  const cases = waits.map(call => ({ call, after: predict(withoutWaiting(graph, [call]), name) }));
  const all = waits.length > 1 ? predict(withoutWaiting(graph, waits), name) : undefined;
  const told = (after: Prediction) =>
    [
      `${count(after.chain.length, 'service')} deep instead of ${before.chain.length}`,
      ...(before.availability && after.availability
        ? [`availability ${availabilityInWords(after.availability.value)}`]
        : []),
      ...(before.latency && after.latency ? [`${millisInWords(after.latency.value)} in all`] : []),
    ].join(', ');
  return [
    {
      heading: 'What if it did not wait',
      lines: [
        ...cases.map(({ call, after }) => `for ${call.to}: ${told(after)}`),
        ...(all ? [`for any of them: ${told(all)}`] : []),
      ],
      rows: cases.map(({ call, after }) => ({ call: call.to, ...predictionRow(after) })),
    },
  ];
}

function round(number: number): number {
  return Number(number.toPrecision(6));
}
