import { isAbsolute, relative, sep } from 'node:path';

/** Whether an absolute path is a folder or lies below it, by its words alone: links are not looked at. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
