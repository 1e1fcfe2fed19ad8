// Builds dist/: the command line, the server and the extension, each one file, beside two large parts that they share
// and load only when needed: TypeScript (from ts-morph) and the language (Langium). Without the split every start would
// read nine megabytes of compiler, and the VSIX would carry it twice.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensure, ROOT } from './ensure.mjs';

const require = createRequire(import.meta.url);
const DIST = join(ROOT, 'dist');

/** Builds everything; `log` is told what was built and how large it is. @throws when a source does not compile. */
export async function build(log = () => {}) {
  const esbuild = await import('esbuild');
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const common = {
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: !process.env.WIRING_PROFILE,
    keepNames: false,
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
    // ESM sources of dependencies ask for their own place; in a CommonJS bundle that is the bundle's.
    define: { WIRING_VERSION: JSON.stringify(version), 'import.meta.url': 'WIRING_URL' },
    banner: { js: "const WIRING_URL=require('node:url').pathToFileURL(__filename).href;" },
    mainFields: ['module', 'main'],
    conditions: ['node', 'import'],
  };
  mkdirSync(DIST, { recursive: true });
  await buildParts(esbuild, common, log);
  const entries = [
    {
      source: 'server/src/language/index.ts',
      out: 'language.cjs',
      external: [],
      shared: false,
      plugins: [withoutTransports()],
    },
    {
      source: 'server/src/language/with-editor.ts',
      out: 'editor-language.cjs',
      external: [],
      shared: false,
      plugins: [protocolBeside()],
    },
    { source: 'server/src/main.ts', out: 'wiring.cjs', external: [], shared: true },
    { source: 'server/src/command-line.ts', out: 'command-line.cjs', external: [], shared: true },
    { source: 'server/src/history-thread.ts', out: 'history-thread.cjs', external: [], shared: false },
    {
      source: 'server/src/lsp-main.ts',
      out: 'server.cjs',
      external: [],
      shared: true,
      plugins: [transportsOnly()],
    },
    {
      source: 'server/src/lsp-rest.ts',
      out: 'server-rest.cjs',
      external: [],
      shared: true,
      plugins: [protocolBeside({ compiled: true })],
    },
    { source: 'client/src/extension.ts', out: 'extension.cjs', external: ['vscode'], shared: false },
  ];
  for (const { source, out, external, shared, plugins = [] } of entries) {
    if (!existsSync(join(ROOT, source))) {
      log(`skipped ${out}: ${source} does not exist`);
      continue;
    }
    const result = await esbuild.build({
      ...common,
      entryPoints: [source],
      outfile: join(DIST, out),
      external,
      banner: { js: `${out === 'wiring.cjs' ? '#!/usr/bin/env node\n' : ''}${common.banner.js}` },
      plugins: [...lazyLibraries(), ...(shared ? [lazyParts()] : []), ...plugins],
    });
    for (const file of result.outputFiles) put(file.path, file.contents, log, out === 'wiring.cjs');
  }
}

