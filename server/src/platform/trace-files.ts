/**
 * The way to recorded traces. They are large, so they come in pieces, unpacked; and they are often kept where git ignores
 * them or outside the root, so they are looked for by name and not in the listing.
 */
export interface TraceFiles {
  /** Sorted by path. */
  find(wanted: WantedTraces): FoundTraces;
  /**
   * The bytes of a file, unpacked where they are gzip. A piece is only good until the next one is asked for.
   * @throws TraceFileError when it cannot be read, or no further.
   */
  open(file: TraceSource): AsyncIterable<Uint8Array>;
}

export interface WantedTraces {
  /** Files and folders as a person named them just now: anywhere on the disk. */
  readonly named: readonly string[];
  /** Globs, files and folders from the root, told by the workspace: nothing outside the root is read for them. */
  readonly declared: readonly string[];
}

export interface FoundTraces {
  readonly files: readonly TraceSource[];
  /** What was asked for and is not there or is not read, with a clause that says why. */
  readonly refused: readonly { readonly path: string; readonly why: string }[];
}

export interface TraceSource {
  /** From the root with `/` where it lies there, else as it was named. */
  readonly path: string;
  /** Absolute; never printed. */
  readonly full: string;
  /** On disk, packed or not. */
  readonly bytes: number;
  /** When it was written last, in milliseconds since 1970. */
  readonly mtimeMs: number;
  /** The same of anything about it, which nobody can set. */
  readonly ctimeMs: number;
}

/** The message is a clause for the user. */
export class TraceFileError extends Error {}
