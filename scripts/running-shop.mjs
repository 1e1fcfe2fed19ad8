// Runs the services of examples/running-shop for a while: starts them, drives requests, stops them. What the SDK of
// OpenTelemetry recorded meanwhile lies in a folder afterwards, a file for each service.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT } from './ensure.mjs';

export const SHOP = join(ROOT, 'examples', 'running-shop');

/** Each after those that it calls, with the name that its traces give it. */
const SERVICES = [
  { name: 'stock', traced: 'warehouse-stock', calls: [] },
  { name: 'prices', traced: 'prices', calls: ['stock'] },
  { name: 'basket', traced: 'basket', calls: ['prices'] },
  { name: 'mail', traced: 'mail', calls: [] },
  { name: 'shop', traced: 'shop', calls: ['basket', 'prices'] },
];

/** What is asked of the shop: enough of the light requests for a call in every hundredth to be seen. */
export const REQUESTS = [
  { path: '/lamp-of-the-day', times: 300 },
  { path: '/order', times: 20 },
];

const PATIENCE_MS = 60_000;
const MOMENT_MS = 1000;
const AT_ONCE = 4;

/**
 * @param {{ traces: string, requests?: typeof REQUESTS, ports?: Record<string, number>, signal?: AbortSignal,
 *   started?: (name: string, pid: number) => void }} options
 *   `traces` is the folder to write to; a service without a port gets a free one; `started` is told of each.
 * @returns {Promise<number>} how many requests were answered
 * @throws Error when a service ends by itself, is not there in a minute, or answers with an error; or the signal's
 *   reason. Whatever happens, no service is left running.
 */
export async function runShop({
  traces,
  requests = REQUESTS,
  ports = {},
  signal,
  started = () => undefined,
}) {
  const spool = mkdtempSync(join(tmpdir(), 'wiring-spool-'));
  mkdirSync(traces, { recursive: true });
  const running = [];
  const troubles = new Trouble(signal);
  try {
    const urls = {};
    for (const { name, traced, calls } of SERVICES) {
      const known = calls.map(other => [`${other.toUpperCase()}_URL`, urls[other]]);
      const service = startService(name, {
        ...Object.fromEntries(known),
        ...(ports[name] === undefined ? {} : { PORT: String(ports[name]) }),
        OTEL_SERVICE_NAME: traced,
        TRACES_FILE: join(traces, `${name}.jsonl`),
        SPOOL: spool,
      });
      running.push(service);
      troubles.watch(service);
      urls[name] = await troubles.unless(service.ready);
      started(name, service.child.pid);
    }
    const answered = await troubles.unless(drive(urls.shop, requests));
    troubles.over();
    // Whoever calls stops before whom it calls; the mail, which nobody waits for, then reads what is left.
    for (const service of running.reverse()) await service.stop();
    return answered;
  } finally {
    troubles.over();
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    rmSync(spool, { recursive: true, force: true });
  }
}

/** What makes going on useless: a service that ended by itself, or whoever started the run and wants it to stop. */
class Trouble {
  #over = false;
  #fail;
  #failed = new Promise((_, reject) => {
    this.#fail = reject;
  });

  constructor(signal) {
    this.#failed.catch(() => undefined);
    signal?.addEventListener('abort', () => this.#fail(signal.reason), { once: true });
    if (signal?.aborted) this.#fail(signal.reason);
  }

  watch({ ended }) {
    ended.then(why => {
      if (!this.#over) this.#fail(new Error(why));
    });
  }

  /** Where a service ended, that is told and not what came of it, such as an answer that says so in other words. */
  unless(promise) {
    const afterwards = promise.catch(async error => {
      await sleep(MOMENT_MS);
      throw error;
    });
    return Promise.race([this.#failed, afterwards]);
  }

  over() {
    this.#over = true;
  }
}

function startService(name, env) {
  const require = createRequire(import.meta.url);
  const child = spawn(
    process.execPath,
    [
      '--require',
      require.resolve('tsx/cjs'),
      '--require',
      join(SHOP, 'packages/telemetry/src/register.ts'),
      join(SHOP, 'services', name, 'src/main.ts'),
    ],
    {
      cwd: SHOP,
      // Nothing inherited: a proxy, an exporter or options of Node that are set outside would change the traces.
      env: { PATH: process.env.PATH, SYSTEMROOT: process.env.SYSTEMROOT, TMPDIR: process.env.TMPDIR, ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', text => {
    said = `${said}${text}`.slice(-2000);
  });
  const ended = new Promise(resolve => {
    child.on('error', error => resolve(`The service ${name} could not be started: ${error.message}`));
    child.on('close', (code, by) => {
      const how = by === null ? `with code ${code}` : `by ${by}`;
      resolve(
        `The service ${name} ended by itself, ${how}.${said === '' ? '' : ` It said:\n${said.trim()}`}`,
      );
    });
  });
  const ready = new Promise((resolve, reject) => {
    child.once('message', ({ url }) => resolve(url));
    const late = () =>
      reject(new Error(`The service ${name} was not there after ${PATIENCE_MS / 1000} seconds.`));
    const clock = setTimeout(late, PATIENCE_MS);
    for (const event of ['message', 'close', 'error']) child.once(event, () => clearTimeout(clock));
  });
  ready.catch(() => undefined);
  return {
    name,
    child,
    ready,
    ended,
    async stop() {
      if (child.connected) child.send('stop');
      const clock = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
      const why = await ended;
      clearTimeout(clock);
      if (child.exitCode !== 0) throw new Error(why);
    },
  };
}

async function drive(url, requests) {
  const agent = new http.Agent({ keepAlive: true });
  const open = requests.flatMap(({ path, times }) => Array.from({ length: times }, () => path));
  const all = open.length;
  const visitor = async () => {
    for (let path = open.pop(); path !== undefined; path = open.pop()) await ask(new URL(path, url), agent);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, visitor));
  } finally {
    // Where one visitor failed the others have nothing left to ask.
    open.length = 0;
    agent.destroy();
  }
  return all;
}

function ask(url, agent) {
  return new Promise((resolve, reject) => {
    const request = http.get(url, { agent, timeout: PATIENCE_MS }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', chunk => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        if (response.statusCode === 200) resolve(text);
        else reject(new Error(`The shop answered ${response.statusCode} to ${url.pathname}: ${text}`));
      });
    });
    request.on('timeout', () => request.destroy(new Error(`The shop gave no answer to ${url.pathname}.`)));
    request.on('error', reject);
  });
}
