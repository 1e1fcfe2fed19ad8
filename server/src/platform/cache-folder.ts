import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Where everything is kept that may be deleted at any time: outside every source tree. Absolute. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const asked = env.WIRING_CACHE;
  if (asked !== undefined && isAbsolute(asked)) return asked;
  if (process.platform === 'win32')
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'wiring');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'wiring');
  const xdg = env.XDG_CACHE_HOME;
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'wiring');
}
