import { type Attributes, saysError, tellAttributes } from './attributes.ts';
import { isObject, type Json, listOf, numberOf, textOf } from './json.ts';
import type { SpanKind, SpanRecord } from './span-record.ts';

/** A span of OTLP/JSON. Its service stands in the resource around it. */
export function otlpSpan(span: Json): SpanRecord | undefined {
  const trace = textOf(span.traceId) ?? textOf(span.trace_id);
  const id = textOf(span.spanId) ?? textOf(span.span_id);
  if (trace === undefined || id === undefined) return undefined;
  const startTime = span.startTimeUnixNano ?? span.start_time_unix_nano;
  // A link, or something else that names a span without being one.
  if (startTime === undefined && span.name === undefined && span.kind === undefined) return undefined;
  const kind = kindOf(span.kind);
  const get = attributesOf(span.attributes);
  const start = micros(startTime);
  const end = micros(span.endTimeUnixNano ?? span.end_time_unix_nano);
  const status = isObject(span.status) ? span.status.code : undefined;
  return {
    trace,
    id,
    parent: textOf(span.parentSpanId) ?? textOf(span.parent_span_id),
    links: listOf(span.links).flatMap(link => {
      const other = isObject(link) ? link : {};
      const otherTrace = textOf(other.traceId) ?? textOf(other.trace_id);
      const otherId = textOf(other.spanId) ?? textOf(other.span_id);
      return otherTrace === undefined || otherId === undefined ? [] : [{ trace: otherTrace, id: otherId }];
    }),
    kind,
    name: textOf(span.name),
    start,
    duration: start === undefined || end === undefined || end < start ? undefined : end - start,
    error: status === 2 || status === 'STATUS_CODE_ERROR' || (status === undefined && saysError(get)),
    ...tellAttributes(get, kind),
  };
}

/** `service.name` and `service.namespace` of a resource. */
export function otlpResource(resource: Json): { readonly service?: string; readonly namespace?: string } {
  const get = attributesOf(resource.attributes);
  const service = textOf(get('service.name'));
  const namespace = textOf(get('service.namespace'));
  return {
    ...(service === undefined ? {} : { service }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

const KINDS: readonly SpanKind[] = ['none', 'internal', 'server', 'client', 'producer', 'consumer'];

/** A number as OTLP/JSON has it, or the name of the enumeration as protobuf's own JSON does. */
function kindOf(kind: unknown): SpanKind {
  if (typeof kind === 'number') return KINDS[kind] ?? 'none';
  if (typeof kind !== 'string') return 'none';
  const name = kind.toLowerCase().replace('span_kind_', '');
  return KINDS.find(known => known === name) ?? KINDS[Number(kind)] ?? 'none';
}

function attributesOf(attributes: unknown): Attributes {
  const list = listOf(attributes);
  return name => {
    for (const entry of list) {
      if (isObject(entry) && entry.key === name)
        return isObject(entry.value) ? anyValue(entry.value) : undefined;
    }
    return undefined;
  };
}

function anyValue(value: Json): unknown {
  return value.stringValue ?? value.intValue ?? value.boolValue ?? value.doubleValue;
}

/** Nanoseconds since 1970 have more digits than a number holds, so they are cut as text. */
function micros(nanos: unknown): number | undefined {
  if (typeof nanos === 'string' && /^\d{4,20}$/.test(nanos)) {
    const cut = Number(nanos.slice(0, -3));
    return cut > 0 ? cut : undefined;
  }
  const number = numberOf(nanos);
  return number !== undefined && number > 0 ? Math.floor(number / 1000) : undefined;
}
