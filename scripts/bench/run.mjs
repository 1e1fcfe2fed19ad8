/**
 * npm run bench [-- --peers] [--traces] [PATH…]: measures the budgets of DESIGN.md section 8 on generated monorepos
 * of 1,000 and 8,000 files with history, with `--traces` on the larger one with traces of the running example too, or on
 * any repository given. Nothing here asserts; the table is the result.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache-folder.mjs';
import { measureEditor } from './editor.mjs';
import { generatedMonorepo } from './generate.mjs';
import { peers } from './peers.mjs';
import { median, percentile, timed } from './timing.mjs';
import { withTraces } from './with-traces.mjs';

const RUNS = 11;
/** Of a peer that takes half a minute and decides about no budget. */
const SLOW_RUNS = 2;
/** Of an editor: a slow moment of the machine should not be all that is seen. */
const SESSIONS = 3;
const COLD_SHARE_OF_FALLOW = 0.7;
const WARM_SHARE_OF_COLD = 0.25;
const BUDGETS = { keystroke: 100, declaredKeystroke: 150, hover: 30, memory: 400, initialize: 150 };

const wantsPeers = process.argv.includes('--peers');
const wantsTraces = process.argv.includes('--traces');
const given = process.argv.slice(2).filter(argument => !argument.startsWith('--'));
const home = cacheFolder('bench');

const trees =
  given.length > 0
    ? given.map(path => ({ name: basename(path), path }))
    : [
        {
          name: 'generated, 1,000 files, 2,000 changes',
          path: await generatedMonorepo(home, { files: 1000, changes: 2000 }),
        },
        {
          name: 'generated, 8,000 files, 15,000 changes',
          path: await generatedMonorepo(home, { files: 8000, changes: 15_000 }),
        },
      ];

const largest = trees.at(-1);
if (wantsTraces && given.length === 0)
  trees.push({
    name: `${largest.name}, with the traces of the running example`,
    path: await withTraces(largest.path),
  });

const wiring = fileURLToPath(new URL('../../dist/wiring.cjs', import.meta.url));
const others = wantsPeers ? peers(home) : [];

