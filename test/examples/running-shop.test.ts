import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { REQUESTS, runShop, SHOP } from '../../scripts/running-shop.mjs';
import { built, environment, git, PROJECT, WIRING } from '../cli/real.ts';

/** More than anybody waits for: whoever asks for so much is stopped. */
const ENDLESS = [{ path: '/lamp-of-the-day', times: 1_000_000 }];

/** Real services with the real SDK. Nothing here is about how long anything takes. */
describe('the running example', function () {
  this.timeout(300_000);
  let scratch = '';
  let repository = '';
  let ran: { readonly code: number | null; readonly stdout: string; readonly stderr: string };

  before(async () => {
    built();
    scratch = mkdtempSync(join(tmpdir(), 'wiring-running-'));
    ran = await ended(traces());
    const own = readdirSync(scratch).find(name => name.startsWith('wiring-example-'));
    repository = join(scratch, own ?? '', 'running-shop');
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  /** `npm run traces` in the environment of the tests, since npm may have to install. */
  const traces = () =>
    spawn(process.execPath, [join(PROJECT, 'scripts/traces.mjs')], {
      cwd: PROJECT,
      env: { ...process.env, TMPDIR: scratch, WIRING_CACHE: join(scratch, 'cache') },
    });
  const read = (...args: readonly string[]) => {
    const { stdout, stderr } = spawnSync(process.execPath, [WIRING, ...args], {
      cwd: repository,
      encoding: 'utf8',
      env: environment(),
      maxBuffer: 1 << 26,
    });
    assert.equal(stderr, '');
    return JSON.parse(stdout);
  };

  it('runs, and reviews the traces just made', () => {
    assert.equal(ran.code, 0, ran.stderr);
    assert.match(ran.stderr, /320 requests were answered, and all services have stopped\./);
    // Where lines break depends on how long the figures are.
    const said = ran.stdout.replace(/\s+/g, ' ');
    assert.match(said, /warning prices calls stock, seen 540 times, and does not declare it/);
    assert.match(said, /GET \/order: 20 requests; [^:]* 4 services deep: shop → basket → prices → stock/);
    assert.match(said, /What next/);
  });

  it('leaves the checkout and the repository as they were', () => {
    assert.equal(git(repository, ['status', '--porcelain']), '');
    assert.deepEqual(
      readdirSync(join(repository, 'traces')),
      ['basket', 'mail', 'prices', 'shop', 'stock'].map(name => `${name}.jsonl`),
    );
    const mess = git(PROJECT, ['status', '--porcelain', '--', 'examples/running-shop'])
      .split('\n')
      .filter(line => /node_modules|traces\/|\.jsonl/.test(line));
    assert.deepEqual(mess, []);
  });

  it('has each call once: as many as there were requests, times the calls of each', () => {
    const [light = 0, order = 0] = REQUESTS.map(({ times }) => times);
    const lines = 12;
    const { calls, traces: told } = read('facts');
    const seen = calls
      .filter((call: { seen: unknown }) => call.seen !== null)
      .map(
        (call: {
          from: string;
          to: string;
          mode: string;
          seen: { count: number; errors: number; most: number };
        }) => [call.from, call.to, call.mode, call.seen.count, call.seen.most, call.seen.errors],
      );
    assert.deepEqual(seen, [
      ['basket', 'prices', 'sync', order * lines, lines, 0],
      ['prices', 'stock', 'sync', light + order * lines, lines, 0],
      ['shop', 'basket', 'sync', order, 1, 0],
      ['shop', 'mail', 'async', order, 1, 0],
      ['shop', 'prices', 'sync', light, 1, 0],
    ]);
    const { sample, files, messages, entries } = told;
    // Both ends of each call; the letters are traces of their own, linked to the orders.
    const http = light + (light + order * lines) + order * (1 + lines);
    assert.equal(sample.spans, 2 * http + light + order + 2 * order);
    assert.equal(sample.traces, light + order + order);
    const { orphans, nameless, kindless, timeless, repeated, callsToNobody } = sample;
    assert.deepEqual([orphans, nameless, kindless, timeless, repeated, callsToNobody], [0, 0, 0, 0, 0, 0]);
    assert.deepEqual(
      files.map((file: { damaged: number; formats: readonly string[] }) => [file.damaged, ...file.formats]),
      Array.from({ length: 5 }, () => [0, 'otlp']),
    );
    assert.deepEqual(
      messages.map((each: { service: string; way: string; topic: string; count: number }) =>
        [each.service, each.way, each.topic, each.count].join(' '),
      ),
      [`mail takes order-placed ${order}`, `shop sends order-placed ${order}`],
    );
    assert.deepEqual(
      entries.map((entry: { service: string; operation: string; requests: number; errors: number }) =>
        [entry.service, entry.operation, entry.requests, entry.errors].join(' '),
      ),
      [`shop GET /lamp-of-the-day ${light} 0`, `shop GET /order ${order} 0`],
    );
  });

  it('has something to say, and says it', () => {
    const { findings, couches } = read('check', '--format', 'json', '--fail-on', 'never');
    assert.deepEqual(findings.map(({ id }: { id: string }) => id).sort(), [
      // By calls that were only seen, so apart from what the declared ones break above it.
      'chain-misses-promise:prices',
      'chain-misses-promise:shop',
      'chatty-pair:basket+prices',
      'chatty-pair:prices+stock',
      'declared-call-unseen:shop>stock',
      'undeclared-call:prices>stock',
    ]);
    assert.deepEqual(
      couches.worth.map(({ id, verdict }: { id: string; verdict: string }) => [id, verdict]),
      [
        ['chain:prices', 'TOO BIG'],
        ['chain:shop', 'TOO BIG'],
      ],
    );
  });

  it('is TypeScript without a fault', () => {
    const tsc = join(PROJECT, 'node_modules/typescript/bin/tsc');
    const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', SHOP], { encoding: 'utf8' });
    assert.deepEqual([status, stdout], [0, '']);
  });

  it('says which service could not start, and why, and leaves none running', async () => {
    const taken = createServer();
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const pids: number[] = [];
    try {
      await assert.rejects(
        runShop({
          traces: join(scratch, 'taken'),
          ports: { prices: port },
          started: (_, pid) => pids.push(pid),
        }),
        /^Error: The service prices ended by itself, with code 1\. It said:\nlisten EADDRINUSE: address already in use/,
      );
    } finally {
      taken.close();
    }
    assert.deepEqual([pids.length, pids.filter(runs)], [1, []]);
  });

  it('says which service ended while it was asked, and leaves none running', async () => {
    const pids = new Map<string, number>();
    await assert.rejects(
      runShop({
        traces: join(scratch, 'killed'),
        requests: ENDLESS,
        started: (name, pid) => {
          pids.set(name, pid);
          if (name === 'shop') process.kill(pids.get('prices') ?? assert.fail(), 'SIGKILL');
        },
      }),
      /^Error: The service prices ended by itself, by SIGKILL\.$/,
    );
    assert.deepEqual([pids.size, [...pids.values()].filter(runs)], [5, []]);
  });

  it('stops all when somebody presses Ctrl+C', async () => {
    const running = traces();
    running.stderr?.on('data', text => /mail is there/.test(String(text)) && running.kill('SIGINT'));
    const { code, stderr } = await ended(running);
    assert.equal(code, 130, stderr);
    assert.match(stderr, /Stopped; no service is left running\.\n$/);
  });

  it('no service outlives a run that is killed', async () => {
    const script = `import { runShop } from ${JSON.stringify(join(PROJECT, 'scripts/running-shop.mjs'))};
      await runShop({ traces: ${JSON.stringify(join(scratch, 'orphans'))}, requests: ${JSON.stringify(ENDLESS)},
        started: (name, pid) => console.log(pid) });`;
    const running = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      env: { ...process.env, TMPDIR: scratch },
    });
    let said = '';
    running.stdout?.on('data', text => {
      said += text;
      if (pidsOf(said).length === 5) running.kill('SIGKILL');
    });
    await ended(running);
    const pids = pidsOf(said);
    assert.equal(pids.length, 5);
    while (pids.some(runs)) await sleep(50);
  });
});

const pidsOf = (said: string): readonly number[] => said.split('\n').slice(0, -1).map(Number);

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function ended(
  child: ChildProcess,
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', text => {
    stdout += text;
  });
  child.stderr?.on('data', text => {
    stderr += text;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code, stdout, stderr })));
}
