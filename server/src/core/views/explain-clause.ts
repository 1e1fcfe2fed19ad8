import type { DeclaredService } from '../facts/declared.ts';
import type { Place, Position, RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { type CallGraph, mostlySeen, serviceIn, waysOf } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { predict } from '../measures/runtime/prediction.ts';
import { declaredOnly } from '../measures/runtime/promise.ts';
import { tailOf } from '../measures/runtime/tail.ts';
import { withoutWaiting } from '../measures/runtime/what-if.ts';
import type { Model } from '../model/model.ts';
import type { Explanation } from './explain.ts';
import { channelClause, interactionClause } from './explain-pair-clause.ts';
import {
  availabilityInWords,
  chanceInWords,
  downtimeInWords,
  millisInWords,
  timesInWords,
} from './runtime-words.ts';
import { section } from './service-glance.ts';
import { passedLines } from './service-topics.ts';
import { promisedTailInWords } from './tail-words.ts';
import { count, percent, someOf } from './words.ts';

/** What the clause at a position says, with the figures worked out for it. */
export interface ClauseExplanation extends Pick<Explanation, 'title' | 'sections'> {
  readonly at: Place;
}

/** Of a call, a promise, a channel or an interaction: what has no name of its own to ask for. */
export function explainClause(
  model: Model,
  path: RepoPath,
  position: Position,
): ClauseExplanation | undefined {
  const here = ({ at }: { readonly at: Place }) => at.path === path && isIn(at, position);
  const declared = factsOf(model.facts.declared);
  for (const service of declared?.services ?? []) {
    const { availability, latency, answers } = service;
    const call = service.calls.find(here);
    if (call) return explainCall(model, service, call);
    if (availability && here(availability)) return explainAvailability(model, service, availability);
    if (latency && here(latency)) return explainLatency(model, service, latency);
    if (answers && here(answers)) return explainAnswers(model, service, answers);
  }
  const channel = declared?.channels.find(here);
  if (channel) return channelClause(model, channel);
  const interaction = declared?.interactions.find(here);
  return interaction && interactionClause(model, interaction);
}

function explainCall(
  model: Model,
  { name }: DeclaredService,
  call: DeclaredService['calls'][number],
): ClauseExplanation {
  const graph = callGraphOf(model);
  const to = [call.service, ...(call.or ?? [])].map(ref => ref.name);
  const asked = graph.calls.filter(
    each => each.from === name && [each.to, ...each.or].some(each => to.includes(each)),
  );
  const wanted = call.async ? 'does not wait' : 'waits';
  const waits = asked.find(({ declared, mode }) => declared?.at === call.at && mode === 'sync');
  return {
    title: `${name} calls ${to.join(' or ')}`,
    at: call.at,
    sections: [
      {
        heading: 'Declared',
        lines: [`${wanted}${(call.times ?? 1) === 1 ? '' : `, ${call.times} times a request`}`],
      },
      { heading: 'Seen', lines: seenLines(model, graph, name, call) },
      ...section('If it did not wait', waits ? [withoutLine(graph, name, waits)] : []),
    ],
  };
}

function seenLines(
  model: Model,
  graph: CallGraph,
  from: string,
  { service, or, async }: DeclaredService['calls'][number],
): readonly string[] {
  const to = [service, ...(or ?? [])].map(({ name }) => name);
  const { runtime } = model.facts;
  if (runtime.state === 'absent') return [`unknown: ${runtime.reason}`];
  const requests = (serviceIn(graph, from)?.seen ?? []).reduce(
    (sum, one) => sum + (one.instrumented ? one.requests : 0),
    0,
  );
  const found = graph.calls.filter(call => call.from === from && waysOf(call).some(way => to.includes(way)));
  const lines = found.flatMap(call => {
    const { mode, seen, linked } = call;
    const who = to.length > 1 ? `${waysOf(call).join(' or ')}: ` : '';
    if (seen) {
      const waits = mode === 'async' ? 'without waiting' : 'waiting';
      const failed = seen.errors === 0 ? '' : `, ${percent(seen.errors / seen.count)} failed`;
      const took = seen.latency
        ? `; ${millisInWords(seen.latency.p50)} (median), ${millisInWords(seen.latency.p99)} (p99)`
        : '';
      return [
        `${who}${count(seen.count, 'time')} in ${count(requests, 'request')} to ${from}, ${waits}${failed}${took}`,
      ];
    }
    return linked ? [`${who}${count(linked.count, 'time')} by dependency links`] : [];
  });
  // What is taken in a trace of its own is no call of a request; where a link tells of it, it was told above.
  const told = found.filter(({ mode, seen }) => mode === 'async' && seen).flatMap(waysOf);
  const passed = to
    .filter(way => !told.includes(way))
    .flatMap(way => passedLines(model, from, way).map(line => (to.length > 1 ? `${way}: ${line}` : line)));
  const unseen = lines.length === 0 && !(async && passed.length > 0);
  return [...lines, ...(unseen ? [`not in ${count(requests, 'request')} to ${from}`] : []), ...passed];
}

function withoutLine(graph: CallGraph, name: string, call: CallGraph['calls'][number]): string {
  const before = predict(graph, name);
  const after = predict(withoutWaiting(graph, [call]), name);
  return [
    after.chain.length === before.chain.length
      ? `still ${count(after.chain.length, 'service')} deep`
      : `${count(after.chain.length, 'service')} deep instead of ${before.chain.length}`,
    ...(before.availability && after.availability
      ? [availabilityThen(before.availability.value, after.availability.value)]
      : []),
  ].join(', ');
}

/** What reads the same as before is said to be the same. */
function availabilityThen(before: number, after: number): string {
  const [was, is] = [availabilityInWords(before), availabilityInWords(after)];
  return was === is ? `availability still ${is}` : `availability ${is} instead of ${was}`;
}

function explainAvailability(
  model: Model,
  { name }: DeclaredService,
  { share, at }: NonNullable<DeclaredService['availability']>,
): ClauseExplanation {
  const graph = callGraphOf(model);
  const { availability, services, seenOnly } = predict(graph, name);
  const declared = predict(declaredOnly(graph), name).availability;
  const others = services.filter(each => each !== name);
  return {
    title: `${name} promises ${availabilityInWords(share)}`,
    at,
    sections: [
      { heading: 'That is', lines: [`${downtimeInWords(share)} without it`] },
      ...section(
        'Predicted now',
        others.length === 0
          ? ['the same: it waits for nobody']
          : availability
            ? [
                `${availabilityInWords(availability.value)}, if failures are independent: ${downtimeInWords(availability.value)} without it`,
                // The finding beside it speaks of what is declared, where that is enough to miss the promise.
                ...(seenOnly && declared
                  ? [
                      `with calls that were only seen; ${availabilityInWords(declared.value)} by those declared`,
                    ]
                  : []),
                `it waits for ${someOf(others, 5)}`,
                ...(availability.unknown.length > 0
                  ? [
                      `${someOf(availability.unknown, 3)} ${availability.unknown.length === 1 ? 'promises nothing and counts' : 'promise nothing and count'} as never failing`,
                    ]
                  : []),
              ]
            : [],
      ),
    ],
  };
}

function explainLatency(
  model: Model,
  { name }: DeclaredService,
  { ms, at }: NonNullable<DeclaredService['latency']>,
): ClauseExplanation {
  const graph = callGraphOf(model);
  const { latency, calls, allWithinP99, services } = predict(graph, name);
  const own = mostlySeen(serviceIn(graph, name), 'ownTime')?.ownTime;
  return {
    title: `${name} promises ${millisInWords(ms)} of its own`,
    at,
    sections: [
      ...section(
        'Measured',
        own ? [`${millisInWords(own.p50)} (median), ${millisInWords(own.p99)} (p99)`] : [],
      ),
      ...section(
        'Predicted now',
        services.length < 2 || !latency
          ? ['no more: it waits for nobody']
          : [
              `${millisInWords(latency.value)} with all it waits for, one call after the other`,
              `${chanceInWords(allWithinP99)} of requests with all ${timesInWords(calls)} answers within their 99th percentile`,
            ],
      ),
    ],
  };
}

function explainAnswers(
  model: Model,
  { name }: DeclaredService,
  promised: NonNullable<DeclaredService['answers']>,
): ClauseExplanation {
  const graph = callGraphOf(model);
  const { services } = predict(graph, name);
  const left = tailOf(graph, name);
  const seen = mostlySeen(serviceIn(graph, name), 'latency');
  return {
    title: `${name} promises ${promisedTailInWords(promised)}`,
    at: promised.at,
    sections: [
      ...section(
        'Measured',
        seen?.latency
          ? [
              `${millisInWords(seen.latency.p50)} (median), ${millisInWords(seen.latency.p90)} (p90), ${millisInWords(seen.latency.p99)} (p99) of ${count(seen.requests, 'request')}`,
            ]
          : [],
      ),
      ...section(
        'What those it waits for leave',
        services.length < 2
          ? ['all of it: it waits for nobody']
          : [
              `${chanceInWords(left.share)} within ${millisInWords(left.ms)}, by what they promise, if they are slow independently of each other`,
            ],
      ),
    ],
  };
}

function isIn({ range: { start, end } }: Place, { line, character }: Position): boolean {
  const after = line > start.line || (line === start.line && character >= start.character);
  const before = line < end.line || (line === end.line && character <= end.character);
  return after && before;
}
