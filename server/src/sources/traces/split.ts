import { BetweenRecords } from './between-records.ts';
import { HeldBytes } from './held-bytes.ts';

/**
 * Splits a stream of JSON into the objects that matter, without ever holding more than one of them: spans, resources,
 * processes and dependency links, wherever OTLP, Jaeger and Zipkin put them. Each is handed to `JSON.parse` alone, so a
 * damaged one costs itself and no other. docs/traces.md has the measurements that speak for this and against a library.
 *
 * A file is documents, one after the other. An object at the top or in a list of records is taken whole, unless it turns
 * out to hold such a list itself: then it is a frame, which is walked through. After damage the bytes are passed over until
 * a record begins that can be read; a frame that may have ended meanwhile takes no more records, for they would get the
 * wrong service.
 */
export interface RecordSink {
  /** A frame opens: what belongs to all records in it (a resource, processes) may come before or after them. */
  open(): void;
  /** @returns whether it is anything that is known */
  record(value: unknown, line: number, column: number, trial: boolean): boolean;
  /** Belongs to the innermost open frame. */
  shared(key: string, value: unknown): void;
  close(): void;
  /** Line and column (in bytes) from one. */
  damaged(line: number, column: number, why: string): void;
}

export interface Splitter {
  /** The bytes may be changed afterwards. */
  push(bytes: Uint8Array): void;
  /** After the last piece. */
  end(): void;
}

/** No span is larger, whatever somebody put into its attributes. */
export const LARGEST_RECORD = 4 * 1024 * 1024;

/** Deeper nesting than this is no trace. */
const DEEPEST = 200;
const DEEPEST_FRAME = 16;

const GROUP_LISTS = ['resourceSpans', 'batches'];
const LISTS = new Set([...GROUP_LISTS, 'scopeSpans', 'instrumentationLibrarySpans', 'spans', 'data']);
const WRAPPERS = new Set(['result', 'trace', 'data']);
const SHARED = new Set(['resource', 'processes']);
/** What a span begins with in files that programs write. */
const SPAN_KEYS = new Set(['traceId', 'traceID', 'trace_id']);
/** What a group of spans begins with. */
const GROUP_KEYS = new Set(['resource', 'scopeSpans']);

const NEWLINE = 10;
const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const OPEN = 123;
const CLOSE = 125;

