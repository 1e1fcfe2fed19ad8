import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js';
import { median, peakOf } from './timing.mjs';

const STROKES = 40;
const STARTS = 5;

/**
 * Types into the files of a real server over stdio, and times each stroke to the end of the review that answers it:
 * the server sends what changed among the diagnostics, and then that it has reviewed.
 */
export async function measureEditor(wiring, root, env) {
  // The file that the extension starts. The first has no compiled code of Wiring to take; a cold check is measured with it too.
  const extensions = [join(dirname(wiring), 'server.cjs'), '--stdio'];
  const starts = [];
  const nodes = [];
  for (let run = 0; run <= STARTS; run += 1) {
    starts.push(await greeted(extensions, root, env));
    nodes.push(await nodeAlone());
  }
  const server = start([wiring, 'lsp', '--stdio'], root, env);
  const { child, connection, started } = server;
  let answered = () => undefined;
  connection.onNotification('wiring/reviewed', () => answered());
  await server.initialized();
  await connection.sendNotification('initialized', {});

  /** The next review. Nothing else may be going on, so that it is the answer to what comes now. */
  const reviewed = () =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('no review within a minute')), 60_000);
      answered = () => {
        clearTimeout(late);
        resolve();
      };
    });
  await reviewed();

  const files = {
    typescript: find(root, /(?<!\.d|\.test)\.ts$/),
    wiring: find(root, /\.wiring$/),
    codeowners: find(root, /^CODEOWNERS$/),
  };
  const result = {
    initializeMs: median(starts.slice(1)),
    nodeMs: median(nodes),
    firstMs: performance.now() - started,
    typescript: [],
    wiring: [],
    codeowners: [],
    hover: [],
    whatIf: { wiring: [], codeowners: [] },
    peakMiB: 0,
  };
  for (const kind of ['typescript', 'wiring', 'codeowners']) {
    const path = files[kind];
    if (!path) continue;
    const uri = pathToFileURL(path).href;
    const text = readFileSync(path, 'utf8');
    const opened = reviewed();
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { uri, languageId: kind, version: 1, text },
    });
    await opened;
    const comment = kind === 'codeowners' ? '# ' : '// ';
    for (let stroke = 0; stroke < STROKES; stroke += 1) {
      const version = stroke + 2;
      const answer = reviewed();
      const at = performance.now();
      // Every second stroke makes or unmakes a line, so that positions move as they do while typing.
      const change =
        stroke % 2 === 0
          ? { range: range(0, 0, 0, 0), text: `${comment}x\n` }
          : { range: range(0, 0, 1, 0), text: '' };
      await connection.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [change],
      });
      await answer;
      result[kind].push(performance.now() - at);
      if (kind === 'typescript')
        result.hover.push(await hover(connection, uri, text, stroke % 2 === 0 ? 1 : 0));
    }
    if (kind !== 'typescript')
      result.whatIf[kind] = await whatIf(connection, uri, text, STROKES + 2, reviewed);
  }
  result.peakMiB = peakOf(child.pid);
  await server.leave();
  return result;
}

/** Milliseconds from the start of a server to its answer to `initialize`. */
async function greeted(command, root, env) {
  const server = start(command, root, env);
  await server.initialized();
  const ms = performance.now() - server.started;
  await server.leave();
  return ms;
}

/** Milliseconds from the start of Node to the first letter that it prints: what no server can be faster than. */
async function nodeAlone() {
  const started = performance.now();
  const child = spawn(process.execPath, ['-e', 'process.stdout.write("x")'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  await new Promise(resolve => child.stdout.once('data', resolve));
  return performance.now() - started;
}

function start(command, root, env) {
  const started = performance.now();
  const child = spawn(process.execPath, command, {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const ended = new Promise(resolve => child.once('exit', resolve));
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  connection.onRequest('window/workDoneProgress/create', () => null);
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/configuration', ({ items }) => items.map(() => null));
  connection.listen();
  const rootUri = pathToFileURL(root).href;
  return {
    started,
    child,
    connection,
    initialized: () =>
      connection.sendRequest('initialize', {
        processId: process.pid,
        rootUri,
        workspaceFolders: [{ uri: rootUri, name: 'measured' }],
        capabilities: {
          textDocument: { publishDiagnostics: { versionSupport: true } },
          window: { workDoneProgress: true },
        },
        initializationOptions: { trusted: true },
      }),
    async leave() {
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      await ended;
      connection.dispose();
    },
  };
}

/** A stroke that gives something to another owner, to the lens that says what this would have done. */
async function whatIf(connection, uri, text, version, reviewed) {
  const given = OWNED.exec(text);
  const owners = [...new Set([...text.matchAll(OWNED_ALL)].map(({ 2: owner }) => owner))];
  if (!given || owners.length < 2) return [];
  const before = text.slice(0, given.index + given[1].length);
  const line = before.split('\n').length - 1;
  const character = before.length - before.lastIndexOf('\n') - 1;
  const times = [];
  let old = given[2];
  for (let stroke = 0; stroke <= STROKES; stroke += 1) {
    // The last stroke takes the edit back, so that what is measured next is an edit of its own.
    const next = stroke === STROKES ? given[2] : owners[(owners.indexOf(old) + 1) % owners.length];
    const done = reviewed();
    const at = performance.now();
    await connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: version + stroke },
      contentChanges: [{ range: range(line, character, line, character + old.length), text: next }],
    });
    const lenses = await connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
    const ms = performance.now() - at;
    await done;
    old = next;
    if (stroke === STROKES || next === given[2]) continue;
    if (!lenses?.some(({ command }) => command?.title.startsWith('Unsaved edit')))
      throw new Error('an edit of an owner got no lens');
    times.push(ms);
  }
  return times;
}

/** An owner in a wiring file or in CODEOWNERS, with what stands before it. */
const OWNED = /^(\s*owner |\/\S+\s+)(@?[\w/.-]+)/m;
const OWNED_ALL = /^(\s*owner |\/\S+\s+)(@?[\w/.-]+)/gm;

async function hover(connection, uri, text, moved) {
  const line = text.split('\n').findIndex(candidate => /\bfrom '/.test(candidate));
  const character = Math.max(0, (text.split('\n')[line] ?? '').lastIndexOf("'") - 1);
  const at = performance.now();
  await connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: Math.max(0, line) + moved, character },
  });
  return performance.now() - at;
}

function range(startLine, startCharacter, endLine, endCharacter) {
  return {
    start: { line: startLine, character: startCharacter },
    end: { line: endLine, character: endCharacter },
  };
}

/** The largest ordinary file of that name below the root, so that the figure is no kindness. */
function find(root, name) {
  const found = [];
  const walk = (folder, depth) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.isDirectory() && depth < 6 && !/^(node_modules|\.git)$/.test(entry.name))
        walk(join(folder, entry.name), depth + 1);
      else if (entry.isFile() && name.test(entry.name)) found.push(join(folder, entry.name));
    }
  };
  walk(root, 0);
  return found.sort((a, b) => statSync(b).size - statSync(a).size || (a < b ? -1 : 1))[0];
}
