import type { DeclaredService } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { type CallGraph, type GraphService, serviceIn, waysOf } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { passedBetween } from '../measures/runtime/topics.ts';
import type { Model } from '../model/model.ts';
import { chanceInWords } from '../views/runtime-words.ts';
import { count } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { nobodyDeclaresCalls } from './support/calls.ts';

export const declaredCallUnseen: Rule = {
  id: 'declared-call-unseen',
  title: 'Declared call unseen',
  severity: 'warning',
  needs: ['declared', 'runtime'],
  layer: 3,
  mechanism: 'amplify',
  options: [
    {
      key: 'requests',
      type: 'count',
      fallback: 300,
      describe:
        'how many requests of the caller must have been seen, so that a call in every hundredth would have been',
    },
  ],
  docs: {
    what: 'A service declares a call, at least 300 requests to it were seen, and not one of them made the call. Only where the sample could have shown it: the caller records what it calls, and the call is of a kind that it was seen to make; else nothing is said. Messages count as the call where the one was seen to send to a topic and the other to take from it.',
    why: 'What is declared and does not happen hides what does: chains look longer than they are, and nobody dares to take the other service away.',
    evidence:
      'The number of requests without the call. Of n requests none made it, so with 95 % certainty fewer than 3/n do (the rule of three, grade A), if the sample is of all kinds of requests. Dependency links, which do not tell how many requests there were, only show that a call is there.',
    fixes:
      'Remove the clause, or trace the requests that make the call. Where the other calls itself differently, add that to its `known as`.',
    accept:
      'accept declared-call-unseen on service shop until 2027-03-01 because "gift cards are asked for in December only"',
    example: `
//- /architecture.wiring
service shop {
  calls stock
  calls gifts
//^^^^^^^^^^^ warning declared-call-unseen: shop declares a call of gifts, and none of 2 requests in the traces made it
}
service stock
service gifts
rules { declared-call-unseen { requests 2 } }
//- /traces/spans.json
[
  { "traceId": "a1", "id": "1", "kind": "SERVER", "name": "buy", "timestamp": 1, "duration": 9, "localEndpoint": { "serviceName": "shop" } },
  { "traceId": "a1", "id": "2", "parentId": "1", "kind": "CLIENT", "timestamp": 2, "duration": 5, "localEndpoint": { "serviceName": "shop" }, "remoteEndpoint": { "serviceName": "stock" } },
  { "traceId": "a2", "id": "3", "kind": "SERVER", "name": "buy", "timestamp": 20, "duration": 9, "localEndpoint": { "serviceName": "shop" } }
]
//- /a.ts
export const a = 1;
`,
  },

  cannot: nobodyDeclaresCalls,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const graph = callGraphOf(model);
    const leadsNowhere = (factsOf(model.facts.runtime)?.sample.callsToNobody ?? 0) > 0;
    let looked = 0;
    const drafts: Draft[] = [];
    for (const service of graph.services) {
      const requests = requestsOf(service);
      if (!service.declared || requests < Math.max(1, context.option('requests'))) continue;
      for (const call of service.declared.calls) {
        if (!couldBeSeen(graph, service.name, call, leadsNowhere)) continue;
        looked += 1;
        if (wasSeen(graph, service.name, call) || wasPassed(model, service.name, call)) continue;
        drafts.push(draftOf(service.declared, call, requests));
      }
    }
    context.looked(looked, 'declared calls that the sample could show');
    yield* drafts;
  },
};

type Call = DeclaredService['calls'][number];

function requestsOf({ seen }: GraphService): number {
  return seen.reduce((sum, one) => sum + (one.instrumented ? one.requests : 0), 0);
}

function wasSeen(graph: CallGraph, from: string, call: Call): boolean {
  const names = namesOf(call);
  return graph.calls.some(
    call =>
      call.from === from && waysOf(call).some(name => names.includes(name)) && (call.seen || call.linked),
  );
}

/** A message that is taken in a trace of its own is told by its topic, and not as a call. */
function wasPassed(model: Model, from: string, call: Call): boolean {
  return namesOf(call).some(to => passedBetween(model, from, to).length > 0);
}

/**
 * The caller's other calls of this kind were seen, so it records them; and either the called one records its side, or no
 * call in the sample leads to nobody, which might be this one.
 */
function couldBeSeen(graph: CallGraph, from: string, call: Call, leadsNowhere: boolean): boolean {
  const mode = call.async ? 'async' : 'sync';
  const records = graph.calls.some(one => one.from === from && one.mode === mode && one.seen);
  const answers = namesOf(call).every(name =>
    serviceIn(graph, name)?.seen.some(({ instrumented }) => instrumented),
  );
  return records && (answers || !leadsNowhere);
}

function namesOf({ service, or }: Call): readonly string[] {
  return [service, ...(or ?? [])].map(({ name }) => name);
}

function draftOf(service: DeclaredService, call: Call, requests: number): Draft {
  const { name } = service;
  const to = namesOf(call).join(' or ');
  const message = `${name} declares a call of ${to}, and none of ${count(requests, 'request')} in the traces made it; remove the clause, or trace the requests that do`;
  return {
    key: `${name}>${call.service.name}`,
    message,
    places: [{ place: call.at, message }],
    related: [],
    subject: {
      service: name,
      toService: call.service.name,
      ...(service.builtBy && { team: service.builtBy.name }),
    },
    evidence: [
      `with 95 % certainty fewer than ${chanceInWords(Math.min(1, 3 / requests))} of such requests make it, if the sample is of all kinds`,
    ],
  };
}
