import { type CallGraph, type GraphCall, serviceIn, waysOf } from '../measures/runtime/call-graph.ts';
import { fallsWithout } from '../measures/runtime/failure.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { declaredOnly } from '../measures/runtime/promise.ts';
import { survivorsInWords } from '../views/service-prediction.ts';
import { count, someOf } from '../views/words.ts';
import type { FindingPlace } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { servicePlace, withoutCalls } from './support/calls.ts';
import { clientCode, IN_CLIENT_CODE } from './support/client-code.ts';

export const singlePointOfFailure: Rule = {
  id: 'single-point-of-failure',
  title: 'Single point of failure',
  severity: 'warning',
  needs: [],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'entries',
      type: 'count',
      fallback: 2,
      describe: 'how many entry points, other than itself, must fall with a service',
    },
  ],
  docs: {
    what: 'Without this service at least two entry points cannot answer: each request to them waits for it, and nothing stands in for it.',
    why: 'No single failure should matter much. Where one does, all who wait for it are down at the same time, and whoever else could help is down with them.',
    evidence: `Each service is taken out in turn, and the entry points that cannot answer without it are counted: it dominates them in the graph of calls that are waited for. Calls that nobody waits for take nobody down. Where it takes calls that were only seen in traces, that is said: a request need not meet them. ${IN_CLIENT_CODE}`,
    fixes:
      'Give it a second path (`calls zone-a or zone-b`), or do not wait for it; then rehearse its failure, and write the day down (`rehearsed`).',
    accept:
      'accept single-point-of-failure on service identity until 2027-03-01 because "a second provider is being tried"',
    example: `
//- /architecture.wiring
service web { calls zone-east }
service tv { calls zone-east }
service zone-east
//      ^^^^^^^^^ warning single-point-of-failure: without zone-east 2 entry points fall: tv and web
//- /a.ts
export const a = 1;
`,
  },

  cannot: withoutCalls,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const graph = callGraphOf(model);
    const falls = fallsWithout(graph);
    context.looked(falls.length, 'services that entry points wait for');
    const declared = new Map(
      fallsWithout(declaredOnly(graph)).map(({ service, entries }) => [service, entries.length]),
    );
    for (const { service: name, entries, survivors } of falls) {
      if (entries.length < context.option('entries')) continue;
      const seen = (declared.get(name) ?? 0) < entries.length;
      const service = serviceIn(graph, name);
      const message = `without ${name} ${count(entries.length, 'entry point falls', 'entry points fall')}: ${someOf(entries, 6)}${seen ? ', as far as calls in traces tell' : ''}; give it a second path, or do not wait for it, and rehearse its failure`;
      yield {
        key: name,
        message,
        places: [
          { place: servicePlace(model, service), message },
          ...clientCode(model, graph, waitsFor(graph, name), message),
        ],
        related: waitersOf(graph, name),
        subject: {
          service: name,
          ...(service?.declared?.builtBy && { team: service.declared.builtBy.name }),
        },
        size: entries.length,
        evidence: survivors.length > 0 ? [survivorsInWords(survivors)] : [],
      };
    }
  },
};

function waitersOf(graph: CallGraph, name: string): readonly FindingPlace[] {
  return waitsFor(graph, name).flatMap(({ declared, from }) =>
    declared ? [{ place: declared.at, message: `${from} waits for it` }] : [],
  );
}

function waitsFor(graph: CallGraph, name: string): readonly GraphCall[] {
  return graph.calls.filter(call => waysOf(call).includes(name) && call.mode === 'sync');
}
