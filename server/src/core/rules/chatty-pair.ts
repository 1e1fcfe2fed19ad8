import { stopWaitingFor } from '../fixes/stop-waiting.ts';
import { type CallGraph, serviceIn } from '../measures/runtime/call-graph.ts';
import { type Chat, chatsOf, type DeclaredChat, type SeenChat } from '../measures/runtime/chats.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import { timesInWords } from '../views/runtime-words.ts';
import { count } from '../views/words.ts';
import type { FindingPlace } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { isStore, servicePlace, withoutCalls } from './support/calls.ts';
import { clientCode, IN_CLIENT_CODE } from './support/client-code.ts';
import { mergePieces, modulesOf } from './support/merge-pieces.ts';

export const chattyPair: Rule = {
  id: 'chatty-pair',
  title: 'Chatty pair',
  severity: 'warning',
  needs: [],
  layer: 2,
  mechanism: 'simplify',
  options: [
    {
      key: 'calls',
      type: 'count',
      fallback: 10,
      describe: 'calls from one to the other for each request, from which they are chatty',
    },
  ],
  docs: {
    what: 'For one request a service calls another at least 10 times and waits each time: as it is declared (`calls prices 12 times`), or in traces on average over the requests of one kind that hold such calls, at least 3 of them.',
    why: 'What goes to and fro ten times for one answer is one thing cut in two. Each call costs its way, can fail and can be slow; the time of all adds up.',
    evidence: `The number declared; or, of the traces, the entry point and operation whose requests hold most of these calls, with their number and the mean (grade A, for the sample). Calls there and calls back are not added up. Databases, caches and brokers that record nothing themselves are no service. Dependency links do not tell how often a request calls, and nothing is said of them. ${IN_CLIENT_CODE}`,
    fixes:
      'Ask once for all that is needed. Not to wait is offered where the call is declared, with how many answers a request waits for then; and where history shows that both are pieces of one, making them one.',
    accept:
      'accept chatty-pair on service shop until 2027-03-01 because "prices are asked for in one call by then"',
    example: `
//- /architecture.wiring
service shop {
  calls prices 12 times
//^^^^^^^^^^^^^^^^^^^^^ warning chatty-pair: shop calls prices 12 times a request, as it declares
}
service prices
//- /a.ts
export const a = 1;
`,
  },

  cannot: withoutCalls,

  *check(context): Iterable<Draft> {
    const { model } = context;
    const graph = callGraphOf(model);
    const chats = chatsOf(model);
    context.looked(chats.length, 'pairs of services that call each other');
    for (const chat of chats) {
      const call = chattier(chat, context.option('calls'), graph);
      if (!call) continue;
      const { from, to } = call;
      const caller = serviceIn(graph, from);
      const message = `${from} calls ${to} ${timesInWords(call.times)} times a request, as ${toldBy(call)}, and waits each time; ask once for all that is needed, or let what belongs together run together`;
      const clause = 'at' in call ? call.at : declaredAt(chat, from);
      yield {
        key: chat.services.join('+'),
        message,
        places: [
          { place: clause ?? servicePlace(model, caller), message },
          ...clientCode(model, graph, [{ from, to }], message),
        ],
        related: [],
        subject: {
          service: from,
          toService: to,
          ...(caller?.declared?.builtBy && { team: caller.declared.builtBy.name }),
        },
        members: chat.services.flatMap(name => serviceIn(graph, name)?.modules ?? []),
        size: Math.round(call.times),
        evidence: evidenceOf(chat, call),
      };
    }
  },

  fixes(finding, _place, context) {
    const names = finding.id.slice('chatty-pair:'.length);
    const chat = chatsOf(context.model).find(({ services }) => services.join('+') === names);
    if (!chat) return [];
    const from = finding.subject.service;
    const to = chat.services.find(name => name !== from);
    return [
      ...mergePieces(modulesOf(chat.services, context), context),
      ...(from === undefined || to === undefined ? [] : stopWaitingFor(from, to, context)),
    ];
  },
};

/** What is declared, else what was seen, where it is often enough. */
function chattier(
  { declaredWaiting: said, seenWaiting: seen }: Chat,
  from: number,
  graph: CallGraph,
): DeclaredChat | SeenChat | undefined {
  if (said && said.times >= from) return said;
  if (!seen || seen.times < from) return undefined;
  const callee = serviceIn(graph, seen.to);
  const stores = graph.calls.filter(call => call.from === seen.from && call.to === seen.to);
  return stores.some(call => isStore(call, callee)) ? undefined : seen;
}

function declaredAt({ declaredWaiting }: Chat, from: string): FindingPlace['place'] | undefined {
  return declaredWaiting?.from === from ? declaredWaiting.at : undefined;
}

function toldBy(call: DeclaredChat | SeenChat): string {
  if ('at' in call) return 'it declares';
  const { service, operation, requests } = call;
  const what = operation === undefined ? service : `${operation} of ${service}`;
  return `${count(requests, 'request')} to ${what} did on average`;
}

/** What the other source says of the same two. */
function evidenceOf(
  { declaredWaiting: said, seenWaiting: seen }: Chat,
  call: DeclaredChat | SeenChat,
): readonly string[] {
  const other = call === said ? seen : said;
  return other
    ? [
        `${other.from} calls ${other.to} ${timesInWords(other.times)} ${other.times === 1 ? 'time' : 'times'} a request, as ${toldBy(other)}`,
      ]
    : [];
}
