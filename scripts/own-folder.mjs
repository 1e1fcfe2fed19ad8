import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The same folder every time, unless somebody else made it: what lies in it is deleted and made anew. */
export function ownTemporaryFolder() {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `wiring-example-${user ?? 'user'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const own = found.isDirectory() && (user === undefined || found.uid === user);
  return own ? folder : mkdtempSync(`${folder}-`);
}
