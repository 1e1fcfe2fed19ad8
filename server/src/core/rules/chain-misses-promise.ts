import { optionsOf } from '../couches/thresholds.ts';
import { stopWaiting } from '../fixes/stop-waiting.ts';
import {
  type CallGraph,
  type GraphCall,
  type GraphService,
  serviceIn,
} from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { INDEPENDENCE, type Prediction } from '../measures/runtime/prediction.ts';
import { missedPromise } from '../measures/runtime/promise.ts';
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
import { clientCode } from './support/client-code.ts';

export const chainMissesPromise: Rule = {
  id: 'chain-misses-promise',
  title: 'Chain misses its promise',
  severity: 'error',
  needs: ['declared'],
  layer: 3,
  mechanism: 'simplify',
  options: optionsOf('chain-misses-promise'),
  docs: {
    what: 'Requests come in at a service that promises an `availability`, and it waits for so many others that their promises together leave less than that. A warning where it takes calls that were only seen in traces to say so.',
    why: 'Whoever waits for others is away whenever one of them is. Many services at four nines make one at two, although each of their teams keeps its promise.',
    evidence:
      'The product of the availabilities of all it waits for, each service once, its own included; where one of several is enough, all cases. The sum of own times, one call after the other. The chance that all calls stay within their 99th percentile, 0.99 to the power of calls. Arithmetic (grade A), if services fail and are slow independently of each other, which they seldom do. A promise that nobody wrote down counts as never failing.',
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
    const promising = graph.entries.flatMap(name => {
      const service = serviceIn(graph, name);
      return service?.declared?.availability ? [service] : [];
    });
    context.looked(promising.length, 'entry points with a promise');
    for (const service of promising) {
      const promise = service.declared?.availability;
      const missed = missedPromise(graph, service, context.option('slack'));
      if (!promise || !missed) continue;
      const { prediction } = missed;
      const message = messageOf(service, promise.share, prediction, missed.left);
      yield {
        key: service.name,
        message,
        places: [
          { place: promise.at, message },
          ...clientCode(model, graph, waitsOf(graph, service.name), message),
        ],
        related: relatedOf(graph, service.name),
        subject: {
          service: service.name,
          ...(service.declared?.builtBy && { team: service.declared.builtBy.name }),
        },
        evidence: evidenceOf(prediction),
        ...(prediction.seenOnly ? { severity: 'warning' as const } : {}),
      };
    }
  },

  fixes: (finding, _place, context) => stopWaiting(finding.subject.service, context),
};

function messageOf(
  { name }: GraphService,
  promised: number,
  { services, calls, latency, allWithinP99, seenOnly }: Prediction,
  value: number,
): string {
  const time = latency ? `, ${millisInWords(latency.value)} one call after the other` : '';
  const seen = seenOnly ? ', if a request met every call that was seen' : '';
  return `${name} promises ${availabilityInWords(promised)} and waits for ${count(services.length - 1, 'other service')}, which leaves ${availabilityInWords(value)}${seen}: ${downtimeInWords(value)} without it instead of ${downtimeInWords(promised).replace(' a year', '')}${time}, and ${chanceInWords(allWithinP99)} of requests with all ${timesInWords(calls)} answers within their 99th percentile; wait for fewer, by what they publish, or promise what can be kept`;
}

function relatedOf(graph: CallGraph, name: string): Draft['related'] {
  return waitsOf(graph, name).flatMap(({ declared, to, or }) =>
    declared ? [{ place: declared.at, message: `waits for ${[to, ...or].join(' or ')}` }] : [],
  );
}

function waitsOf(graph: CallGraph, name: string): readonly GraphCall[] {
  return graph.calls.filter(call => call.from === name && call.mode === 'sync');
}

function evidenceOf({ chain, availability, latency, circular }: Prediction): readonly string[] {
  return [
    `${count(chain.length, 'service')} deep: ${chainInWords(chain)}`,
    INDEPENDENCE,
    ...(availability && availability.unknown.length > 0
      ? [`without a promise, and taken as never failing: ${someOf(availability.unknown, 3)}`]
      : []),
    ...(latency && latency.measured.length > 0
      ? [`times measured, not promised: ${someOf(latency.measured, 3)}`]
      : []),
    ...(circular ? ['the calls lead back to who waits already; each was followed once'] : []),
  ];
}
