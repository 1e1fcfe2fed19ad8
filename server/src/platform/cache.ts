/** A disk cache outside the source tree. May be deleted or corrupted at any time without harm: a bad entry is a miss. */
export interface Cache {
  get(key: string): Buffer | undefined;
  /** Atomic; failures (full disk, read-only home) are swallowed and counted. */
  set(key: string, value: Uint8Array): void;
}
