import type { DeclaredService } from '../facts/declared.ts';
import { declareCall } from '../fixes/declare-call.ts';
import {
  type CallGraph,
  type GraphCall,
  type GraphService,
  serviceIn,
} from '../measures/runtime/call-graph.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { count, listed } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { isStore, nobodyDeclaresCalls } from './support/calls.ts';
import { clientCode, IN_CLIENT_CODE } from './support/client-code.ts';

export const undeclaredCall: Rule = {
  id: 'undeclared-call',
  title: 'Undeclared call',
  severity: 'warning',
  needs: ['declared', 'runtime'],
  layer: 3,
  mechanism: 'amplify',
  options: [],
  docs: {
    what: 'Traces show that a declared service calls another, and it does not say so: no `calls` names it, and nothing that it publishes is consumed there. Or it is declared `async`, and the caller waits. Where no service declares a call at all the rule is skipped, and says so.',
    why: 'What is promised, and what falls with what, is worked out from what is declared. A call that nobody wrote down is one that nobody reckons with.',
    evidence: `How often it was seen, in traces or dependency links (grade A, for the sample). A database or broker that records nothing itself and is not declared does not count as a service. ${IN_CLIENT_CODE}`,
    fixes:
      'Declare the call, or remove it. Where the other is declared under another name, add that to its `known as`.',
    accept:
      'accept undeclared-call on service shop until 2027-03-01 because "the experiment with recommendations ends by then"',
    example: `
//- /architecture.wiring
service shop {
//      ^^^^ warning undeclared-call: shop calls prices, seen 3 times, and does not declare it
  calls stock
}
service stock
service prices
//- /traces/links.json
[{ "parent": "shop", "child": "stock", "callCount": 4 }, { "parent": "shop", "child": "prices", "callCount": 3 }]
//- /a.ts
export const a = 1;
`,
  },

  cannot: nobodyDeclaresCalls,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const graph = callGraphOf(model);
    const seen = graph.calls.filter(
      call => (call.seen || call.linked) && serviceIn(graph, call.from)?.declared !== undefined,
    );
    context.looked(seen.length, 'seen calls');
    for (const calls of pairs(seen.filter(call => isUndeclared(call, graph)))) {
      const [{ from, to }] = calls;
      const caller = serviceIn(graph, from)?.declared;
      if (!caller) continue;
      const asAsync = caller.calls.find(call => call.service.name === to && call.async);
      const times = count(
        calls.reduce((sum, { seen: told, linked }) => sum + (told?.count ?? linked?.count ?? 0), 0),
        'time',
      );
      const message = asAsync
        ? `${from} waits for ${to}, seen ${times}, and declares the call as async; let it not wait, or declare that it does`
        : `${from} calls ${to}, seen ${times}, and does not declare it; ${adviceFor(serviceIn(graph, to))}`;
      yield {
        key: `${from}>${to}`,
        message,
        places: [
          { place: asAsync?.at ?? caller.at, message },
          ...clientCode(model, graph, [{ from, to }], message),
        ],
        related: [],
        subject: { service: from, toService: to, ...(caller.builtBy && { team: caller.builtBy.name }) },
        evidence: calls.map(evidenceOf),
      };
    }
  },

  fixes: (finding, _place, context) => declareCall(finding, context),
};

/** Those of one service to another, whether or not it waits. */
function pairs(calls: readonly GraphCall[]): readonly (readonly [GraphCall, ...GraphCall[]])[] {
  const found = new Map<string, [GraphCall, ...GraphCall[]]>();
  for (const call of calls) {
    const key = JSON.stringify([call.from, call.to]);
    const known = found.get(key);
    if (known) known.push(call);
    else found.set(key, [call]);
  }
  return [...found.values()];
}

function isUndeclared(call: GraphCall, graph: CallGraph): boolean {
  if (call.declared) return false;
  const callee = serviceIn(graph, call.to);
  if (isStore(call, callee)) return false;
  const caller = serviceIn(graph, call.from)?.declared;
  // To wait where nobody need is told of; not to wait where one may is no harm.
  const declared = caller?.calls.some(
    ({ service, or, async }) =>
      (call.mode !== 'sync' || !async) && [service, ...(or ?? [])].some(({ name }) => name === call.to),
  );
  return !declared && !(call.mode !== 'sync' && hearsOf(caller, callee?.declared));
}

/** Whether one consumes an event that the other publishes: an asynchronous call by another name. */
function hearsOf(from: DeclaredService | undefined, to: DeclaredService | undefined): boolean {
  if (!from || !to) return false;
  const published = new Set(from.publishes.map(({ name }) => name));
  return to.consumes.some(({ name }) => published.has(name));
}

function adviceFor(callee: GraphService | undefined): string {
  return callee?.declared
    ? 'declare the call, or remove it'
    : 'declare it and the call, add its name to the "known as" of the service that it is, or remove the call';
}

function evidenceOf({ mode, seen, linked }: GraphCall): string {
  const waits =
    mode === 'sync' ? 'waits' : mode === 'async' ? 'does not wait' : 'whether it waits is unknown';
  if (seen)
    return `${waits}; ${count(seen.count, 'time')} in spans${seen.systems.length > 0 ? ` (${listed(seen.systems)})` : ''}`;
  return `${waits}; ${count(linked?.count ?? 0, 'time')} in dependency links`;
}
