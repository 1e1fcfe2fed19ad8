/** A disk cache outside the source tree. May be deleted or corrupted at any time without harm: a bad entry is a miss. */
export interface Cache {
  get(key: string): Buffer | undefined;
  /**
   * The pieces are one value, and are written without being joined in memory first.
   * Atomic; failures (full disk, read-only home) are swallowed and counted.
   */
  set(key: string, ...pieces: readonly Uint8Array[]): void;
}
