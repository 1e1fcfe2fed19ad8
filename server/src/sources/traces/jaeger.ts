import { saysError, tellAttributes } from './attributes.ts';
import { countOf, isObject, type Json, listOf, numberOf, textOf } from './json.ts';
import type { LinkRecord, SpanKind, SpanRecord } from './span-record.ts';

/** A span of Jaeger's JSON: of the query API, where a process elsewhere names its service, or with the process in it. */
export function jaegerSpan(span: Json): SpanRecord | undefined {
  const trace = textOf(span.traceID);
  const id = textOf(span.spanID);
  if (trace === undefined || id === undefined) return undefined;
  const tags = listOf(span.tags);
  const get = (name: string): unknown => {
    for (const tag of tags) if (isObject(tag) && tag.key === name) return tag.value;
    return undefined;
  };
  const kind = kindOf(get('span.kind'));
  const references = listOf(span.references).flatMap(reference => {
    const other = isObject(reference) ? reference : {};
    const otherTrace = textOf(other.traceID);
    const otherId = textOf(other.spanID);
    if (otherTrace === undefined || otherId === undefined) return [];
    return [{ trace: otherTrace, id: otherId, follows: other.refType === 'FOLLOWS_FROM' }];
  });
  // The parent is the first reference within the trace, a child's before a follower's, as Jaeger itself takes it.
  const own = references.filter(reference => reference.trace === trace);
  const parent = own.find(reference => !reference.follows) ?? own[0];
  const start = numberOf(span.startTime);
  const duration = numberOf(span.duration);
  const process = isObject(span.process) ? textOf(span.process.serviceName) : undefined;
  return {
    trace,
    id,
    parent: parent?.id ?? textOf(span.parentSpanID),
    follows: parent?.follows ?? false,
    links: references.filter(reference => reference !== parent),
    kind,
    service: process,
    process: textOf(span.processID),
    name: textOf(span.operationName),
    start: start !== undefined && start > 0 ? Math.floor(start) : undefined,
    duration: duration !== undefined && duration >= 0 ? Math.round(duration) : undefined,
    error: get('otel.status_code') === 'ERROR' || saysError(get),
    ...tellAttributes(get, kind),
  };
}

/** The service of each process of a trace. */
export function jaegerProcesses(processes: Json): ReadonlyMap<string, string> {
  const services = new Map<string, string>();
  for (const [key, process] of Object.entries(processes)) {
    const service = isObject(process) ? textOf(process.serviceName) : undefined;
    if (service !== undefined) services.set(key, service);
  }
  return services;
}

/** A dependency link, of Jaeger and of Zipkin alike; only Zipkin's may count errors. */
export function dependencyLink(link: Json): LinkRecord | undefined {
  const from = textOf(link.parent);
  const to = textOf(link.child);
  const count = countOf(link.callCount);
  if (from === undefined || to === undefined || count === undefined) return undefined;
  return {
    from,
    to,
    count,
    errors: link.errorCount === undefined ? undefined : (countOf(link.errorCount) ?? 0),
  };
}

function kindOf(kind: unknown): SpanKind {
  switch (typeof kind === 'string' ? kind.toLowerCase() : undefined) {
    case 'server':
      return 'server';
    case 'client':
      return 'client';
    case 'producer':
      return 'producer';
    case 'consumer':
      return 'consumer';
    case 'internal':
      return 'internal';
    default:
      return 'none';
  }
}
