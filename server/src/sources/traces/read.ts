import { byText } from '#core/facts/place';
import {
  type DamagedPlace,
  MOST_DAMAGED_PLACES,
  type RuntimeFacts,
  type SeenLink,
  TRACES_GAIN,
  type TraceFile,
  type TraceFormat,
} from '#core/facts/runtime';
import { absent, ready, type SourceState, stale } from '#core/facts/state';
import { count } from '#core/views/words';
import { type FoundTraces, TraceFileError, type TraceFiles, type TraceSource } from '#platform/trace-files';
import { dependencyLink, jaegerProcesses, jaegerSpan } from './jaeger.ts';
import { isObject } from './json.ts';
import { otlpResource, otlpSpan } from './otlp.ts';
import type { LinkRecord } from './span-record.ts';
import { type SpanStore, spanStore } from './span-store.ts';
import { splitter } from './split.ts';
import { summarise } from './summarise.ts';
import { zipkinSpan } from './zipkin.ts';

export interface TracesInput {
  readonly files: TraceFiles;
  readonly found: FoundTraces;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?:
    | ((step: { readonly message: string; readonly done?: number; readonly total?: number }) => void)
    | undefined;
  /** Most spans held at once; with more, fewer traces are kept. */
  readonly most?: number;
}

/** Reads all traces that are wanted. Absent where there are none, stale where some of it could not be read. */
export async function readTraces(input: TracesInput): Promise<SourceState<RuntimeFacts>> {
  const { files, found, signal, onProgress } = input;
  const store = spanStore(input.most);
  const links = new Map<string, LinkRecord>();
  const read: TraceFile[] = found.refused.map(({ path, why }) => ({ ...emptyFile(path), unread: why }));
  const damaged: DamagedPlace[] = [];
  const total = found.files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const source of found.files) {
    const file = await readFile(source, bytes =>
      onProgress?.({
        message: 'Reading traces',
        done: Math.round((done + bytes) / MIB),
        total: Math.round(total / MIB),
      }),
    );
    done += source.bytes;
    read.push(file);
  }

  async function readFile(source: TraceSource, tell: (bytes: number) => void): Promise<TraceFile> {
    const sink = fileSink(store, links, source.path);
    const split = splitter(sink);
    let bytes = 0;
    let unread: string | undefined;
    let breath = performance.now();
    try {
      for await (const piece of files.open(source)) {
        if (bytes === 0 && isUtf16(piece)) {
          unread = 'it is written in UTF-16, as some shells do with ">"; write it in UTF-8';
          break;
        }
        split.push(piece);
        bytes += piece.length;
        if (performance.now() - breath < STRETCH) continue;
        tell(Math.min(bytes, source.bytes));
        await new Promise(resolve => setImmediate(resolve));
        if (signal?.aborted) throw abandoned();
        breath = performance.now();
      }
    } catch (error) {
      if (!(error instanceof TraceFileError)) throw error;
      unread = error.message;
    }
    if (signal?.aborted) throw abandoned();
    split.end();
    damaged.push(...sink.places);
    const { formats, spans, linked, broken } = sink.told();
    if (unread === undefined && formats.length === 0 && broken === 0)
      unread = bytes === 0 ? 'it is empty' : 'it holds no traces of OpenTelemetry, Jaeger or Zipkin in JSON';
    return {
      path: source.path,
      formats,
      bytes,
      spans,
      links: linked,
      damaged: broken,
      ...(unread === undefined ? {} : { unread }),
    };
  }

  read.sort((a, b) => byText(a.path, b.path));
  return stateOf(read, damaged, store, linksOf(links));
}

/** By the mark that begins such a text. */
function isUtf16([first, second]: Uint8Array): boolean {
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
}

const MIB = 1 << 20;
/** Milliseconds between two breaths. */
const STRETCH = 20;

function abandoned(): Error {
  return Object.assign(new Error('The reading of traces was abandoned.'), { name: 'AbortError' });
}

function stateOf(
  files: readonly TraceFile[],
  places: readonly DamagedPlace[],
  store: SpanStore,
  links: readonly SeenLink[],
): SourceState<RuntimeFacts> {
  const unread = files.filter(file => file.unread !== undefined);
  const first = unread[0];
  const damaged = files.reduce((sum, file) => sum + file.damaged, 0);
  const summary = summarise(store);
  if (summary.sample.spans === 0 && links.length === 0) {
    if (files.length === 0) return absent('the paths that are named for traces hold no files', TRACES_GAIN);
    const why = first
      ? `${first.path}: ${first.unread}`
      : `${files[0]?.path}: ${damaged === 0 ? 'it holds no spans' : 'nothing in it can be read'}`;
    return absent(
      files.length === 1 ? why : `none of ${count(files.length, 'file')} could be read; ${why}`,
      TRACES_GAIN,
    );
  }
  const facts: RuntimeFacts = Object.freeze({
    files,
    ...summary,
    links,
    damaged: {
      count: damaged,
      places: [...places].sort((a, b) => byText(a.path, b.path) || a.line - b.line || a.column - b.column),
    },
  });
  const { oneIn } = summary.sample;
  const reasons = [
    ...unread.map(({ path, unread: why }) => `${path}: ${why}`),
    ...(damaged > 0 ? [`${count(damaged, 'record')} could not be read`] : []),
    ...(oneIn > 1 ? [`there are very many spans, so one trace in ${oneIn} was kept, chosen by its id`] : []),
  ];
  const notes = notesOf(facts);
  const [reason, ...others] = reasons;
  return reason === undefined ? ready(facts, notes) : stale(facts, reason, [...others, ...notes]);
}

