import { DidChangeWatchedFilesNotification, type DidChangeWatchedFilesParams } from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import type { RootReview } from '../review.ts';
import type { Server } from '../server.ts';
import { pathBelow } from '../uris.ts';

/** More changes than this at once (a branch was switched): looking at everything again is cheaper than one by one. */
const MANY = 500;

/** Files that a review reads, and what tells that HEAD or a ref moved. */
const WATCHED = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,vue,svelte,wiring,json,yaml,yml}',
  '**/CODEOWNERS',
  '**/.gitignore',
  '**/.git/{HEAD,packed-refs,shallow}',
  '**/.git/refs/**',
  '**/.git/logs/HEAD',
];

/** A root may lie above the folder that is open (a package of a monorepo); then it is watched by its own pattern. */
export async function watchFiles(server: Server, folders: readonly string[]): Promise<void> {
  if (!server.abilities.watchesFiles) return;
  const above = server.abilities.relativeWatching
    ? server.roots.all().filter(root => !folders.some(folder => pathBelow(folder, root.uri) !== undefined))
    : [];
  await server.connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: WATCHED.flatMap(pattern => [
      { globPattern: pattern },
      ...above.map(root => ({ globPattern: { baseUri: root.uri, pattern } })),
    ]),
  });
}

export function watchedFilesChanged(server: Server, { changes }: DidChangeWatchedFilesParams): void {
  const touched = new Map<RootReview, RepoPath[]>();
  const moved = new Set<RootReview>();
  for (const { uri } of changes) {
    for (const { root, path } of server.roots.around(uri)) {
      if (/(^|\/)\.git\//.test(path)) moved.add(root);
      else if (!/(^|\/)node_modules\//.test(path)) touched.set(root, [...(touched.get(root) ?? []), path]);
    }
    if (uri.endsWith('.wiring')) server.roots.forgetNested();
  }
  for (const [root, paths] of touched) {
    root.apply(paths.length > MANY ? { kind: 'files' } : { kind: 'files', paths });
  }
  for (const root of moved) root.apply({ kind: 'history' });
}
