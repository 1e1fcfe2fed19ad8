import { spawn } from 'node:child_process';
import { askToList } from './list-by-git.ts';
import { openSpool } from './spool.ts';

/** git's list of files, asked for while this thread has other work. */
export interface EarlyListing {
  /** Resolved when git has ended, however it did. */
  readonly ended: Promise<void>;
  /** What git wrote; `undefined` unless it has ended well. Whoever wants to know why not asks again. */
  output(): Buffer | undefined;
}

/** `undefined` where nothing can be begun early: no git, no repository, or no file that could hold the answer. */
export function listEarly(root: string): EarlyListing | undefined {
  const question = askToList(root);
  const spool = typeof question === 'string' ? undefined : openSpool();
  if (typeof question === 'string' || !spool) return undefined;
  const { program, args, options } = question;
  let output: Buffer | undefined;
  const ended = new Promise<void>(resolve => {
    const end = (code: number | null) => {
      const pieces: Buffer[] = [];
      if (code === 0) spool.drain(piece => pieces.push(Buffer.from(piece)));
      if (code === 0) output = Buffer.concat(pieces);
      resolve();
    };
    // A pipe would have to be emptied by this thread, which is busy.
    const child = spawn(program, args, { ...options, stdio: ['ignore', spool.fd, 'ignore'] });
    child.once('error', () => end(null));
    child.once('exit', end);
  });
  void ended.then(() => spool.close());
  return { ended, output: () => output };
}
