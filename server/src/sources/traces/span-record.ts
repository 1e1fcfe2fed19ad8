/** One span as any of the formats tells it; the common ground of the readers. */
export interface SpanRecord {
  readonly trace: string;
  readonly id: string;
  readonly parent?: string | undefined;
  /** The parent did not wait (Jaeger's FOLLOWS_FROM). */
  readonly follows?: boolean | undefined;
  /** Other spans that caused this one, beside its parent. */
  readonly links: readonly { readonly trace: string; readonly id: string }[];
  readonly kind: SpanKind;
  /** Absent where a resource or process that stands elsewhere names it. */
  readonly service?: string | undefined;
  /** The key of its process in the same trace (Jaeger). */
  readonly process?: string | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** Microseconds since 1970, whole; absent where it is not told or cannot be. */
  readonly start?: number | undefined;
  /** Microseconds, whole, not negative. */
  readonly duration?: number | undefined;
  readonly error: boolean;
  /** Who is at the other end, by name; for a call that came in only where a service is named and not an address. */
  readonly peer?: string | undefined;
  /** `http`, `rpc grpc`, `db postgresql`, `messaging kafka`. */
  readonly system?: string | undefined;
  /** Topic or queue. */
  readonly topic?: string | undefined;
  /** What carries messages: the peer's name or the messaging system. */
  readonly broker?: string | undefined;
}

export type SpanKind = 'none' | 'internal' | 'server' | 'client' | 'producer' | 'consumer';

/** A call count between two services without the spans behind it. */
export interface LinkRecord {
  readonly from: string;
  readonly to: string;
  readonly count: number;
  readonly errors: number | undefined;
}
