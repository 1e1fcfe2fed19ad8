import { closeSync, mkdtempSync, openSync, readSync, rmdirSync, unlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What a program writes while this thread has other work. A pipe holds 64 KB and then the program waits; a file holds all of it,
 * so that both cores are busy. The file has no name once it is open, and is gone with this process whatever happens.
 */
export interface Spool {
  /** To be the program's standard output. */
  readonly fd: number;
  /** What came since the last time, piece by piece; a piece is there only until the call for it ends. */
  drain(onChunk: (chunk: Buffer) => void): void;
  close(): void;
}

/** `undefined` where no such file can be made: no room, no right to, or a system that keeps the names of open files. */
export function openSpool(): Spool | undefined {
  if (process.platform === 'win32') return undefined;
  let fd: number;
  try {
    const folder = mkdtempSync(join(tmpdir(), 'wiring-'));
    const path = join(folder, 'output');
    try {
      fd = openSync(path, 'wx+', 0o600);
      unlinkSync(path);
    } finally {
      rmdirSync(folder);
    }
  } catch {
    return undefined;
  }
  let at = 0;
  // The same memory for each piece: new memory is dear.
  const piece = Buffer.allocUnsafeSlow(PIECE);
  return {
    fd,
    drain(onChunk) {
      for (;;) {
        const count = readSync(fd, piece, 0, PIECE, at);
        if (count === 0) return;
        at += count;
        onChunk(piece.subarray(0, count));
        if (count < PIECE) return;
      }
    },
    close: () => closeSync(fd),
  };
}

const PIECE = 256 * 1024;
