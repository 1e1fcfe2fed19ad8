import { optionsOf } from '../couches/thresholds.ts';
import { fewerAnswers, moreAvailable, stopWaiting } from '../fixes/stop-waiting.ts';
import type { CallGraph } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { INDEPENDENCE, type Prediction, predict, WORST_OF_SEVERAL } from '../measures/runtime/prediction.ts';
import { byCause, type MissedPromise, missedPromise } from '../measures/runtime/promise.ts';
import {
  availabilityInWords,
  chainInWords,
  chanceInWords,
  downtimeInWords,
  millisInWords,
  timesInWords,
} from '../views/runtime-words.ts';
import { count, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { waitsClauses, waitsOf } from './support/calls.ts';
import { clientCode, IN_CLIENT_CODE } from './support/client-code.ts';
import { missedTails } from './support/missed-tails.ts';

export const chainMissesPromise: Rule = {
  id: 'chain-misses-promise',
  title: 'Chain misses its promise',
  severity: 'error',
  needs: ['declared'],
  layer: 3,
  mechanism: 'simplify',
  options: optionsOf('chain-misses-promise'),
  docs: {
    what: 'A service promises an `availability`, or to answer so many requests within a time (`answers 99% within 300 ms`), and waits for so many others that their promises together leave less than that. Every service with a promise is looked at, wherever it stands: those with one cause are told once, by the one that waits for the others. A warning where it takes calls that were only seen in traces to say so.',
    why: 'Whoever waits for others is away whenever one of them is. Many services at four nines make one at two, although each of their teams keeps its promise.',
    evidence: `The product of the availabilities of all it waits for, each service once, its own included; where one of several is enough, all cases. The sum of own times, one call after the other, and of several ways the slowest. Against \`answers\` stand own times and the times promised below, and the chance that each of these promises is kept; else, as a warning, how long requests took in traces, by the slowest percentile that the promise covers and that at least 10 requests (100 for the 99th) can show. The chance that all calls stay within their 99th percentile, 0.99 to the power of calls. Arithmetic (grade A), if services fail and are slow independently of each other, which they seldom do. A promise that nobody wrote down counts as never failing. ${IN_CLIENT_CODE}`,
    fixes:
      'Do not wait: take what others publish, and keep a copy. Or let one of several be enough (`calls a or b`), or promise what can be kept. Marking a call `async` is offered with what the chain is like then.',
    accept:
      'accept chain-misses-promise on service item-availability until 2027-03-01 because "events replace the calls by then"',
    example: `
//- /architecture.wiring
service shop {
  availability 99.99%
//^^^^^^^^^^^^^^^^^^^ error chain-misses-promise: shop promises 99.99 %
  calls stock
  calls prices
}
service stock { availability 99.9% }
service prices { availability 99.99% }
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const graph = callGraphOf(model);
    const promising = graph.services.filter(({ declared }) => declared?.availability ?? declared?.answers);
    context.looked(promising.length, 'services with a promise');
    const all = promising.flatMap(service => missedPromise(graph, service, context.option('slack')) ?? []);
    for (const { missed, also } of byCause(graph, all)) {
      const { service, prediction } = missed;
      const promise = service.declared?.availability;
      if (!promise) continue;
      const message = messageOf(missed, graph);
      yield {
        key: service.name,
        message,
        places: [
          { place: promise.at, message },
          ...clientCode(model, graph, waitsOf(graph, service.name), message),
        ],
        related: [...waitsClauses(graph, service.name), ...alsoMissed(also)],
        subject: {
          service: service.name,
          ...(service.declared?.builtBy && { team: service.declared.builtBy.name }),
        },
        evidence: evidenceOf(missed, also, graph),
        ...(prediction.seenOnly ? { severity: 'warning' as const } : {}),
      };
    }
    yield* missedTails(model, graph, context.option('slack'));
  },

  fixes({ id, subject: { service } }, _place, context) {
    const ofAnswers = id === `chain-misses-promise:${service}:answers`;
    return stopWaiting(service, context, ofAnswers ? fewerAnswers : moreAvailable);
  },
};

function messageOf(
  { service: { name }, promised, left, prediction }: MissedPromise,
  graph: CallGraph,
): string {
  const { services, calls, latency, allWithinP99, seenOnly } = prediction;
  const time = latency ? `, ${millisInWords(latency.value)} one call after the other` : '';
  const seen = seenOnly ? ', if a request met every call that was seen' : '';
  const others = count(services.length - 1, 'other service');
  // Where more was seen than is declared, a reader meets both figures: so each is called by what it is of.
  const how = moreWasSeen(prediction, graph)
    ? `by the calls it declares waits for ${others}`
    : `waits for ${others}`;
  return `${name} promises ${availabilityInWords(promised)} and ${how}, which leaves ${availabilityInWords(left)}${seen}: ${downtimeInWords(left)} without it instead of ${downtimeInWords(promised).replace(' a year', '')}${time}, and ${chanceInWords(allWithinP99)} of requests with all ${timesInWords(calls)} answers within their 99th percentile; wait for fewer, by what they publish, or promise what can be kept`;
}

function moreWasSeen({ entry, seenOnly }: Prediction, graph: CallGraph): boolean {
  return !seenOnly && predict(graph, entry).seenOnly;
}

function alsoMissed(also: readonly MissedPromise[]): Draft['related'] {
  return also.flatMap(({ service, promised, left }) => {
    const at = service.declared?.availability?.at;
    const message = `${service.name} misses its promise of ${availabilityInWords(promised)} too: ${availabilityInWords(left)} is left`;
    return at ? [{ place: at, message }] : [];
  });
}

function evidenceOf(
  { prediction }: MissedPromise,
  also: readonly MissedPromise[],
  graph: CallGraph,
): readonly string[] {
  const { entry, chain, availability, latency, circular, alternatives } = prediction;
  const withSeen = moreWasSeen(prediction, graph) ? predict(graph, entry).availability : undefined;
  return [
    ...(also.length > 0
      ? [
          `${count(also.length, 'service')} that it waits for ${also.length === 1 ? 'misses its' : 'miss their'} own promise too: ${someOf(
            also.map(({ service, left }) => `${service.name} (${availabilityInWords(left)} left)`),
            3,
          )}`,
        ]
      : []),
    ...(withSeen
      ? [`with calls that were only seen, if a request met them all: ${availabilityInWords(withSeen.value)}`]
      : []),
    `${count(chain.length, 'service')} deep: ${chainInWords(chain)}`,
    INDEPENDENCE,
    ...(availability && availability.unknown.length > 0
      ? [`without a promise, and taken as never failing: ${someOf(availability.unknown, 3)}`]
      : []),
    ...(latency && latency.measured.length > 0
      ? [`times measured, not promised: ${someOf(latency.measured, 3)}`]
      : []),
    ...(alternatives ? [WORST_OF_SEVERAL] : []),
    ...(circular ? ['the calls lead back to who waits already; each was followed once'] : []),
  ];
}
