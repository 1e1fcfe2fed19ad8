import { tellAttributes } from './attributes.ts';
import { isObject, type Json, numberOf, textOf } from './json.ts';
import type { SpanKind, SpanRecord } from './span-record.ts';

/** A span of Zipkin's second version. */
export function zipkinSpan(span: Json): SpanRecord | undefined {
  const trace = textOf(span.traceId);
  const id = textOf(span.id);
  if (trace === undefined || id === undefined) return undefined;
  const tags = isObject(span.tags) ? span.tags : {};
  const get = (name: string): unknown => (Object.hasOwn(tags, name) ? tags[name] : undefined);
  const kind = kindOf(span.kind);
  const start = numberOf(span.timestamp);
  const duration = numberOf(span.duration);
  return {
    trace,
    id,
    parent: textOf(span.parentId),
    links: [],
    kind,
    service: nameOf(span.localEndpoint),
    name: textOf(span.name),
    start: start !== undefined && start > 0 ? Math.floor(start) : undefined,
    duration: duration !== undefined && duration > 0 ? Math.round(duration) : undefined,
    // In Zipkin the tag alone says it, whatever stands in it. The SDK of OpenTelemetry for Node sets it only where there
    // is something to put into it, and otherwise says it in a tag of its own.
    error: Object.hasOwn(tags, 'error') || get('otel.status_code') === 'ERROR',
    ...tellAttributes(get, kind, nameOf(span.remoteEndpoint)),
  };
}

function nameOf(endpoint: unknown): string | undefined {
  return isObject(endpoint) ? textOf(endpoint.serviceName) : undefined;
}

function kindOf(kind: unknown): SpanKind {
  switch (kind) {
    case 'SERVER':
      return 'server';
    case 'CLIENT':
      return 'client';
    case 'PRODUCER':
      return 'producer';
    case 'CONSUMER':
      return 'consumer';
    default:
      return 'none';
  }
}
