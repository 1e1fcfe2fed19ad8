import type { RepoPath } from '#core/facts/place';
import type { ServerParts } from './parts.ts';
import type { RootReview } from './review.ts';
import { diskPath, pathBelow, uriBelow, uriKey, uriOfDisk } from './uris.ts';

/** A file, as the root that reviews it knows it. */
export interface Located {
  readonly root: RootReview;
  readonly path: RepoPath;
}

/** Every root under review: one for each workspace folder's repository, and nested ones as their files are opened. */
export interface Roots {
  all(): readonly RootReview[];
  /** The innermost root that holds the file. */
  of(uri: string): Located | undefined;
  /** Every root whose folder holds the file: a `.wiring` file can make or end a nested root. */
  around(uri: string): readonly Located[];
  /** Replaces the workspace folders; roots that stay are kept as they are. */
  setFolders(uris: readonly string[]): void;
  /** Opens every root anew, as after trust was granted. */
  reopen(): void;
  /** Looks for nested roots again the next time a file is located. */
  forgetNested(): void;
}

export function createRoots(parts: ServerParts, open: (uri: string, disk: string) => RootReview): Roots {
  const roots = new Map<string, RootReview>();
  const looked = new Map<string, RepoPath | undefined>();

  function ensure(uri: string): RootReview | undefined {
    const key = uriKey(uri);
    const known = roots.get(key);
    if (known) return known;
    const disk = diskPath(uri);
    if (disk === undefined) return undefined;
    const made = open(uri, disk);
    roots.set(key, made);
    return made;
  }

  function rootUriOf(folder: string): string | undefined {
    const disk = diskPath(folder);
    if (disk === undefined) return undefined;
    const root = parts.rootOf(disk);
    return root === disk ? folder : uriOfDisk(root);
  }

  function nestedIn(root: string, path: RepoPath): RepoPath | undefined {
    const disk = diskPath(root);
    if (disk === undefined) return undefined;
    const slash = path.lastIndexOf('/');
    const key = `${uriKey(root)}\n${slash < 0 ? '' : path.slice(0, slash)}`;
    if (!looked.has(key)) looked.set(key, parts.nestedRootOf(disk, path));
    return looked.get(key);
  }

  function around(uri: string): Located[] {
    const found: Located[] = [];
    for (const root of roots.values()) {
      const path = pathBelow(root.uri, uri);
      if (path !== undefined) found.push({ root, path });
    }
    // The innermost has the shortest rest of the path.
    return found.sort((a, b) => a.path.length - b.path.length);
  }

  return {
    all: () => [...roots.values()],
    around,
    of(uri) {
      const [innermost] = around(uri);
      if (!innermost) return undefined;
      const nested = nestedIn(innermost.root.uri, innermost.path);
      if (!nested) return innermost;
      const root = ensure(uriBelow(innermost.root.uri, nested));
      const path = root && pathBelow(root.uri, uri);
      return root && path !== undefined ? { root, path } : innermost;
    },
    setFolders(uris) {
      looked.clear();
      const wanted = new Map<string, string>();
      for (const folder of uris) {
        const root = rootUriOf(folder);
        if (root !== undefined) wanted.set(uriKey(root), root);
      }
      for (const [key, root] of roots) {
        const inside = [...wanted.values()].some(other => pathBelow(other, root.uri) !== undefined);
        if (wanted.has(key) || inside) continue;
        root.close();
        roots.delete(key);
      }
      for (const uri of wanted.values()) ensure(uri);
    },
    reopen() {
      const uris = [...roots.values()].map(root => root.uri);
      for (const root of roots.values()) root.close();
      roots.clear();
      for (const uri of uris) ensure(uri);
    },
    forgetNested: () => looked.clear(),
  };
}
