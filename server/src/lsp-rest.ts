import { existsSync, lstatSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { RULES } from '#core/rules/registry';
import type { Serve } from '#lsp/greet';
import type { ServerParts } from '#lsp/parts';
import { UNTRUSTED } from '#lsp/report';
import { serve } from '#lsp/serve';
import { loadTypeScript } from '#sources/typescript';
import { findRoot, nestedRootOf, openRoot } from './parts.ts';

/** All of the server but its greeting, with its parts. */
export const serveClient: Serve = ({ reader, writer }, introduced) => {
  stayFrugal();
  // What is written to stdout is the conversation with the client.
  console.log = console.info = console.debug = console.error;
  const connection = createConnection(ProposedFeatures.all, reader, writer);
  serve(connection, parts(), introduced);
  connection.listen();
};

function parts(): ServerParts {
  return {
    rootOf,
    nestedRootOf,
    isFolder: path => lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
    open: (root, { trusted }) =>
      openRoot(root, {
        createLanguage: async () =>
          (await import('#language/with-editor')).createEditorLanguage({ rules: { rules: RULES } }),
        git: trusted,
        withoutGit: UNTRUSTED,
        cache: true,
      }),
    docsOf,
    prepare: () => void loadTypeScript(),
    followNames: async () => {
      await loadTypeScript();
    },
  };
}

/** Spelled as the editor spells the folder, also where that leads through a link. */
function rootOf(folder: string): string {
  const found = findRoot(folder);
  if (!found) return folder;
  const up = found.within === '' ? [] : found.within.split('/').map(() => '..');
  const spelled = resolve(folder, ...up);
  return realpathSync(spelled) === found.root ? spelled : found.root;
}

/** The page that ships with the extension: beside `dist`, or two folders up in the sources. */
function docsOf(rule: string): string | undefined {
  // Asked for with every diagnostic, and the same as long as the server runs.
  if (!pages.has(rule)) pages.set(rule, findPage(rule));
  return pages.get(rule);
}

const pages = new Map<string, string | undefined>();

function findPage(rule: string): string | undefined {
  if (!/^[a-z][a-z0-9-]*$/.test(rule)) return undefined;
  const candidates = ['../docs/rules/', '../../docs/rules/'].map(
    folder => new URL(`${folder}${rule}.md`, import.meta.url),
  );
  return candidates.find(page => existsSync(page))?.href;
}

/**
 * V8 lets the heap of a busy program grow to several times of what it uses before it looks for what is free. Measured while
 * owners are edited in a tree of 8,000 files (docs/performance.md), 1.6 times of what it uses is enough: 370 MiB at the most
 * instead of 400 to 500 with twice, and no stroke was slower for it.
 */
function stayFrugal(): void {
  setFlagsFromString('--heap-growing-percent=60');
}
