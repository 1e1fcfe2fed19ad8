// A real VS Code without a desktop: code-server from the npm registry, installed once into a cache outside the
// source tree and started on a folder. Used by the ring (scripts/ring.mjs) and by `npm run editor`.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/**
 * The VS Code that is tested every time, and the oldest that package.json promises. Each brings the Node that it needs
 * where this one is another.
 */
const RELEASES = {
  main: {
    version: '4.139.1',
    node: '24.21.0',
    native: ['@vscode/spdlog', '@vscode/native-watchdog'],
    // It tells when the workbench is ready, and keeps toasts away.
    driver: true,
  },
  // Its packages disagree on peers, and its password check is built even where no password is asked.
  floor: {
    version: '4.93.1',
    node: '20.20.2',
    native: ['@vscode/spdlog', 'native-watchdog'],
    flags: ['--legacy-peer-deps'],
    needed: ['argon2'],
    driver: false,
  },
};
/** Raised whenever the steps below change, so that an older installation is not taken for a complete one. */
const RECIPE = 2;

/**
 * Installs code-server where it is missing.
 *
 * @param {(line: string) => void} log
 * @param {'main' | 'floor'} which
 * @returns {Promise<{ folder: string, node: string, entry: string, driver: boolean }>} its folder, the Node that runs
 *   it, its entry, and whether its VS Code has the driver for smoke tests.
 * @throws Error with what to do, where this machine cannot run it or the registry cannot be reached.
 */
export async function installCodeServer(log = () => {}, which = 'main') {
  const release = RELEASES[which];
  const { version, node } = release;
  const key = `code-server-${version}-node-${node}-${process.platform}-${process.arch}-r${RECIPE}`;
  const folder = join(cacheFolder(), key);
  if (!existsSync(join(folder, 'ready'))) {
    const partial = claimPartial(folder);
    const started = Date.now();
    for (const step of STEPS) {
      const mark = join(partial, `.done-${step.name}`);
      if (existsSync(mark)) continue;
      log(`code-server ${version}: ${step.title}`);
      await step.run(partial, release);
      writeFileSync(mark, '');
    }
    writeFileSync(join(partial, 'ready'), `${new Date().toISOString()}\n`);
    publish(partial, folder);
    log(`code-server ${version}: installed in ${Math.round((Date.now() - started) / 1000)} s into ${folder}`);
  }
  return {
    folder,
    node: nodeOf(folder, release),
    entry: join(folder, 'node_modules/code-server/out/node/entry.js'),
  };
}

/**
 * Starts code-server and waits until it listens.
 *
 * @param {{ install: { node: string, entry: string, driver: boolean }, state: string, trustEverything?: boolean, settings?: object, port?: number, env?: object }} options
 *   `state` is a folder of its own for settings and extensions; `env` has variables beyond those of this process.
 * @returns {Promise<{ port: number, url(folder: string): string, log(): string, stop(): Promise<void> }>}
 */
