const COMMA = 44;
const BYTE_ORDER_MARK: readonly number[] = [0xef, 0xbb, 0xbf];

interface Gap {
  readonly line: number;
  readonly column: number;
  readonly why: string;
}

/** What stands between records and is none, one gap for each stretch of it. */
export class BetweenRecords {
  readonly #damaged: (line: number, column: number, why: string) => void;
  /** As a crash leaves them where records were; at the end of a file they are mere room. */
  #zeros: Gap | undefined;
  /** In a file without any record it is none of traces, and all is said. */
  #text: Gap | undefined;
  #anyRecord = false;

  constructor(damaged: (line: number, column: number, why: string) => void) {
    this.#damaged = damaged;
  }

  zero(line: number, column: number): void {
    this.#zeros ??= { line, column, why: 'zero bytes stand where records should be' };
  }

  /** Anything else but blanks: what was before it is no room at the end. */
  other(): void {
    if (this.#zeros) this.#zeros = this.#tell(this.#zeros);
  }

  /** A byte that begins no record and is no blank. Commas join what was a list once, and a mark may begin a file. */
  byte(byte: number, line: number, column: number): void {
    if (byte === COMMA || (line === 1 && column <= 3 && BYTE_ORDER_MARK.includes(byte))) return;
    this.#text ??= { line, column, why: 'text that is no record stands between records' };
  }

  recordBegins(): void {
    this.#anyRecord = true;
    this.#text = this.#tell(this.#text);
  }

  end(): void {
    if (this.#anyRecord) this.#tell(this.#text);
  }

  #tell(gap: Gap | undefined): undefined {
    if (gap) this.#damaged(gap.line, gap.column, gap.why);
    return undefined;
  }
}
