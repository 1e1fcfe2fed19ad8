import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { asTyped } from '../../scripts/as-typed.mjs';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

describe('the scripts', function () {
  this.timeout(30_000);
  let scratch = '';
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'wiring-scripts-'));
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(scratch, path)), { recursive: true });
    writeFileSync(join(scratch, path), text);
  }

  function run(script: string, env: Readonly<Record<string, string>> = {}) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(scratch, script)], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    return { status, stdout, stderr };
  }

  it('have fresh registries', () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(PROJECT, 'scripts/registries.mjs'), '--check'],
      { encoding: 'utf8' },
    );
    assert.equal(status, 0, stderr);
  });

  it('take a path as it was typed, wherever npm was called', () => {
    write('shop/package.json', '{}');
    const called = { npm_lifecycle_event: 'start', INIT_CWD: join(scratch, 'shop') };
    assert.equal(asTyped('.', 'start', called), join(scratch, 'shop'));
    assert.equal(asTyped('examples/storefront', 'start', called), 'examples/storefront');
    assert.equal(asTyped('.', 'editor', called), '.');
    assert.equal(asTyped('.', 'start', {}), '.');
  });

  describe('ensure', () => {
    const lock = (version: string) =>
      JSON.stringify({
        packages: {
          '': {},
          'node_modules/a': { version },
          'node_modules/b': { version: '1.0.0', optional: true },
        },
      });

    /** An npm that installs what the lock names, or fails as it does without a network. */
    function npm(script: string): Readonly<Record<string, string>> {
      write('bin/npm', `#!/bin/sh\n${script}\n`);
      chmodSync(join(scratch, 'bin/npm'), 0o755);
      return { PATH: `${join(scratch, 'bin')}${delimiter}${process.env.PATH}` };
    }

    beforeEach(() => {
      mkdirSync(join(scratch, 'scripts'));
      copyFileSync(join(PROJECT, 'scripts/ensure.mjs'), join(scratch, 'scripts/ensure.mjs'));
      write('package-lock.json', lock('1.0.0'));
    });

    it('installs what is missing or stale, and only that', () => {
      const env = npm(
        'echo ran >> log; mkdir -p node_modules; cp package-lock.json node_modules/.package-lock.json',
      );
      const log = () =>
        existsSync(join(scratch, 'log'))
          ? readFileSync(join(scratch, 'log'), 'utf8').split('\n').length - 1
          : 0;
      assert.equal(run('scripts/ensure.mjs', env).status, 0);
      assert.equal(log(), 1);
      assert.equal(run('scripts/ensure.mjs', env).status, 0);
      assert.equal(log(), 1);
      write('package-lock.json', lock('1.0.1'));
      assert.equal(run('scripts/ensure.mjs', env).status, 0);
      assert.equal(log(), 2);
    });

    it('takes what somebody installed by hand', () => {
      write(
        'node_modules/.package-lock.json',
        JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0' } } }),
      );
      assert.equal(run('scripts/ensure.mjs', npm('exit 9')).status, 0);
    });

    it('says what to do without a network', () => {
      const { status, stderr } = run(
        'scripts/ensure.mjs',
        npm('echo "npm error code EAI_AGAIN" >&2; exit 1'),
      );
      assert.equal(status, 1);
      assert.match(stderr, /could not reach its registry\. Connect to a network/);
    });
  });

  describe('test', () => {
    const PASS = 'process.exit(0)';
    const MOCHA = "console.log('  12 passing (1s)')";

    function parts(changes: Readonly<Record<string, string>>): ReturnType<typeof run> {
      mkdirSync(join(scratch, 'scripts'));
      copyFileSync(join(PROJECT, 'scripts/test.mjs'), join(scratch, 'scripts/test.mjs'));
      const all = {
        'package.json': '{ "type": "commonjs" }',
        'scripts/ensure.mjs': `export const ROOT = ${JSON.stringify(scratch)}; export const ensure = () => {};`,
        'scripts/build.mjs': PASS,
        'scripts/registries.mjs': PASS,
        'scripts/generate-rules.ts': PASS,
        'scripts/ring.mjs': "console.log('ring: skipped')",
        'node_modules/typescript/bin/tsc': PASS,
        'node_modules/@biomejs/biome/bin/biome': PASS,
        'node_modules/mocha/bin/mocha.js': MOCHA,
        'node_modules/tsx/dist/cli.mjs': PASS,
        'dist/wiring.cjs': PASS,
        ...changes,
      };
      for (const [path, text] of Object.entries(all)) write(path, text);
      return run('scripts/test.mjs');
    }
    const last = (text: string) => text.trimEnd().split('\n').at(-1);

    it('ends with the sum of all parts', () => {
      const { status, stdout } = parts({});
      const [passed, failed] =
        /^(\d+) passed, (\d+) failed$/
          .exec(last(stdout) ?? '')
          ?.slice(1)
          .map(Number) ?? [];
      assert.equal(failed, 0);
      assert.ok(passed !== undefined && passed >= 12 + 4, stdout);
      assert.match(stdout, /a real VS Code: skipped/);
      assert.equal(status, 0);
    });

    for (const [what, changes] of [
      ['a failed step', { 'node_modules/typescript/bin/tsc': 'process.exit(2)' }],
      [
        'failed tests',
        {
          'node_modules/mocha/bin/mocha.js': "console.log('  9 passing (1s)\\n  1 failing'); process.exit(1)",
        },
      ],
      ['a crash after the summary', { 'node_modules/mocha/bin/mocha.js': `${MOCHA}; process.exit(7)` }],
      ['a runner that runs nothing', { 'node_modules/mocha/bin/mocha.js': PASS }],
      ['a signal', { 'dist/wiring.cjs': "process.kill(process.pid, 'SIGKILL')" }],
      ['a ring that says nothing', { 'scripts/ring.mjs': PASS }],
      [
        'a ring that failed',
        { 'scripts/ring.mjs': "console.log('ring: 3 passed, 1 failed'); process.exit(1)" },
      ],
    ] as const) {
      it(`counts ${what} as a failure`, () => {
        const { status, stdout } = parts(changes);
        assert.match(last(stdout) ?? '', /^\d+ passed, 1 failed$/);
        assert.equal(status, 1);
      });
    }
  });
});
