import { factsOf } from '../facts/state.ts';
import { lessDeep, stopWaiting } from '../fixes/stop-waiting.ts';
import { type CallGraph, nameInGraph, serviceIn, waysOf } from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { longestChain } from '../measures/runtime/longest-chain.ts';
import { declaredOnly } from '../measures/runtime/promise.ts';
import type { Model } from '../model/model.ts';
import { chainInWords } from '../views/runtime-words.ts';
import { count } from '../views/words.ts';
import type { FindingPlace } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { servicePlace, withoutCalls } from './support/calls.ts';
import { clientCode, IN_CLIENT_CODE, type Leads } from './support/client-code.ts';

export const longBlockingChain: Rule = {
  id: 'long-blocking-chain',
  title: 'Long blocking chain',
  severity: 'warning',
  needs: [],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'depth',
      type: 'count',
      fallback: 5,
      describe: 'how many services, the entry included, from which a chain is long',
    },
  ],
  docs: {
    what: 'Requests that come in at a service wait for a chain of at least five services, each waiting for the next: as declared (`calls` without `async`), or met by a single request in traces.',
    why: 'The time of each adds up, each can make the whole fail, and whoever looks for the reason asks one team after the other.',
    evidence: `The longest chain from the entry on, the entry included. Calls that were seen in different requests are not put together to a chain: of traces the deepest single request counts. Depth is counted (grade A); that five is many is our choice (grade D). ${IN_CLIENT_CODE}`,
    fixes:
      'Do not wait where the answer can be known before: take what others publish, and keep a copy. Marking the call `async` is offered with what the chain is like then.',
    accept:
      'accept long-blocking-chain on service shop at most 6 until 2027-03-01 because "prices come by events from then on"',
    example: `
//- /architecture.wiring
service shop {
  calls cart
//^^^^^^^^^^ warning long-blocking-chain: requests to shop wait for a chain of 5 services
}
service cart { calls prices }
service prices { calls taxes }
service taxes { calls rates }
service rates
//- /a.ts
export const a = 1;
`,
  },

  cannot: withoutCalls,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const graph = callGraphOf(model);
    context.looked(graph.entries.length, 'entry points');
    const declared = declaredOnly(graph);
    const deepest = deepestRequests(model, graph);
    for (const entry of graph.entries) {
      const said = longestChain(declared, entry);
      const seen = deepest.get(entry) ?? [];
      const chain = seen.length > said.length ? seen : said;
      if (chain.length < context.option('depth')) continue;
      const how = chain === seen ? ', as a request in the traces did' : '';
      const message = `requests to ${entry} wait for a chain of ${count(chain.length, 'service')}, each waiting for the next${how}: ${chainInWords(chain)}; each of them can make the whole slow or fail, so wait for fewer: take what they publish, and keep a copy`;
      const service = serviceIn(graph, entry);
      yield {
        key: entry,
        message,
        places: [
          { place: callAt(graph, chain) ?? servicePlace(model, service), message },
          ...clientCode(model, graph, linksOf(chain), message),
        ],
        related: stepsOf(graph, chain.slice(1)),
        subject: {
          service: entry,
          ...(service?.declared?.builtBy && { team: service.declared.builtBy.name }),
        },
        size: chain.length,
        evidence: chain.length > 8 ? [chain.join(' → ')] : [],
      };
    }
  },

  fixes: (finding, _place, context) => stopWaiting(finding.subject.service, context, lessDeep),
};

/** Of each service where requests come in, the deepest chain that a single one of them met. */
function deepestRequests(model: Model, graph: CallGraph): ReadonlyMap<string, readonly string[]> {
  const nameOf = nameInGraph(graph);
  const found = new Map<string, readonly string[]>();
  for (const { service, deepest } of factsOf(model.facts.runtime)?.entries ?? []) {
    // One service under two names, or one that calls itself, is one step.
    const chain = deepest.map(nameOf).filter((name, i, all) => name !== all[i - 1]);
    const name = nameOf(service);
    if (chain.length > (found.get(name)?.length ?? 0)) found.set(name, chain);
  }
  return found;
}

/** The declared call with which a chain begins. */
function callAt(graph: CallGraph, [from, next]: readonly string[]) {
  if (from === undefined || next === undefined) return undefined;
  return graph.calls.find(
    call => call.from === from && call.mode === 'sync' && waysOf(call).includes(next) && call.declared,
  )?.declared?.at;
}

function stepsOf(graph: CallGraph, chain: readonly string[]): readonly FindingPlace[] {
  return linksOf(chain).flatMap(({ from, to }) => {
    const place = callAt(graph, [from, to]);
    return place ? [{ place, message: `${from} waits for ${to}` }] : [];
  });
}

function linksOf(chain: readonly string[]): readonly Leads[] {
  return chain.slice(1).map((to, i) => ({ from: chain[i] ?? to, to }));
}
