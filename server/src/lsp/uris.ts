import { URI } from 'vscode-uri';
import { type RepoPath, tryRepoPath } from '#core/facts/place';

/**
 * Between the editor's URIs and paths relative to a root. The comparison is made on decoded URIs, never on file
 * system paths, so that `file:///c%3A/x` and `file:///C:/x` are one file on every machine that runs the server.
 */

/** The path of a file below a root; `undefined` when it lies elsewhere or is no file on disk. */
export function pathBelow(rootUri: string, uri: string): RepoPath | undefined {
  const root = parse(rootUri);
  const file = parse(uri);
  if (!root || !file || root.authority !== file.authority) return undefined;
  if (file.path === root.path) return tryRepoPath('');
  const folder = root.path.endsWith('/') ? root.path : `${root.path}/`;
  return file.path.startsWith(folder) ? tryRepoPath(file.path.slice(folder.length)) : undefined;
}

/** The URI of a path below a root, encoded as VS Code encodes it. */
export function uriBelow(rootUri: string, path: RepoPath): string {
  const root = URI.parse(rootUri);
  const folder = root.path.endsWith('/') ? root.path.slice(0, -1) : root.path;
  return root.with({ path: path === '' ? folder : `${folder}/${path}` }).toString();
}

/** The absolute path of a `file:` URI on this machine. */
export function diskPath(uri: string): string | undefined {
  return parse(uri) && URI.parse(uri).fsPath;
}

export function uriOfDisk(path: string): string {
  return URI.file(path).toString();
}

/** The last segment, for people; never fails. */
export function nameOf(uri: string): string {
  const path = (parse(uri)?.path ?? uri).replace(/\/+$/, '');
  return path.slice(path.lastIndexOf('/') + 1) || uri;
}

/** One spelling for each file, for use as a key. */
export function uriKey(uri: string): string {
  const parts = parse(uri);
  return parts ? `${parts.authority}${parts.path}` : uri;
}

function parse(uri: string): { readonly authority: string; readonly path: string } | undefined {
  let parsed: URI;
  try {
    parsed = URI.parse(uri, true);
  } catch {
    return undefined;
  }
  if (parsed.scheme !== 'file') return undefined;
  // Windows compares drive letters without case, and editors write them either way.
  const path = parsed.path.replace(/^\/([A-Za-z]):/, (_, letter: string) => `/${letter.toLowerCase()}:`);
  return { authority: parsed.authority.toLowerCase(), path };
}
