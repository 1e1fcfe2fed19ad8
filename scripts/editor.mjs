// `npm run editor [PATH]`: a real VS Code in the browser with the extension installed, on the example or any folder.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { asTyped } from './as-typed.mjs';
import { installCodeServer, installExtension, startCodeServer } from './code-server.mjs';
import { packageVsix } from './vsix.mjs';

const log = line => console.error(line);
const state = mkdtempSync(join(tmpdir(), 'wiring-editor-'));
try {
  const { folder, ours } = await folderFor(process.argv[2]);
  const install = await installCodeServer(log);
  log('Packaging the extension');
  const { path } = await packageVsix(join(state, 'wiring.vsix'));
  await installExtension({ install, state, vsix: path });
  const server = await startCodeServer({
    install,
    state,
    port: Number(process.env.PORT) || undefined,
    // Of a folder that somebody else may have written VS Code asks first, as it does everywhere.
    trustEverything: ours,
    settings: { 'security.workspace.trust.startupPrompt': 'once' },
  });
  console.log(`\nVS Code with Wiring, on ${folder}:\n\n  ${server.url(folder)}\n\nEnd it with Ctrl+C.`);
  await new Promise(done => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, done);
  });
  await server.stop();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(state, { recursive: true, force: true });
}

function existing(folder) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`"${folder}" is not a folder.`);
  return folder;
}

/** An example, or a twin of it, becomes a repository with its history, in a folder of its own; any other is opened as it is. */
async function folderFor(path) {
  const { exampleAt } = await import('./example-story.mjs');
  const name = path === undefined ? 'storefront' : exampleAt(asTyped(path, 'editor'));
  if (name === undefined) return { folder: existing(resolve(asTyped(path, 'editor'))), ours: false };
  const { makeExample } = await import('./example.mjs');
  return { folder: makeExample(join(state, name.replace('/', '-')), name), ours: true };
}
