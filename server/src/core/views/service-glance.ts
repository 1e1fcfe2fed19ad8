import { type CallGraph, type GraphService, waysOf } from '../measures/runtime/call-graph.ts';
import { fallsWithout } from '../measures/runtime/failure.ts';
import { predict } from '../measures/runtime/prediction.ts';
import { declaredOnly } from '../measures/runtime/promise.ts';
import type { Section } from './explain.ts';
import {
  availabilityInWords,
  chainInWords,
  chanceInWords,
  downtimeInWords,
  millisInWords,
  timesInWords,
} from './runtime-words.ts';
import { count, listed, someOf } from './words.ts';

/** One line above a service: what to expect of it against its promise, and what falls with it. Undefined for one alone. */
export function serviceLine(graph: CallGraph, service: GraphService): string | undefined {
  const { chain, services, availability, latency, seenOnly } = predict(graph, service.name);
  const promised = service.declared?.availability?.share;
  const falling = fallingWith(graph, service.name);
  const parts = [
    ...(services.length > 1 && availability
      ? [
          `${availabilityInWords(availability.value)} predicted${seenOnly ? byDeclaredAlone(graph, service.name) : ''}${promised === undefined ? '' : ` of ${availabilityInWords(promised)} promised`}`,
        ]
      : []),
    ...(services.length > 1 && latency ? [`${millisInWords(latency.value)} in all`] : []),
    ...(services.length > 1 ? [`${count(chain.length, 'service')} deep`] : []),
    ...(falling.length > 0
      ? [`${count(falling.length, 'entry point falls', 'entry points fall')} with it`]
      : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** What a hover tells of a service: few lines, each with its figures. */
export function serviceGlance(graph: CallGraph, { name, seen }: GraphService): readonly Section[] {
  const { chain, services, calls, availability, latency, allWithinP99, seenOnly } = predict(graph, name);
  const waiting = graph.calls
    .filter(call => waysOf(call).includes(name) && call.mode === 'sync')
    .map(({ from }) => from);
  const falling = fallingWith(graph, name);
  const predicted =
    services.length < 2
      ? []
      : [
          ...(availability
            ? [
                `availability ${availabilityInWords(availability.value)}: ${downtimeInWords(availability.value)} without it${seenOnly ? byDeclaredAlone(graph, name) : ''}`,
              ]
            : []),
          ...(latency ? [`${millisInWords(latency.value)} in all, one call after the other`] : []),
          `${chanceInWords(allWithinP99)} of requests with all ${timesInWords(calls)} answers within their 99th percentile`,
          `${count(chain.length, 'service')} deep: ${chainInWords(chain, 5)}`,
        ];
  return [
    ...section(
      'Seen',
      seen.flatMap(({ instrumented, requests, latency: took }) =>
        instrumented
          ? [
              `${count(requests, 'request')}${took ? `; ${millisInWords(took.p50)} (median), ${millisInWords(took.p99)} (p99)` : ''}`,
            ]
          : [],
      ),
    ),
    ...section('Predicted, if failures are independent', predicted),
    ...section('Who waits for it', waiting.length === 0 ? [] : [someOf([...new Set(waiting)], 5)]),
    ...section(
      'When it falls',
      falling.length === 0
        ? []
        : [
            `${listed(falling.slice(0, 5))} cannot answer${falling.length > 5 ? `, nor can ${falling.length - 5} more entry points` : ''}`,
          ],
    ),
  ];
}

/** Where more calls were seen than are declared, a promise is held against the declared ones first: so both are told. */
function byDeclaredAlone(graph: CallGraph, name: string): string {
  const declared = predict(declaredOnly(graph), name).availability;
  const alone = declared ? ` (${availabilityInWords(declared.value)} by the declared calls alone)` : '';
  return ` with every call that was seen${alone}`;
}

/** Entry points that cannot answer without it, other than itself. */
function fallingWith(graph: CallGraph, name: string): readonly string[] {
  return fallsWithout(graph).find(({ service }) => service === name)?.entries ?? [];
}

export function section(heading: string, lines: readonly string[]): readonly Section[] {
  return lines.length === 0 ? [] : [{ heading, lines }];
}