export async function startCodeServer({
  install,
  state,
  trustEverything = true,
  settings = {},
  port,
  env = {},
}) {
  const user = join(state, 'user/User');
  mkdirSync(user, { recursive: true });
  writeFileSync(join(user, 'settings.json'), JSON.stringify({ ...QUIET, ...settings }, null, 2));
  const chosen = port ?? (await freePort());
  const args = [install.entry, '--auth', 'none', '--bind-addr', `127.0.0.1:${chosen}`, ...stateArgs(state)];
  args.push('--disable-telemetry', '--disable-update-check', '--disable-getting-started-override');
  if (install.driver) args.push('--vscode-option', 'enable-smoke-test-driver');
  if (trustEverything) args.push('--disable-workspace-trust');
  // code-server forks: a process group of its own lets us end all of it by one id.
  const child = spawn(install.node, args, {
    env: { ...environment(install, state), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  let ended = false;
  const end = new Promise(resolve => child.once('exit', resolve));
  child.once('exit', () => {
    ended = true;
  });
  // The leader may be gone before its children are.
  const killAll = () => killGroup(child.pid, 'SIGKILL');
  process.once('exit', killAll);
  const stop = async () => {
    if (ended) return;
    killGroup(child.pid, 'SIGTERM');
    const late = setTimeout(killAll, 3000);
    await end;
    clearTimeout(late);
    killAll();
    process.off('exit', killAll);
  };
  const deadline = Date.now() + 60_000;
  while (!(await answers(chosen))) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`code-server did not start:\n${output}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  const url = folder => `http://127.0.0.1:${chosen}/?folder=${encodeURIComponent(folder)}`;
  return { port: chosen, url, log: () => output, stop };
}

/** Installs a VSIX into a state folder; to be called before the server starts on it. */
export async function installExtension({ install, state, vsix }) {
  mkdirSync(state, { recursive: true });
  await run(install.node, [install.entry, ...stateArgs(state), '--install-extension', vsix, '--force'], {
    env: environment(install, state),
  });
}

/** Debian's chromium, Chrome, or what WIRING_CHROMIUM names; undefined where there is none. */
export function findChromium() {
  const named = process.env.WIRING_CHROMIUM;
  if (named) return existsSync(named) ? named : undefined;
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    for (const name of ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']) {
      const path = join(folder, name);
      if (folder !== '' && existsSync(path)) return path;
    }
  }
  return undefined;
}

const QUIET = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'always',
  'files.autoSave': 'off',
  'editor.hover.delay': 100,
};

const STEPS = [
  {
    name: 'packages',
    title: 'fetching it from the npm registry (about 20 s)',
    async run(folder, release) {
      const dependencies = { 'code-server': release.version };
      const node = nodePackage(release);
      if (node !== undefined) dependencies[node] = release.node;
      writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
      await npm(folder, release, ['install', '--ignore-scripts', ...flagsOf(release)]);
      if (release.needed) await npm(folder, release, ['rebuild', ...release.needed, '--build-from-source']);
    },
  },
  {
    name: 'vscode',
    title: 'fetching what its VS Code needs (about 10 s)',
    run: (folder, release) =>
      npm(
        folder,
        release,
        ['install', '--omit=dev', '--ignore-scripts', ...flagsOf(release)],
        vscodeOf(folder),
      ),
  },
  {
    name: 'native',
    title: 'building its two native helpers (optional)',
    async run(folder, release) {
      try {
        await npm(folder, release, ['rebuild', ...release.native], vscodeOf(folder));
      } catch {
        // Without a compiler there are no log files; everything else works.
      }
    },
  },
  {
    name: 'prune',
    title: 'leaving out what is not needed',
    async run(folder) {
      const extensions = join(vscodeOf(folder), 'extensions');
      for (const name of readdirSync(extensions)) {
        if (
          /^(copilot|mermaid|github|microsoft-auth|ms-vscode\.|tunnel|php-lang|debug-|grunt|gulp|jake|emmet|ipynb|notebook)/.test(
            name,
          )
        ) {
          rmSync(join(extensions, name), { recursive: true, force: true });
        }
      }
      // TypeScript's own language features would need a second TypeScript; its grammar stays.
      rmSync(join(extensions, 'typescript-language-features'), { recursive: true, force: true });
    },
  },
];

function flagsOf({ flags = [] }) {
  return ['--no-audit', '--no-fund', '--loglevel=error', '--no-package-lock', ...flags];
}

function cacheFolder() {
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(base, 'wiring-editor');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A folder to install in: one that an interrupted run left, taken over with the steps it finished, or a new one. */
function claimPartial(folder) {
  const own = `${folder}.partial-${process.pid}`;
  const prefix = `${folder}.partial-`.slice(dirname(folder).length + 1);
  for (const name of readdirSync(dirname(folder))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length)))) continue;
    try {
      renameSync(join(dirname(folder), name), own);
      return own;
    } catch {
      // Somebody else took it first.
    }
  }
  mkdirSync(own, { recursive: true });
  return own;
}

/** A rename is the only step another process can see; whoever comes second throws its own away. */
function publish(partial, folder) {
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(join(folder, 'ready'))) throw error;
    rmSync(partial, { recursive: true, force: true });
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function vscodeOf(folder) {
  return join(folder, 'node_modules/code-server/lib/vscode');
}

/** The npm package that carries Node for this machine; undefined where the Node that runs us will do. */
function nodePackage({ version, node }) {
  const [major] = node.split('.');
  if (process.versions.node.split('.')[0] === major) return undefined;
  if (process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64'))
    return `node-linux-${process.arch}`;
  throw new Error(`code-server ${version} needs Node ${major}. Run this with that Node, or on Linux.`);
}

function nodeOf(folder, release) {
  const name = nodePackage(release);
  return name === undefined ? process.execPath : join(folder, 'node_modules', name, 'bin/node');
}

function stateArgs(state) {
  return [
    '--user-data-dir',
    join(state, 'user'),
    '--extensions-dir',
    join(state, 'ext'),
    '--config',
    join(state, 'config.yaml'),
  ];
}

function environment(install, state) {
  const env = {
    ...process.env,
    EXTENSIONS_GALLERY: '{}',
    XDG_CONFIG_HOME: join(state, 'xdg'),
    XDG_DATA_HOME: join(state, 'data'),
  };
  env.PATH = `${dirname(install.node)}${delimiter}${process.env.PATH ?? ''}`;
  // A VS Code that this was started from must not be mistaken for the one we start.
  for (const name of Object.keys(env))
    if (name.startsWith('VSCODE_') || name.startsWith('npm_')) delete env[name];
  return env;
}

async function npm(folder, release, args, cwd = folder) {
  const node = nodeOf(folder, release);
  const env = { ...process.env, npm_config_ignore_scripts: args[0] === 'rebuild' ? 'false' : 'true' };
  const bin = dirname(node);
  env.PATH = `${bin}${delimiter}${process.env.PATH ?? ''}`;
  // Its headers lie beside it, so that building needs no download.
  if (existsSync(join(dirname(bin), 'include/node'))) env.npm_config_nodedir = dirname(bin);
  await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd, env });
}

function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', chunk => (output += chunk));
    child.stderr.on('data', chunk => (output += chunk));
    child.once('error', reject);
    child.once('exit', code => {
      if (code === 0) resolve(output);
      else reject(new Error(`"${[command, ...args].join(' ')}" ended with ${code}:\n${output.slice(-2000)}`));
    });
  });
}

function killGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}

async function answers(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