console.log(
  `Machine: ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
);
console.log(
  `Date: ${new Date().toISOString().slice(0, 10)}; commit ${commit()}; median of ${RUNS} runs, taken in turn\n`,
);

for (const tree of trees) {
  const rows = [];
  const add = (what, value, budget = '', held = '') => rows.push([what, value, budget, held]);
  const cold = [];
  const warm = [];
  const memory = [];
  const judged = [];
  const theirs = new Map(others.map(peer => [peer.name, []]));
  const cache = join(home, `cache-${process.pid}`);
  const env = { ...process.env, WIRING_CACHE: cache, NO_COLOR: '1' };
  // From the root of the tree, as the peers are run, and as people do.
  const here = { env, cwd: tree.path };
  await timed(process.execPath, [wiring, 'check'], here);
  const worst = worstCouch(tree.path, env);
  const runPeer = peer => async () => {
    theirs.get(peer.name)?.push((await timed(peer.command, peer.arguments, { cwd: tree.path })).ms);
  };
  const jobs = [
    ...others.filter(({ slow }) => !slow).map(runPeer),
    async () => {
      const first = await timed(process.execPath, [wiring, 'check', '--no-cache'], here);
      cold.push(first.ms);
      memory.push(first.peakMiB);
    },
    async () => {
      if (worst === undefined) return;
      const explain = [wiring, 'explain', worst, '--no-cache'];
      judged.push((await timed(process.execPath, explain, here)).ms);
    },
    async () => {
      warm.push((await timed(process.execPath, [wiring, 'check'], here)).ms);
    },
  ];
  // Each time another one begins, and each second time they come the other way round: what ran before makes a difference.
  for (let run = 0; run < RUNS; run += 1) {
    const inTurn = jobs.map((_, at) => jobs[(run + at) % jobs.length]);
    for (const job of run % 2 === 0 ? inTurn : inTurn.reverse()) await job?.();
  }
  for (const peer of others.filter(({ slow }) => slow))
    for (let run = 0; run < SLOW_RUNS; run += 1) await runPeer(peer)();
  const coldMs = median(cold);
  const fallow = theirs.get('Fallow 3.36');
  const coldBudget = fallow ? median(fallow) * COLD_SHARE_OF_FALLOW : undefined;
  add(
    'check, cold',
    ms(coldMs),
    coldBudget ? `≤ ${ms(coldBudget)} (0.7 × Fallow)` : '0.7 × Fallow: add --peers',
    verdict(coldMs, coldBudget),
  );
  // What `check` shows of the couches is a screen; here the worst is told whole, with its remedies carried over history.
  if (judged.length > 0)
    add(
      'the whole judgement of the worst couch, cold',
      ms(median(judged)),
      coldBudget ? `≤ ${ms(coldBudget)} (0.7 × Fallow)` : '0.7 × Fallow: add --peers',
      verdict(median(judged), coldBudget),
    );
  add(
    'check, nothing changed',
    ms(median(warm)),
    `≤ ${ms(coldMs * WARM_SHARE_OF_COLD)} (0.25 × cold)`,
    verdict(median(warm), coldMs * WARM_SHARE_OF_COLD),
  );
  add(
    'peak memory, cold',
    `${Math.round(Math.max(...memory))} MiB`,
    `≤ ${BUDGETS.memory} MiB`,
    verdict(Math.max(...memory), BUDGETS.memory),
  );
  for (const [name, times] of theirs)
    add(name, ms(median(times)), `${(median(times) / coldMs).toFixed(2)} × Wiring cold`);

  const sessions = [];
  for (let run = 0; run < SESSIONS; run += 1) sessions.push(await measureEditor(wiring, tree.path, env));
  const editor = together(sessions);
  add(
    'the server of the extension: start to initialize answered',
    ms(editor.initializeMs),
    `≤ ${BUDGETS.initialize} ms`,
    verdict(editor.initializeMs, BUDGETS.initialize),
  );
  add('Node alone, in turn with it: start to its first letter', ms(editor.nodeMs));
  add('server: first diagnostics', ms(editor.firstMs));
  addTimes(add, 'keystroke in TypeScript, p95', editor.typescript, BUDGETS.keystroke);
  addTimes(add, 'keystroke in .wiring, p95', editor.wiring, BUDGETS.declaredKeystroke);
  addTimes(add, 'keystroke in CODEOWNERS, p95', editor.codeowners, BUDGETS.declaredKeystroke);
  addTimes(add, 'what-if of an edit in .wiring, p95', editor.whatIf.wiring, BUDGETS.declaredKeystroke);
  addTimes(add, 'what-if of an edit in CODEOWNERS, p95', editor.whatIf.codeowners, BUDGETS.declaredKeystroke);
  addTimes(add, 'hover, p95', editor.hover, BUDGETS.hover);
  add(
    'server: peak memory',
    `${Math.round(editor.peakMiB)} MiB`,
    `≤ ${BUDGETS.memory} MiB`,
    verdict(editor.peakMiB, BUDGETS.memory),
  );

  console.log(`### ${tree.name}\n\n| what | measured | budget | held |\n| --- | --- | --- | --- |`);
  for (const row of rows) console.log(`| ${row.join(' | ')} |`);
  console.log('');
}

function addTimes(add, what, times, budget) {
  if (times.length === 0) return add(what, 'no such file here');
  const p95 = percentile(times, 0.95);
  add(
    what,
    `${ms(p95)} (median ${ms(median(times))}, n = ${times.length})`,
    `≤ ${budget} ms`,
    verdict(p95, budget),
  );
}

/** All strokes of all sessions, the middle one of what each has once, and the most memory. */
function together(sessions) {
  const all = times => sessions.flatMap(times);
  return {
    initializeMs: median(all(({ initializeMs }) => initializeMs)),
    nodeMs: median(all(({ nodeMs }) => nodeMs)),
    firstMs: median(all(({ firstMs }) => firstMs)),
    typescript: all(({ typescript }) => typescript),
    wiring: all(({ wiring: strokes }) => strokes),
    codeowners: all(({ codeowners }) => codeowners),
    hover: all(({ hover }) => hover),
    whatIf: {
      wiring: all(({ whatIf }) => whatIf.wiring),
      codeowners: all(({ whatIf }) => whatIf.codeowners),
    },
    peakMiB: Math.max(...all(({ peakMiB }) => peakMiB)),
  };
}

/** As `explain` takes it; undefined where no couch is worth talking about. */
function worstCouch(path, env) {
  const options = { env, encoding: 'utf8', maxBuffer: 2 ** 30 };
  const { couches } = JSON.parse(
    spawnSync(process.execPath, [wiring, 'check', path, '--format', 'json'], options).stdout,
  );
  return couches?.worth?.find(({ kind }) => kind === 'module' || kind === 'declared')?.name;
}

function verdict(value, budget) {
  if (budget === undefined) return '';
  return value <= budget ? 'yes' : 'no';
}

function ms(value) {
  return value >= 1000 ? `${(value / 1000).toFixed(2)} s` : `${Math.round(value)} ms`;
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
