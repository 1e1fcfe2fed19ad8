import { type CallGraph, waysOf } from '../measures/runtime/call-graph.ts';
import { fallsWithout } from '../measures/runtime/failure.ts';
import { INDEPENDENCE, type Prediction, predict, WORST_OF_SEVERAL } from '../measures/runtime/prediction.ts';
import { declaredOnly } from '../measures/runtime/promise.ts';
import { withoutWaiting } from '../measures/runtime/what-if.ts';
import type { Section } from './explain.ts';
import {
  availabilityInWords,
  chainInWords,
  chanceInWords,
  downtimeInWords,
  millisInWords,
  sixDigits,
  timesInWords,
} from './runtime-words.ts';
import { count, someOf } from './words.ts';

export function predictionSections(graph: CallGraph, name: string): readonly Section[] {
  const prediction = predict(graph, name);
  if (prediction.services.length < 2) return [];
  const declared = prediction.seenOnly ? predict(declaredOnly(graph), name) : undefined;
  return [
    {
      heading: 'Predicted',
      lines: predictionLines(prediction, declared),
      rows: [predictionRow(prediction)],
    },
  ];
}

/** `declared` is what is predicted by the declared calls alone, where more were seen. */
function predictionLines(prediction: Prediction, declared: Prediction | undefined): readonly string[] {
  const { alternatives, chain, services, calls, availability, latency, allWithinP99, circular, seenOnly } =
    prediction;
  return [
    `a request waits for ${count(services.length - 1, 'other service')}, ${count(chain.length, 'service')} deep: ${chainInWords(chain)}`,
    ...(availability
      ? [
          `availability ${availabilityInWords(availability.value)}, which is ${downtimeInWords(availability.value)} without it${availability.atMost ? ' (or worse: there are too many ways to count them all)' : ''}${gap(availability.unknown, 'promises none and counts as never failing', 'promise none and count as never failing')}`,
        ]
      : []),
    ...(latency
      ? [
          `${millisInWords(latency.value)} in all, one call after the other${gap(latency.measured, 'is measured, not promised', 'are measured, not promised')}${gap(latency.unknown, 'is not known and counts as nothing', 'are not known and count as nothing')}`,
        ]
      : []),
    `${chanceInWords(allWithinP99)} of requests have all ${timesInWords(calls)} answers within their 99th percentile`,
    ...(alternatives ? [WORST_OF_SEVERAL] : []),
    ...(circular ? ['the calls lead back to who waits already; each was followed once'] : []),
    ...(seenOnly
      ? ['as if a request met every call that was ever seen; how deep single requests went stands above']
      : []),
    ...(declared ? [declaredLine(declared)] : []),
    INDEPENDENCE,
  ];
}

/** Findings hold a promise against this first, so a reader meets these figures too. */
function declaredLine({ availability, latency, calls, services }: Prediction): string {
  const figures = [
    ...(availability ? [`availability ${availabilityInWords(availability.value)}`] : []),
    ...(latency ? [`${millisInWords(latency.value)} in all`] : []),
    `${timesInWords(calls)} ${calls === 1 ? 'answer' : 'answers'}`,
  ].join(', ');
  return `by the declared calls alone, which promises are held against first: ${count(services.length - 1, 'other service')}, ${figures}`;
}

function gap(names: readonly string[], one: string, many: string): string {
  return names.length === 0 ? '' : `; ${someOf(names, 3)} ${names.length === 1 ? one : many}`;
}

function predictionRow(prediction: Prediction): NonNullable<Section['rows']>[number] {
  return {
    entry: prediction.entry,
    depth: prediction.chain.length,
    calls: sixDigits(prediction.calls),
    availability: prediction.availability ? Number(prediction.availability.value.toPrecision(8)) : null,
    latency: prediction.latency ? sixDigits(prediction.latency.value) : null,
    allWithinP99: Number(prediction.allWithinP99.toPrecision(6)),
  };
}

export function fallSection(graph: CallGraph, name: string): readonly Section[] {
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
        ...(survivors.length === 0 ? [] : [survivorsInWords(survivors)]),
      ],
      rows: [{ service: name, entries: entries.join(', '), survivors: survivors.join(', ') }],
    },
  ];
}

export function survivorsInWords(survivors: readonly string[]): string {
  return `${someOf(survivors, 6)} ${survivors.length === 1 ? 'asks' : 'ask'} another in its place`;
}

/** What each of its calls costs: the prediction without waiting for it. */
export function whatIfSection(graph: CallGraph, name: string): readonly Section[] {
  const before = predict(graph, name);
  const waits = graph.calls.filter(call => call.from === name && call.mode === 'sync');
  if (waits.length === 0) return [];
  const cases = waits.map(call => ({ call, after: predict(withoutWaiting(graph, [call]), name) }));
  const all = waits.length > 1 ? predict(withoutWaiting(graph, waits), name) : undefined;
  const told = (after: Prediction) =>
    [
      after.chain.length === before.chain.length
        ? `still ${count(after.chain.length, 'service')} deep`
        : `${count(after.chain.length, 'service')} deep instead of ${before.chain.length}`,
      ...(before.availability && after.availability
        ? [`availability ${availabilityInWords(after.availability.value)}`]
        : []),
      ...(before.latency && after.latency ? [`${millisInWords(after.latency.value)} in all`] : []),
    ].join(', ');
  return [
    {
      heading: 'What if it did not wait',
      lines: [
        ...cases.map(({ call, after }) => `for ${waysOf(call).join(' or ')}: ${told(after)}`),
        ...(all ? [`for any of them: ${told(all)}`] : []),
      ],
      rows: cases.map(({ call, after }) => ({ call: waysOf(call).join(' or '), ...predictionRow(after) })),
    },
  ];
}
