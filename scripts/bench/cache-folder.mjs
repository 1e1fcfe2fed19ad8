import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where measuring keeps what it makes: outside the source tree. */
export function cacheFolder(name) {
  const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'wiring', name);
  mkdirSync(folder, { recursive: true });
  return folder;
}
