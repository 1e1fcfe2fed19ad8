import type { FileExports, ImportedName, ImportKind, InlineIgnore } from '#core/facts/imports';
import type { Range, RepoPath } from '#core/facts/place';
import type { FileStat } from '#platform/file-system';
import type { FileScan, UnreadReason } from './scan.ts';
import {
  importedName,
  isLiteral,
  keptNames,
  NOT_A_LITERAL,
  type ScannedImport,
  sharedPosition,
  sharedRange,
} from './scan-found.ts';
import { intern } from './scan-strings.ts';

/** What is remembered of one file between runs. */
export interface KeptScan {
  readonly stat: FileStat;
  /** Of the text, for files whose time alone cannot vouch for them; empty otherwise. */
  readonly digest: string;
  readonly scan: FileScan;
  /** Where they were once needed. */
  readonly exports?: FileExports;
}

/**
 * All scans as one value for the cache: each string once (JSON), the three numbers of each stat (doubles), and everything else
 * as a row of integers. One file for thousands of scans, because opening thousands costs more than scanning; numbers instead
 * of JSON, because it has to be read back in a fraction of a cold run.
 */
export function packScans(scans: ReadonlyMap<RepoPath, KeptScan>): readonly Uint8Array[] {
  const strings = new Map<string, number>();
  const ints = integers(scans.size * 64);
  const doubles = new Float64Array(scans.size * 3);
  let file = 0;
  const string = (text: string): void => {
    let index = strings.get(text);
    if (index === undefined) {
      index = strings.size;
      strings.set(text, index);
    }
    ints.push(index);
  };
  const list = <T>(items: readonly T[], write: (item: T) => void): void => {
    ints.push(items.length);
    for (const item of items) write(item);
  };
  const range = ({ start, end }: Range): void => {
    ints.push(start.line, start.character, end.line, end.character);
  };

  for (const [path, { stat, digest, scan, exports }] of scans) {
    doubles.set([stat.size, stat.mtimeMs, stat.ctimeMs], file);
    file += 3;
    string(path);
    string(digest);
    ints.push(scan.generated ? 1 : 0, scan.unread ? UNREAD.indexOf(scan.unread) : -1);
    list(scan.mayExportTypes, string);
    list(scan.ignores, ignore => {
      string(ignore.rule);
      string(ignore.reason);
      ints.push(ignore.line);
      range(ignore.range);
    });
    list(scan.imports, one => {
      string(one.specifier);
      ints.push((KINDS.indexOf(one.kind) << 2) | (one.typeOnly ? 2 : 0) | (isLiteral(one) ? 1 : 0));
      range(one.range);
      range(one.statement);
      list(one.names, name => {
        string(name.name);
        ints.push(name.typeOnly ? 1 : 0);
      });
    });
    ints.push(exports ? 1 : 0);
    if (!exports) continue;
    list(exports.types, string);
    list(exports.values, string);
    list(exports.through, one => {
      string(one.name);
      string(one.original);
      ints.push(one.import);
    });
  }

  const text = Buffer.from(JSON.stringify([...strings.keys()]));
  const rows = ints.all();
  const header = Int32Array.of(FORMAT, scans.size, text.length, rows.byteLength);
  return [bytesOf(header), bytesOf(doubles), bytesOf(rows), text];
}

/** Whole numbers in a row. A list of JavaScript's would be copied at each growth, and once more to become bytes. */
function integers(room: number) {
  let row = new Int32Array(room);
  let count = 0;
  return {
    push(...numbers: readonly number[]): void {
      if (count + numbers.length > row.length) {
        const longer = new Int32Array(2 * row.length + numbers.length);
        longer.set(row);
        row = longer;
      }
      for (const number of numbers) row[count++] = number;
    },
    all: (): Int32Array => row.subarray(0, count),
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Int32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** `undefined` for what is no pack or a damaged one. */
export function unpackScans(packed: Uint8Array): Map<RepoPath, KeptScan> | undefined {
  try {
    return read(packed);
  } catch {
    return undefined;
  }
}

const FORMAT = 0x5753_0001;
const HEADER_BYTES = 16;
const KINDS: readonly ImportKind[] = [
  'static',
  'side-effect',
  're-export',
  'dynamic',
  'require',
  'import-equals',
  'import-type',
];
const UNREAD: readonly UnreadReason[] = ['too-large', 'not-parsed'];

function read(packed: Uint8Array): Map<RepoPath, KeptScan> | undefined {
  // A copy begins at a multiple of eight bytes, which the view of a file need not.
  const bytes = new Uint8Array(packed);
  const [format, count = 0, textLength = 0, rowsLength = 0] = new Int32Array(
    bytes.buffer,
    bytes.byteOffset,
    4,
  );
  const rowsAt = HEADER_BYTES + count * 24;
  if (format !== FORMAT || bytes.length !== rowsAt + rowsLength + textLength) return undefined;
  const doubles = new Float64Array(bytes.buffer, bytes.byteOffset + HEADER_BYTES, count * 3);
  const ints = new Int32Array(bytes.buffer, bytes.byteOffset + rowsAt, rowsLength / 4);
  const strings: unknown = JSON.parse(
    Buffer.from(bytes.buffer, bytes.byteOffset + rowsAt + rowsLength, textLength).toString(),
  );
  if (!Array.isArray(strings)) return undefined;

  let at = 0;
  const int = (): number => {
    const value = ints[at++];
    if (value === undefined) throw new RangeError('cut short');
    return value;
  };
  const string = (): string => {
    const value: unknown = strings[int()];
    if (typeof value !== 'string') throw new RangeError('no such string');
    return value;
  };
  const list = <T>(item: () => T): readonly T[] => {
    const items: T[] = [];
    for (let left = int(); left > 0; left -= 1) items.push(item());
    return items;
  };
  const position = () => sharedPosition(int(), int());
  const range = (): Range => sharedRange(position(), position());
  const name = (): ImportedName => importedName(string(), int() === 1);
  const ignore = (): InlineIgnore => ({ rule: string(), reason: string(), line: int(), range: range() });
  const imported = (): ScannedImport => {
    const specifier = intern(string());
    const bits = int();
    const kind = KINDS[bits >> 2];
    if (kind === undefined) throw new RangeError('no such kind');
    const place = range();
    const statement = range();
    return {
      specifier,
      kind,
      typeOnly: (bits & 2) !== 0,
      names: keptNames(list(name)),
      range: place,
      statement,
      resolution: (bits & 1) !== 0 ? undefined : NOT_A_LITERAL,
    };
  };
  const through = () => ({ name: string(), original: string(), import: int() });

  const scans = new Map<RepoPath, KeptScan>();
  for (let index = 0; index < count; index += 1) {
    const [size = 0, mtimeMs = 0, ctimeMs = 0] = doubles.subarray(index * 3, index * 3 + 3);
    // Written from a RepoPath by `packScans`.
    const path = string() as RepoPath;
    const digest = string();
    const generated = int() === 1;
    const unread = UNREAD[int()];
    const mayExportTypes = list(string);
    const ignores = list(ignore);
    const imports = list(imported);
    const exports =
      int() === 1 ? { types: list(string), values: list(string), through: list(through) } : undefined;
    scans.set(path, {
      stat: { size, mtimeMs, ctimeMs },
      digest,
      scan: { imports, ignores, generated, mayExportTypes, ...(unread ? { unread } : {}) },
      ...(exports ? { exports } : {}),
    });
  }
  return scans;
}
