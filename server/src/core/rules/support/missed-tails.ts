import type { CallGraph } from '../../measures/runtime/call-graph.ts';
import { INDEPENDENCE } from '../../measures/runtime/prediction.ts';
import { byCause } from '../../measures/runtime/promise.ts';
import { type MissedTail, missedTail } from '../../measures/runtime/tail.ts';
import type { Model } from '../../model/model.ts';
import { availabilityInWords, chanceInWords, millisInWords } from '../../views/runtime-words.ts';
import { tailInWords } from '../../views/tail-words.ts';
import { count, someOf } from '../../views/words.ts';
import type { Draft } from '../rule.ts';
import { waitsClauses, waitsOf } from './calls.ts';
import { clientCode } from './client-code.ts';

/** Promises to answer so many requests within a time, which those that are waited for leave no room for; one a cause. */
export function* missedTails(model: Model, graph: CallGraph, slack: number): Iterable<Draft> {
  const all = graph.services.flatMap(service => missedTail(graph, service, slack) ?? []);
  for (const { missed, also } of byCause(graph, all)) {
    const { service, prediction } = missed;
    const at = service.declared?.answers?.at;
    if (!at) continue;
    const message = messageOf(missed);
    yield {
      key: `${service.name}:answers`,
      message,
      places: [{ place: at, message }, ...clientCode(model, graph, waitsOf(graph, service.name), message)],
      related: [
        ...waitsClauses(graph, service.name),
        ...also.flatMap(each => {
          const place = each.service.declared?.answers?.at;
          return place
            ? [{ place, message: `${each.service.name} misses its own too: ${tailInWords(each)}` }]
            : [];
        }),
      ],
      subject: {
        service: service.name,
        ...(service.declared?.builtBy && { team: service.declared.builtBy.name }),
      },
      evidence: evidenceOf(missed, graph),
      ...(prediction.seenOnly ? { severity: 'warning' as const } : {}),
    };
  }
}

function messageOf(missed: MissedTail): string {
  const { service, promised, prediction, measured } = missed;
  const seen = prediction.seenOnly && !measured ? ', if a request met every call that was seen' : '';
  return `${service.name} promises ${availabilityInWords(promised.share)} of answers within ${millisInWords(promised.ms)}, and ${tailInWords(missed)}${seen}; wait for fewer, by what they publish, or promise what can be kept`;
}

function evidenceOf({ prediction, left, measured }: MissedTail, graph: CallGraph): readonly string[] {
  const silent = graph.services
    .filter(
      ({ name, declared }) => prediction.services.includes(name) && !declared?.latency && !declared?.answers,
    )
    .map(({ name }) => name);
  return [
    ...(measured
      ? [`by promises alone ${chanceInWords(left.share)} within ${millisInWords(left.ms)}`]
      : [
          `own times and promised times of ${count(prediction.services.length, 'service')}, one call after the other: ${millisInWords(left.ms)}`,
          INDEPENDENCE,
        ]),
    ...(silent.length > 0 ? [`without a time, and taken as none: ${someOf(silent, 3)}`] : []),
  ];
}
