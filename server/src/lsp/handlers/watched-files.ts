import {
  DidChangeWatchedFilesNotification,
  type DidChangeWatchedFilesParams,
  FileChangeType,
  WatchKind,
} from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import type { RootReview } from '../review.ts';
import type { Server } from '../server.ts';
import { diskPath, pathBelow, uriBelow } from '../uris.ts';

/** More changes than this at once (a branch was switched): looking at everything again is cheaper than one by one. */
const MANY = 500;

/** Files that a review reads: their texts count. */
const READ = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,wiring,json,yaml,yml,csv}',
  '**/CODEOWNERS',
  '**/.gitignore',
];

/** What tells that HEAD or a ref moved. */
const REFS = ['**/.git/{HEAD,packed-refs,shallow}', '**/.git/refs/**', '**/.git/logs/HEAD'];

/**
 * Whatever comes or goes: rules of CODEOWNERS are about files of every kind, and a folder that is removed or renamed
 * is told by its own name alone, not by the names of the files in it.
 */
const EVERYTHING = '**/*';

/** A root may lie above the folder that is open (a package of a monorepo); then it is watched by its own pattern. */
export async function watchFiles(server: Server, folders: readonly string[]): Promise<void> {
  if (!server.abilities.watchesFiles) return;
  const above = server.abilities.relativeWatching
    ? server.roots.all().filter(root => !folders.some(folder => pathBelow(folder, root.uri) !== undefined))
    : [];
  const watchers = [
    ...[...READ, ...REFS].map(pattern => ({ pattern, kind: undefined })),
    { pattern: EVERYTHING, kind: WatchKind.Create | WatchKind.Delete },
  ];
  await server.connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: watchers.flatMap(({ pattern, kind }) =>
      [pattern, ...above.map(root => ({ baseUri: root.uri, pattern }))].map(globPattern => ({
        globPattern,
        ...(kind === undefined ? {} : { kind }),
      })),
    ),
  });
}

export function watchedFilesChanged(server: Server, { changes }: DidChangeWatchedFilesParams): void {
  const touched = new Map<RootReview, Set<RepoPath>>();
  const whole = new Set<RootReview>();
  const moved = new Set<RootReview>();
  for (const { uri, type } of changes) {
    for (const { root, path } of server.roots.around(uri)) {
      if (/(^|\/)node_modules(\/|$)/.test(path)) continue;
      if (/(^|\/)\.git(\/|$)/.test(path)) {
        if (tellsOfHistory(path)) moved.add(root);
        continue;
      }
      const paths = touched.get(root) ?? new Set();
      touched.set(root, paths.add(path));
      if (type !== FileChangeType.Changed && isFolder(server, root, path, type)) whole.add(root);
    }
    if (uri.endsWith('.wiring')) server.roots.forgetNested();
  }
  for (const [root, paths] of touched) {
    const all = whole.has(root) || paths.size > MANY;
    root.apply(all ? { kind: 'files' } : { kind: 'files', paths: [...paths] });
  }
  for (const root of moved) root.apply({ kind: 'history' });
}

/** git makes and removes locks and its index all the time; only these say that commits came or another is looked at. */
function tellsOfHistory(path: RepoPath): boolean {
  return /(^|\/)\.git\/(HEAD|packed-refs|shallow|logs\/HEAD|refs\/.+)$/.test(path) && !path.endsWith('.lock');
}

/** Whether the path is, or was until now, a folder. */
function isFolder(server: Server, root: RootReview, path: RepoPath, type: FileChangeType): boolean {
  if (type === FileChangeType.Created) {
    const disk = diskPath(uriBelow(root.uri, path));
    return disk !== undefined && server.parts.isFolder(disk);
  }
  const files = root.latest && factsOf(root.latest.facts.files)?.files;
  // Before the first review there is nothing that could be out of date.
  return files?.some(file => file.path.startsWith(`${path}/`)) ?? false;
}