/** What to keep in mind when the figures are read. */
function notesOf({ sample, damaged, links, calls }: RuntimeFacts): readonly string[] {
  const notes: string[] = [];
  for (const { path, line, column, why } of damaged.places.slice(0, 5))
    notes.push(`${path}:${line}:${column}: ${why}`);
  if (damaged.count > 5 && damaged.places.length > 0) notes.push('wiring facts lists the damaged places');
  if (sample.repeated > 0)
    notes.push(`${count(sample.repeated, 'span was', 'spans were')} there twice and count once`);
  if (sample.orphans > 0)
    notes.push(
      `${count(sample.orphans, 'span has a parent that is', 'spans have parents that are')} not in the sample: who called there is unknown`,
    );
  if (sample.nameless > 0) notes.push(`${count(sample.nameless, 'span names', 'spans name')} no service`);
  if (sample.kindless > 0)
    notes.push(
      `${count(sample.kindless, 'span has', 'spans have')} no kind: there a child in another service was taken as a call`,
    );
  if (sample.callsToNobody > 0)
    notes.push(
      `${count(sample.callsToNobody, 'call leads', 'calls lead')} to nobody who is named (peer.service would name them)`,
    );
  if (sample.skewed > 0)
    notes.push(
      `${count(sample.skewed, 'answer begins', 'answers begin')} before or after the call: the clocks differ; durations still hold, and own times are told without requests in which the call has no place`,
    );
  if (sample.guessed > 0)
    notes.push(
      `${count(sample.guessed, 'call without a kind ends', 'calls without kinds end')} after who called: taken as not waited for, which clocks that differ can make look so`,
    );
  if (sample.timeless > 0) notes.push(`${count(sample.timeless, 'span has', 'spans have')} no usable times`);
  if (links.length > 0 && calls.length === 0)
    notes.push(
      'dependency links alone tell neither nesting, nor waiting, nor latency: nothing is said about these',
    );
  return notes;
}

function linksOf(links: ReadonlyMap<string, LinkRecord>): readonly SeenLink[] {
  return [...links.values()]
    .map(({ from, to, count: calls, errors }) => ({
      from,
      to,
      count: calls,
      ...(errors === undefined ? {} : { errors }),
    }))
    .sort((a, b) => byText(a.from, b.from) || byText(a.to, b.to));
}

function emptyFile(path: string): TraceFile {
  return { path, formats: [], bytes: 0, spans: 0, links: 0, damaged: 0 };
}

interface Frame {
  resource?: { readonly service?: string; readonly namespace?: string };
  processes?: ReadonlyMap<string, string>;
}

/** Takes the records of one file. */
function fileSink(store: SpanStore, links: Map<string, LinkRecord>, path: string) {
  const formats = new Set<TraceFormat>();
  const places: DamagedPlace[] = [];
  /** What belongs to all spans of a frame may stand before or after them, so it is kept until the frame ends. */
  const frames: Frame[] = [];
  let spans = 0;
  let linked = 0;
  let broken = 0;

  function damaged(line: number, column: number, why: string): void {
    broken += 1;
    if (places.length < MOST_DAMAGED_PLACES) places.push({ path, line, column, why });
  }

  /** Each format has names of its own for the ids, so a record tells which it is. */
  function record(value: unknown): boolean {
    if (!isObject(value)) return false;
    const link = value.callCount === undefined ? undefined : dependencyLink(value);
    if (link) {
      formats.add('links');
      linked += 1;
      const key = JSON.stringify([link.from, link.to]);
      const known = links.get(key);
      const errors = known?.errors === undefined ? link.errors : known.errors + (link.errors ?? 0);
      if (known || links.size < MOST_LINKS)
        links.set(key, { ...link, count: link.count + (known?.count ?? 0), errors });
      return true;
    }
    const format = value.spanID !== undefined ? 'jaeger' : value.id !== undefined ? 'zipkin' : 'otlp';
    const span =
      format === 'jaeger' ? jaegerSpan(value) : format === 'zipkin' ? zipkinSpan(value) : otlpSpan(value);
    if (!span) return false;
    formats.add(format);
    spans += 1;
    store.add(span);
    return true;
  }

  return {
    places,
    damaged,
    record: (value: unknown, line: number, column: number, trial: boolean) => {
      const known = record(value);
      if (!known && !trial && looksLikeSpan(value))
        damaged(line, column, 'it lacks what makes it a span or a dependency link');
      return known;
    },
    open: () => {
      store.mark();
      frames.push({});
    },
    shared: (key: string, value: unknown) => {
      const frame = frames.at(-1);
      if (!frame || !isObject(value)) return;
      if (key === 'processes') frame.processes = jaegerProcesses(value);
      else frame.resource = otlpResource(value);
    },
    close: () => {
      const frame = frames.pop();
      if (frame?.processes) store.name(undefined, undefined, frame.processes);
      if (frame?.resource) store.name(frame.resource.service, frame.resource.namespace);
      store.unmark();
    },
    told: () => ({ formats: [...formats].sort(), spans, linked, broken }),
  };
}

/** More pairs of services than there are in any firm. */
const MOST_LINKS = 100_000;

function looksLikeSpan(value: unknown): boolean {
  if (!isObject(value)) return false;
  return ['traceId', 'traceID', 'spanId', 'spanID', 'parentSpanId', 'callCount'].some(key =>
    Object.hasOwn(value, key),
  );
}
