import type { RuntimeFacts } from '#core/facts/runtime';
import type { SourceState } from '#core/facts/state';
import { TraceFileError, type TraceFiles } from '#platform/trace-files';
import { readTraces } from '#sources/traces/read';

/** Texts as if they were files; read in pieces of a given size, so that every boundary is met. */
export function traceTexts(
  texts: Readonly<Record<string, string | Uint8Array>>,
  piece = 1 << 16,
): { readonly files: TraceFiles; readonly found: ReturnType<TraceFiles['find']> } {
  const all = Object.entries(texts).map(([path, text]) => {
    const bytes = typeof text === 'string' ? Buffer.from(text) : Buffer.from(text);
    return { path, full: path, bytes: bytes.length, mtimeMs: 0, ctimeMs: 0, content: bytes };
  });
  const found = { files: all.map(({ content: _, ...file }) => file), refused: [] };
  return {
    found,
    files: {
      find: () => found,
      open: async function* (file) {
        const content = all.find(({ path }) => path === file.path)?.content;
        if (!content) throw new TraceFileError('there is no such file');
        // One piece of memory for all, as the disk's reader has it.
        const shared = Buffer.alloc(piece);
        for (let at = 0; at < content.length; at += piece) {
          const length = content.copy(shared, 0, at, at + piece);
          yield shared.subarray(0, length);
        }
      },
    },
  };
}

export function readTexts(
  texts: Readonly<Record<string, string | Uint8Array>>,
  options: { readonly piece?: number; readonly most?: number } = {},
): Promise<SourceState<RuntimeFacts>> {
  const { most } = options;
  return readTraces({ ...traceTexts(texts, options.piece), ...(most === undefined ? {} : { most }) });
}

/** The facts of one text. @throws when there are none. */
export async function factsOfText(text: string, piece?: number): Promise<RuntimeFacts> {
  const state = await readTexts({ 'traces.json': text }, piece === undefined ? {} : { piece });
  if (state.state === 'absent') throw new Error(state.reason);
  return state.facts;
}

/** A span in few words, for every format. Times in microseconds after a fixed moment. */
export interface Brief {
  readonly trace?: string;
  readonly id: string;
  readonly parent?: string;
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  readonly service?: string;
  readonly peer?: string;
  readonly name?: string;
  readonly at?: number;
  readonly took?: number;
  readonly error?: boolean;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly links?: readonly { readonly trace?: string; readonly id: string }[];
}

const START = 1_700_000_000_000_000;
const KINDS = ['', 'internal', 'server', 'client', 'producer', 'consumer'];

const trace = (text = 'a1') => text.padStart(32, '0');
const span = (text: string) => text.padStart(16, '0');

export function otlpSpan(brief: Brief): unknown {
  const { at = 0, took = 1000, attributes = {}, peer } = brief;
  return {
    traceId: trace(brief.trace),
    spanId: span(brief.id),
    ...(brief.parent === undefined ? {} : { parentSpanId: span(brief.parent) }),
    name: brief.name ?? 'work',
    ...(brief.kind === undefined ? {} : { kind: KINDS.indexOf(brief.kind) }),
    startTimeUnixNano: `${START + at}000`,
    endTimeUnixNano: `${START + at + took}000`,
    attributes: Object.entries({
      ...attributes,
      ...(peer === undefined ? {} : { 'peer.service': peer }),
    }).map(([key, value]) => ({ key, value: { stringValue: value } })),
    links: (brief.links ?? []).map(link => ({ traceId: trace(link.trace), spanId: span(link.id) })),
    status: brief.error ? { code: 2 } : {},
  };
}

/** One OTLP document, a resource for each service. */
export function otlp(briefs: readonly Brief[]): string {
  const services = [...new Set(briefs.map(({ service }) => service ?? ''))];
  return JSON.stringify({
    resourceSpans: services.map(service => ({
      resource: {
        attributes: service === '' ? [] : [{ key: 'service.name', value: { stringValue: service } }],
      },
      scopeSpans: [{ scope: {}, spans: briefs.filter(one => (one.service ?? '') === service).map(otlpSpan) }],
    })),
  });
}

export function zipkin(briefs: readonly Brief[]): string {
  return JSON.stringify(
    briefs.map(({ at = 0, took = 1000, ...brief }) => ({
      traceId: trace(brief.trace),
      id: span(brief.id),
      ...(brief.parent === undefined ? {} : { parentId: span(brief.parent) }),
      ...(brief.kind === undefined || brief.kind === 'internal' ? {} : { kind: brief.kind.toUpperCase() }),
      name: brief.name ?? 'work',
      timestamp: START + at,
      duration: took,
      ...(brief.service === undefined ? {} : { localEndpoint: { serviceName: brief.service } }),
      ...(brief.peer === undefined ? {} : { remoteEndpoint: { serviceName: brief.peer } }),
      tags: { ...brief.attributes, ...(brief.error ? { error: '' } : {}) },
    })),
  );
}

/** As Jaeger's query API gives it: the processes stand behind the spans. */
export function jaeger(briefs: readonly Brief[]): string {
  const traces = [...new Set(briefs.map(brief => trace(brief.trace)))];
  const services = [...new Set(briefs.map(({ service }) => service ?? ''))];
  return JSON.stringify({
    data: traces.map(traceID => ({
      traceID,
      spans: briefs
        .filter(brief => trace(brief.trace) === traceID)
        .map(({ at = 0, took = 1000, ...brief }) => ({
          traceID,
          spanID: span(brief.id),
          operationName: brief.name ?? 'work',
          references: [
            ...(brief.parent === undefined
              ? []
              : [{ refType: 'CHILD_OF', traceID, spanID: span(brief.parent) }]),
            ...(brief.links ?? []).map(link => ({
              refType: 'FOLLOWS_FROM',
              traceID: trace(link.trace),
              spanID: span(link.id),
            })),
          ],
          startTime: START + at,
          duration: took,
          tags: Object.entries({
            ...brief.attributes,
            ...(brief.kind === undefined ? {} : { 'span.kind': brief.kind }),
            ...(brief.peer === undefined ? {} : { 'peer.service': brief.peer }),
            ...(brief.error ? { error: 'true' } : {}),
          }).map(([key, value]) => ({ key, type: 'string', value })),
          processID: `p${services.indexOf(brief.service ?? '')}`,
        })),
      processes: Object.fromEntries(
        services.map((service, index) => [`p${index}`, service === '' ? {} : { serviceName: service }]),
      ),
    })),
  });
}

/** `web -> cart sync 1`, with errors where there are any. */
export function callLines(facts: RuntimeFacts): string[] {
  return facts.calls.map(
    ({ from, to, mode, count, errors }) =>
      `${from} -> ${to} ${mode} ${count}${errors === 0 ? '' : ` (${errors} failed)`}`,
  );
}

/** A request through three services, with a database at its end. */
export const SHOP: readonly Brief[] = [
  { id: '1', kind: 'server', service: 'web', name: 'GET /cart/42', at: 0, took: 10_000 },
  { id: '2', parent: '1', kind: 'client', service: 'web', at: 1000, took: 8000 },
  { id: '3', parent: '2', kind: 'server', service: 'cart', at: 1500, took: 7000 },
  { id: '4', parent: '3', kind: 'client', service: 'cart', at: 2000, took: 2000 },
  { id: '5', parent: '4', kind: 'server', service: 'pricing', at: 2100, took: 1800, error: true },
  { id: '6', parent: '3', kind: 'client', service: 'cart', peer: 'carts-db', at: 5000, took: 1000 },
];
