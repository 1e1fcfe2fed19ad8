import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * A path as the person meant it who gave it to `npm start` or `npm run editor`: npm runs scripts in the folder of the
 * project, also when it was called elsewhere (`npm --prefix ../wiring start -- .`).
 */
export function asTyped(path, script, env = process.env) {
  if (env.npm_lifecycle_event !== script || env.INIT_CWD === undefined) return path;
  const typed = resolve(env.INIT_CWD, path);
  // Examples are named from the project's folder.
  return existsSync(typed) ? typed : path;
}
