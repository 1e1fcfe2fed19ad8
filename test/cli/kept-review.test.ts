import assert from 'node:assert/strict';
import { readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { otlp, SHOP } from '../traces/spans.ts';
import {
  built,
  commit,
  folder,
  git,
  type Ran,
  removeScratch,
  repository,
  SMALL,
  STRICT,
  wiring,
  write,
} from './real.ts';

describe('a review that is kept', function () {
  this.timeout(120_000);
  before(built);
  after(removeScratch);

  /** Runs twice with the cache and once without: all three must be the same bytes, or something old was told. */
  function check(
    root: string,
    args: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Ran {
    const first = wiring(root, ['check', ...args], env);
    assert.deepEqual(wiring(root, ['check', ...args], env), first, 'the second run');
    assert.deepEqual(wiring(root, ['check', ...args, '--no-cache'], env), first, 'without a cache');
    return first;
  }

  const HISTORY = ['2026-01-06', '2026-01-07'];
  function shop(): string {
    const root = repository({ ...SMALL, 'architecture.wiring': STRICT });
    for (const [n, day] of HISTORY.entries()) {
      write(root, {
        'packages/cart/src/index.ts': `export const total = (n: number): number => n + ${n};\n`,
      });
      commit(root, `Change ${n}`, `${day}T10:00:00Z`);
    }
    return root;
  }

  it('is the same review in every format, and follows the options', () => {
    const root = shop();
    const text = check(root);
    assert.equal(text.code, 1);
    assert.equal(JSON.parse(check(root, ['--format', 'json']).stdout).summary.error, 1);
    assert.equal(check(root, ['--fail-on', 'never']).code, 0);
    assert.match(check(root, ['--color']).stdout, /\u001b/);
    assert.doesNotMatch(check(root).stdout, /\u001b/);
    assert.equal(check(root, ['--rule', 'dependency-cycle']).code, 0);
    assert.match(check(root, ['--no-git']).stdout, /git was not run/);
  });

  it('is made anew for every kind of change', () => {
    const root = shop();
    const count = () => JSON.parse(check(root, ['--format', 'json']).stdout);
    assert.equal(count().summary.error, 1);

    // As long as before, within the same moment, its time put back.
    const wired = join(root, 'architecture.wiring');
    const { atime, mtime } = statSync(wired);
    write(root, { 'architecture.wiring': STRICT.replace('uses nothing', 'uses cart   ') });
    utimesSync(wired, atime, mtime);
    assert.equal(count().summary.error, 0);
    write(root, { 'architecture.wiring': STRICT });

    write(root, { 'packages/web/src/more.ts': "import '@shop/cart';\n" });
    assert.equal(count().findings[0].places.length, 2);
    write(root, { '.gitignore': 'more.ts\n' });
    assert.equal(count().findings[0].places.length, 1);
    rmSync(join(root, '.gitignore'));
    renameSync(join(root, 'packages/web/src/more.ts'), join(root, 'packages/web/src/other.ts'));
    assert.match(JSON.stringify(count().findings[0].places), /other\.ts/);
    rmSync(join(root, 'packages/web/src/other.ts'));
    assert.equal(count().findings[0].places.length, 1);
    write(root, { CODEOWNERS: '/packages/ @shop/all\n' });
    assert.doesNotMatch(JSON.stringify(count().findings), /"team":"nobody"/);
  });

  it('is made anew when history moves: a commit, an amended one, another branch, a mailmap, a shallow clone', () => {
    const root = shop();
    const document = () => JSON.parse(check(root, ['--format', 'json']).stdout);
    const start = document();
    commit(root, 'Nothing but a commit', '2026-01-08T10:00:00Z');
    const committed = document();
    assert.notEqual(committed.reviewed, start.reviewed);
    git(root, ['commit', '--amend', '--quiet', '--allow-empty', '-m', 'Amended'], {
      GIT_COMMITTER_DATE: '2026-01-09T10:00:00Z',
    });
    assert.notEqual(document().reviewed, committed.reviewed);
    git(root, ['reset', '--quiet', '--soft', 'HEAD~1']);
    assert.deepEqual(document(), start);
    git(root, ['checkout', '--quiet', '-b', 'side']);
    document();
    write(root, { '.git/info/exclude': '.mailmap\n', '.mailmap': 'Bo <bo@example.org> <ana@example.org>\n' });
    document();
    const clone = join(folder({}), 'clone');
    git(root, ['clone', '--quiet', '--depth', '1', `file://${root}`, clone]);
    check(clone);
    git(clone, ['fetch', '--quiet', '--unshallow']);
    assert.doesNotMatch(check(clone).stdout, /shallow/);
  });

  it('is made anew on another day', () => {
    const root = repository({
      ...SMALL,
      'architecture.wiring': `${STRICT}\naccept undeclared-dependency from web to cart until 2026-03-01 because "soon"\n`,
    });
    assert.equal(check(root, ['--today', '2026-03-01']).code, 0);
    assert.equal(check(root, ['--today', '2026-03-02']).code, 1);
  });

  it('follows a tsconfig that is installed, and what a build makes', () => {
    const root = repository({
      ...SMALL,
      '.gitignore': 'node_modules\ndist\n',
      'packages/web/tsconfig.json': '{ "extends": "base/tsconfig.json" }\n',
      'packages/web/src/aliased.ts': "import '~/index';\nimport '../dist/made.js';\n",
    });
    const missing = () => JSON.parse(check(root, ['--format', 'json']).stdout).notAnalysed.unresolved;
    const before = missing();
    write(root, {
      'packages/web/node_modules/base/tsconfig.json':
        '{ "compilerOptions": { "paths": { "~/*": ["../../src/*"] } } }\n',
    });
    const installed = missing();
    assert.notDeepEqual(installed, before);
    write(root, { 'packages/web/dist/made.js': '' });
    assert.notDeepEqual(missing(), installed);
  });

  it('is kept where traces are named, until a file of them is another', () => {
    const root = repository({
      ...SMALL,
      '.gitignore': 'out\n',
      'architecture.wiring': `${STRICT}\nservice web { runs web }\ntraces "out"\n`,
      'out/traces.json': otlp(SHOP),
    });
    const cache = folder({});
    const env = { WIRING_CACHE: cache };
    const kept = () => readdirSync(cache, { recursive: true }).length;
    const written = Date.now();
    const first = check(root, ['--format', 'json'], env);
    // Written a moment ago, it may be written again without its time telling; a slow machine is past that moment.
    const wasYoung = Date.now() - written < 2000;
    const young = kept();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2100);
    assert.deepEqual(check(root, ['--format', 'json'], env), first);
    if (wasYoung) assert.ok(kept() > young, 'nothing more was kept');
    const named = check(root, ['--format', 'json', '--traces', 'out/traces.json'], env);
    // As long as before, its time put back: only what nobody can set tells.
    const path = join(root, 'out/traces.json');
    const { atime, mtime } = statSync(path);
    write(root, { 'out/traces.json': otlp(SHOP).toString().replaceAll('"cart"', '"sled"') });
    utimesSync(path, atime, mtime);
    assert.notDeepEqual(check(root, ['--format', 'json'], env), first);
    assert.notDeepEqual(check(root, ['--format', 'json', '--traces', 'out/traces.json'], env), named);
  });

  it('is not kept with --no-cache', () => {
    const root = shop();
    const cache = folder({});
    wiring(root, ['check', '--no-cache'], { WIRING_CACHE: cache });
    assert.deepEqual(readdirSync(cache), ['code']);
  });
});