/** TypeScript, ts-morph, the protocol's package and the reader of YAML, built again only when their versions or this script change. */
async function buildParts(esbuild, common, log) {
  const key = createHash('sha256')
    .update(readFileSync(join(ROOT, 'node_modules/ts-morph/package.json')))
    .update(readFileSync(join(ROOT, 'node_modules/@ts-morph/common/package.json')))
    .update(readFileSync(join(ROOT, 'node_modules/vscode-languageserver/package.json')))
    .update(readFileSync(join(ROOT, 'node_modules/yaml/package.json')))
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest('hex');
  const stamp = join(DIST, '.parts');
  const parts = ['typescript.cjs', 'ts-morph.cjs', 'protocol.cjs', 'yaml.cjs'];
  const fresh = existsSync(stamp) && readFileSync(stamp, 'utf8') === key;
  if (fresh && parts.every(part => existsSync(join(DIST, part)))) return;
  const made = await Promise.all([
    esbuild.build({
      ...common,
      entryPoints: ['node_modules/vscode-languageserver/node.js'],
      outfile: join(DIST, 'protocol.cjs'),
    }),
    esbuild.build({ ...common, entryPoints: [require.resolve('yaml')], outfile: join(DIST, 'yaml.cjs') }),
    esbuild.build({
      ...common,
      entryPoints: ['node_modules/@ts-morph/common/dist/typescript.js'],
      outfile: join(DIST, 'typescript.cjs'),
    }),
    esbuild.build({
      ...common,
      entryPoints: ['node_modules/ts-morph/dist/ts-morph.js'],
      outfile: join(DIST, 'ts-morph.cjs'),
      plugins: [
        {
          name: 'typescript beside',
          setup: plugin =>
            plugin.onResolve({ filter: /^\.\/typescript(\.js)?$/ }, () => ({
              path: './typescript.cjs',
              external: true,
            })),
        },
      ],
    }),
  ]);
  for (const { outputFiles } of made) for (const file of outputFiles) put(file.path, file.contents, log);
  writeFileSync(stamp, key);
}

/** What few runs need, and what then is loaded by the first who looks. */
function lazyLibraries() {
  const compiler = Object.keys(require('ts-morph')).filter(name => name !== 'ts');
  return [
    lazyLibrary(/^(ts-morph|@ts-morph\/common)$/, [
      ['ts', "loadPart('typescript.cjs')"],
      ...compiler.map(name => [name, `loadPart('ts-morph.cjs')[${JSON.stringify(name)}]`]),
    ]),
    lazyLibrary(
      /^yaml$/,
      Object.keys(require('yaml')).map(name => [name, `loadPart('yaml.cjs')[${JSON.stringify(name)}]`]),
    ),
  ];
}

/**
 * `import { ts, Project } from 'ts-morph'` becomes an object whose properties load the part that holds them
 * the first time somebody looks, so that nothing is read for a run that needs none.
 */
function lazyLibrary(filter, properties) {
  const contents = [
    `const {loadPart}=require('#platform/load-part');`,
    ...properties.map(
      ([name, load]) =>
        `Object.defineProperty(exports,${JSON.stringify(name)},{enumerable:true,get:()=>${load}});`,
    ),
    "Object.defineProperty(exports,'__esModule',{value:true});",
  ].join('\n');
  const namespace = `lazy ${filter.source}`;
  return {
    name: namespace,
    setup(plugin) {
      plugin.onResolve({ filter }, ({ path }) => ({ path, namespace }));
      plugin.onLoad({ filter: /.*/, namespace }, () => ({
        contents,
        loader: 'js',
        resolveDir: join(ROOT, 'server/src'),
      }));
    },
  };
}