export function splitter(sink: RecordSink): Splitter {
  const bytesHeld = new HeldBytes();
  const between = new BetweenRecords(sink.damaged);
  /** What is still needed of earlier pieces, then the piece at hand. All offsets count from its start. */
  let held = bytesHeld.bytes;
  let line = 1;
  let lineStart = 0;
  /** The lists (by their key) and objects (`undefined`) that are walked through. */
  const frames: (string | undefined)[] = [];
  let inString = false;
  let escaped = false;
  /** The last byte that is neither blank nor within a string. */
  let before = 0;
  let stringStart = -1;
  let stringEnd = -1;

  /** The value that is being taken or passed over, and the brackets that are open in it. */
  let taking: 'record' | 'shared' | 'pass' | undefined;
  const inside: number[] = [];
  let sharedKey = '';
  let start = 0;
  let startLine = 1;
  let startColumn = 1;
  /** Shared values of a record that may yet become a frame. */
  let saved: { readonly key: string; from: number; to: number }[] = [];

  /** After damage. `adrift`: the frames may have ended meanwhile. `trial`: a record that may not be one. */
  let lost = false;
  let adrift = false;
  let trial = false;
  /** Brackets were open when a document began anew: what closes them is no further damage. */
  let orphans = false;
  /** Whether each line is a document: one ended where its line did, or began without a blank as no indented one does. */
  let lines = false;
  let documentLine = 0;
  let documentAt = -1;

  function begin(kind: 'record' | 'shared' | 'pass', at: number, bracket: number): void {
    taking = kind;
    start = at;
    startLine = line;
    startColumn = at - lineStart + 1;
    saved = [];
    inside.length = 0;
    inside.push(bracket);
    stringStart = stringEnd = -1;
  }

  function parse(from: number, to: number): { readonly value: unknown } | undefined {
    try {
      return { value: JSON.parse(held.toString('utf8', from, to)) };
    } catch {
      return undefined;
    }
  }

  function finish(to: number): void {
    const kind = taking;
    taking = undefined;
    if (kind === 'pass') return;
    const parsed = parse(start, to);
    if (parsed && kind === 'shared') sink.shared(sharedKey, parsed.value);
    const good =
      parsed !== undefined && (kind === 'shared' || sink.record(parsed.value, startLine, startColumn, trial));
    // The parts of a broken span look much like spans, so after damage only a record in earnest counts.
    if (trial) lost = !good;
    else if (!parsed) sink.damaged(startLine, startColumn, 'it is not valid JSON');
    trial = false;
  }

  /** The record that was being taken holds records itself. */
  function becomeFrame(): void {
    frames.push(undefined);
    sink.open();
    taking = undefined;
    trial = false;
    for (const { key, from, to } of saved) {
      const parsed = parse(from, to);
      if (parsed) sink.shared(key, parsed.value);
      else sink.damaged(startLine, startColumn, `its "${key}" is not valid JSON`);
    }
    saved = [];
  }

  function leave(depth: number): void {
    while (frames.length > depth) {
      const frame = frames[frames.length - 1];
      frames.length -= 1;
      if (frame === undefined) sink.close();
    }
  }

  function lose(): void {
    taking = undefined;
    inString = escaped = trial = false;
    lost = true;
  }

  function stumble(at: number, why: string): void {
    if (trial) {
      // It was said already that something is broken here.
    } else if (taking === 'record' || taking === 'shared') sink.damaged(startLine, startColumn, why);
    else sink.damaged(line, at - lineStart + 1, why);
    lose();
    adrift = false;
  }

  function keyBefore(): string {
    const length = stringEnd - stringStart;
    return stringStart >= 0 && length > 0 && length < 40 ? textAt(held, stringStart, stringEnd) : '';
  }

  /** A bracket opens in the value that is being taken. @returns whether one may */
  function openInside(at: number, byte: number): boolean {
    const inObject = inside[inside.length - 1] === OPEN;
    if (inObject ? before !== COLON : before !== OPEN_LIST && before !== COMMA) return false;
    if (taking === 'record' && inside.length === 1) {
      const key = keyBefore();
      if (byte === OPEN_LIST && LISTS.has(key) && frames.length < DEEPEST_FRAME) {
        becomeFrame();
        frames.push(key);
        return true;
      }
      if (byte === OPEN && WRAPPERS.has(key) && frames.length < DEEPEST_FRAME) {
        becomeFrame();
        begin('record', at, byte);
        return true;
      }
      if (byte === OPEN && SHARED.has(key)) saved.push({ key, from: at, to: -1 });
    }
    inside.push(byte);
    return inside.length < DEEPEST;
  }

  /** A bracket opens between records. @returns whether one may */
  function openOutside(at: number, byte: number): boolean {
    if (frames.length === 0) {
      documentLine = line;
      documentAt = at;
      between.recordBegins();
    } else if (frames[frames.length - 1] === undefined) {
      if (before !== COLON) return false;
      const key = keyBefore();
      if (byte === OPEN_LIST && LISTS.has(key) && frames.length < DEEPEST_FRAME) frames.push(key);
      else if (byte === OPEN && SHARED.has(key)) {
        begin('shared', at, byte);
        sharedKey = key;
      } else begin(byte === OPEN && WRAPPERS.has(key) ? 'record' : 'pass', at, byte);
      return true;
    } else if (before !== OPEN_LIST && before !== COMMA) return false;
    if (byte === OPEN) begin('record', at, byte);
    else if (frames.length < DEEPEST_FRAME) frames.push('');
    else begin('pass', at, byte);
    return true;
  }

  function closeInside(at: number, byte: number): boolean {
    if (inside.pop() !== (byte === CLOSE ? OPEN : OPEN_LIST)) return false;
    const last = saved[saved.length - 1];
    if (last !== undefined && last.to < 0 && inside.length === 1) last.to = at + 1;
    if (inside.length === 0) finish(at + 1);
    return true;
  }

  function closeOutside(byte: number): boolean {
    if (frames.length === 0 && orphans) return true;
    if (frames.length === 0 || (frames[frames.length - 1] === undefined) !== (byte === CLOSE)) return false;
    leave(frames.length - 1);
    return true;
  }

  /** The first key of the object that opens here, as far as the bytes are at hand. */
  function firstKey(at: number): string | undefined {
    let next = at + 1;
    while (next < held.length && isBlank(held[next] ?? 0)) next += 1;
    if (held[next] !== QUOTE) return undefined;
    const end = held.indexOf(QUOTE, next + 1);
    return end > 0 && end - next < 40 ? textAt(held, next + 1, end) : undefined;
  }

  /**
   * Whether a new document begins here whatever came before: at the start of a line, where lists are not spread over lines.
   * Behind a comma a list goes on; were it a new document all the same, it would be read as well as a part of the list.
   */
  function startsDocument(at: number, byte: number): boolean {
    if (at !== lineStart || (frames.length === 0 && !taking && !lost)) return false;
    if (!taking && !lost && before === COMMA && frames[frames.length - 1] !== undefined) return false;
    return (byte === OPEN && frames[0] !== '') || (byte === OPEN_LIST && lines && (frames[0] ?? '') === '');
  }

  function startOver(at: number, byte: number): void {
    lose();
    orphans ||= frames.length > 0;
    leave(0);
    lost = adrift = false;
    openOutside(at, byte);
    before = byte;
  }

  function lookForRecord(at: number, byte: number): void {
    if (byte === QUOTE) {
      const key = textAt(held, at + 1, at + 12);
      if (key.startsWith('resource"') || key.startsWith('scopeSpans"')) adrift = true;
      return;
    }
    if (byte !== OPEN && byte !== OPEN_LIST) return;
    if (startsDocument(at, byte)) {
      startOver(at, byte);
      return;
    }
    if (byte !== OPEN) return;
    const key = firstKey(at);
    if (key === undefined) return;
    if (GROUP_KEYS.has(key)) {
      const groups = frames.findLastIndex(frame => frame !== undefined && GROUP_LISTS.includes(frame));
      if (groups < 0) return;
      leave(groups + 1);
      lost = adrift = false;
      begin('record', at, byte);
    } else if (SPAN_KEYS.has(key) && !adrift) {
      lost = false;
      trial = true;
      begin('record', at, byte);
    }
    before = byte;
  }

  function bracket(at: number, byte: number): void {
    if (byte === OPEN || byte === OPEN_LIST) {
      // Where each line is a document, a line that begins with one ends whatever was open.
      const cut = lines && startsDocument(at, byte);
      if (!cut && (taking ? openInside(at, byte) : openOutside(at, byte))) return;
      const fresh = startsDocument(at, byte);
      stumble(at, 'it is cut off');
      if (fresh) startOver(at, byte);
    } else if (!(taking ? closeInside(at, byte) : closeOutside(byte)))
      stumble(at, 'its brackets do not match');
  }

  function scan(from: number): void {
    const bytes = held;
    let at = from;
    while (at < bytes.length) {
      if (inString) at = passText(bytes, at);
      else {
        const byte = bytes[at] as number;
        if (byte > 32) {
          if (!taking) between.other();
          if (lost) lookForRecord(at, byte);
          else {
            const isBracket = byte === OPEN || byte === OPEN_LIST || byte === CLOSE || byte === CLOSE_LIST;
            if (!isBracket && !taking && frames.length === 0 && !orphans)
              between.byte(byte, line, at - lineStart + 1);
            if (byte === QUOTE) textBegins(at);
            else {
              if (isBracket) bracket(at, byte);
              before = byte;
            }
          }
        } else if (byte === NEWLINE) {
          if (frames.length === 0 && !taking && !lost && documentLine === line) lines = true;
          line += 1;
          lineStart = at + 1;
        } else if (byte === 0 && !taking && !lost) between.zero(line, at - lineStart + 1);
        at += 1;
      }
    }
  }

  /** Most bytes are within texts, so these are passed over in a loop that asks for nothing else. @returns where to go on */
  function passText(bytes: Buffer, from: number): number {
    let at = from;
    if (escaped) {
      escaped = false;
      return at + 1;
    }
    let byte = 0;
    for (; at < bytes.length; at += 1) {
      byte = bytes[at] as number;
      if (byte === QUOTE || byte === BACKSLASH || byte < 32) break;
    }
    if (at === bytes.length) return at;
    if (byte === BACKSLASH) escaped = true;
    else if (byte === QUOTE) {
      inString = false;
      stringEnd = at;
      before = QUOTE;
    } else {
      stumble(at, 'a text in it does not end');
      return at;
    }
    return at + 1;
  }

  function textBegins(at: number): void {
    inString = true;
    stringStart = at + 1;
    if (at === documentAt + 1) lines = true;
  }

  function push(piece: Uint8Array): void {
    const from = bytesHeld.add(piece);
    held = bytesHeld.bytes;
    scan(from);
    let needed = held.length;
    if (taking === 'record' || taking === 'shared') {
      if (held.length - start > LARGEST_RECORD) {
        if (!trial) sink.damaged(startLine, startColumn, `it is larger than ${LARGEST_RECORD >> 20} MiB`);
        taking = 'pass';
        trial = false;
        saved = [];
      } else needed = start;
    } else if (taking === undefined && stringStart >= 0 && held.length - stringStart < 64)
      needed = stringStart;
    bytesHeld.keep(needed);
    held = bytesHeld.bytes;
    start -= needed;
    stringStart = stringStart < needed ? -1 : stringStart - needed;
    stringEnd -= needed;
    lineStart -= needed;
    documentAt -= needed;
    for (const value of saved) {
      value.from -= needed;
      value.to -= value.to < 0 ? 0 : needed;
    }
  }

  function end(): void {
    if (!lost && !trial && (taking !== undefined || frames.length > 0 || inString))
      stumble(held.length, 'the file ends in the middle');
    between.end();
    lose();
    leave(0);
  }

  return { push, end };
}

function textAt(bytes: Buffer, from: number, to: number): string {
  return bytes.toString('latin1', from, to);
}

function isBlank(byte: number): boolean {
  return byte === 32 || byte === NEWLINE || byte === 13 || byte === 9;
}