/** `import('#language/index')` loads the language's own file, `import('./lsp-main.ts')` the server's, and so on. */
function lazyParts() {
  const parts = {
    '#language/index': 'language.cjs',
    '#language/with-editor': 'editor-language.cjs',
    './lsp-rest.ts': 'server-rest.cjs',
    './command-line.ts': 'command-line.cjs',
  };
  return {
    name: 'lazy parts',
    setup(plugin) {
      plugin.onResolve(
        { filter: /^(#language\/(index|with-editor)|\.\/(lsp-rest|command-line)\.ts)$/ },
        ({ kind, path }) =>
          kind === 'dynamic-import' ? { path: parts[path], namespace: 'part' } : undefined,
      );
      // Too small to gain by compiled code.
      plugin.onResolve({ filter: /^\.\/lsp-main\.ts$/ }, ({ path }) => ({ path, namespace: 'small part' }));
      plugin.onLoad({ filter: /.*/, namespace: 'small part' }, () => ({
        contents: "module.exports=require('./server.cjs');",
      }));
      plugin.onResolve({ filter: /^\.\/server\.cjs$/ }, ({ path }) => ({ path, external: true }));
      plugin.onLoad({ filter: /.*/, namespace: 'part' }, ({ path }) => ({
        contents: `module.exports=require('#platform/load-part').loadPart(${JSON.stringify(path)});`,
        loader: 'js',
        resolveDir: join(ROOT, 'server/src'),
      }));
    },
  };
}

/**
 * Langium's reading half takes two names from the protocol's package, which brings sockets, pipes and half of Node with it: a
 * fifth of the time that loading the language takes. Their common parts do, with the timers they ask of Node.
 */
function withoutTransports() {
  const common = name => join(ROOT, 'node_modules', name, 'lib/common/api.js');
  const contents = `const api = require(${JSON.stringify(common('vscode-jsonrpc'))});
const later = (set, clear) => (...args) => { const timer = set(...args); return { dispose: () => clear(timer) }; };
api.RAL.install({ console, timer: { setTimeout: later(setTimeout, clearTimeout), setImmediate: later(setImmediate, clearImmediate), setInterval: later(setInterval, clearInterval) } });
module.exports = api;`;
  return {
    name: 'without transports',
    setup(plugin) {
      plugin.onResolve({ filter: /^vscode-languageserver-protocol$/ }, ({ path }) => ({
        path: common(path),
      }));
      plugin.onResolve({ filter: /^vscode-jsonrpc$/ }, ({ path }) => ({ path, namespace: 'common' }));
      plugin.onLoad({ filter: /.*/, namespace: 'common' }, () => ({ contents, resolveDir: ROOT }));
    },
  };
}

/**
 * Answering `initialize` takes a reader and a writer of the protocol's package, which are in the part that it builds upon. That
 * asks for sockets and random names too, for transports that few use: they are loaded by who does.
 */
function transportsOnly() {
  return {
    name: 'transports only',
    setup(plugin) {
      plugin.onResolve({ filter: /^vscode-languageserver\/node$/ }, () => ({
        path: require.resolve('vscode-jsonrpc/lib/node/main.js'),
      }));
      plugin.onResolve({ filter: /^(net|crypto)$/ }, ({ path }) => ({ path, namespace: 'of Node' }));
      plugin.onLoad({ filter: /.*/, namespace: 'of Node' }, ({ path }) => ({
        contents: `module.exports = new Proxy({}, { get: (_, name) => require('node:${path}')[name] });`,
      }));
    },
  };
}

/**
 * The protocol's package is a file of its own, since both the server and the language's half for editors need the same one:
 * errors are told by their class. The server needs it first, and takes it with its compiled code.
 */
function protocolBeside({ compiled = false } = {}) {
  return {
    name: 'protocol beside',
    setup(plugin) {
      plugin.onResolve(
        {
          filter:
            /^vscode-(languageserver(-protocol|-types)?(\/node)?|jsonrpc\/lib\/common\/(cancellation|events)\.js)$/,
        },
        () =>
          compiled
            ? { path: 'protocol.cjs', namespace: 'compiled' }
            : { path: './protocol.cjs', external: true },
      );
      plugin.onLoad({ filter: /.*/, namespace: 'compiled' }, ({ path }) => ({
        contents: `module.exports=require('#platform/load-part').loadPart(${JSON.stringify(path)});`,
        loader: 'js',
        resolveDir: join(ROOT, 'server/src'),
      }));
    },
  };
}

/** Whole or not at all: a test or an editor may be running the old file. */
function put(path, contents, log, executable = false) {
  const partial = join(dirname(path), `.${basename(path)}.${process.pid}`);
  writeFileSync(partial, contents, { mode: executable ? 0o755 : 0o644 });
  try {
    renameSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
  }
  log(`${basename(path)}  ${(contents.length / 1024).toFixed(0)} KiB`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  ensure();
  const quiet = process.argv.includes('--quiet');
  await build(quiet ? undefined : line => console.log(line)).catch(error => {
    console.error(error.message);
    process.exit(1);
  });
}
