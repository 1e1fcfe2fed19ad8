import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  built,
  commit,
  environment,
  folder,
  git,
  removeScratch,
  repository,
  SMALL,
  WIRING,
  wiring,
  write,
} from '#test/cli/real';

describe('the command line in unusual places', function () {
  this.timeout(60_000);
  before(built);
  after(removeScratch);

  it('says of a shallow clone what it cannot tell, and drops the boundary', () => {
    const root = repository(SMALL);
    for (let n = 1; n <= 4; n++) {
      write(root, {
        'packages/cart/src/index.ts': `export const total = (n: number): number => n + ${n};\n`,
      });
      commit(root, `Work ${n}`, `2026-01-0${5 + n}T10:00:00Z`);
    }
    const clone = join(folder({}), 'clone');
    git(root, ['clone', '--quiet', '--depth', '3', `file://${root}`, clone]);
    const { code, stdout, stderr } = wiring(clone, ['check']);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /2 changes read/, 'of three commits the oldest has no parent to compare with');
    assert.match(stdout.replace(/\s+/g, ' '), /history: this is a shallow clone .*git fetch --unshallow/);
  });

  it('knows a bare repository, and a folder that was deleted under its feet', () => {
    const root = repository(SMALL);
    const bare = join(folder({}), 'bare.git');
    git(root, ['clone', '--quiet', '--bare', root, bare]);
    const told = wiring(bare, ['check']);
    assert.equal(told.code, 2);
    assert.match(told.stderr, /bare repository/);
    const gone = mkdtempSync(join(tmpdir(), 'wiring-gone-'));
    const ended = spawnSync('/bin/sh', ['-c', `rmdir '${gone}' && '${process.execPath}' '${WIRING}' check`], {
      cwd: gone,
      encoding: 'utf8',
      env: environment(),
    });
    assert.equal(ended.status, 3);
    assert.match(ended.stderr, /the current folder is no longer there/);
  });

  it('never hangs on a cache folder that the system does not let it make', function () {
    if (!existsSync('/proc/self')) this.skip();
    const root = repository(SMALL);
    // Below /proc the system says "no such folder" about a new folder whose parent is there.
    const { code, stdout } = wiring(root, ['check'], { WIRING_CACHE: '/proc/self/wiring' });
    assert.equal(code, 0);
    assert.match(stdout, /Independence of action/);
  });

  it('takes names of files as they come, and none of them reaches the terminal raw', () => {
    const odd = [
      'new\nline.ts',
      'quo"te\'.ts',
      '\u001b[31mred\u0007.ts',
      '\u{1f600}.ts',
      ' sp ace/ x.ts',
      'back\\slash.ts',
      'rtl\u202egpj.ts',
    ];
    const files = Object.fromEntries(odd.map(name => [`packages/web/src/${name}`, "import './nowhere';\n"]));
    const root = repository({ ...SMALL, ...files });
    for (const args of [
      ['check', '--all'],
      ['check', '--all', '--no-git'],
      ['doctor'],
      ['init', '--stdout'],
    ]) {
      const { code, stdout, stderr } = wiring(root, args);
      assert.equal(code, 0, stderr);
      assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/, args.join(' '));
    }
    const facts = JSON.parse(wiring(root, ['facts']).stdout) as {
      files: { path: string }[];
      skipped: { path: string; reason: string }[];
    };
    const listed = facts.files.map(({ path }) => path);
    assert.equal(listed.filter(path => odd.some(name => path.endsWith(`/${name}`))).length, odd.length - 1);
    assert.deepEqual(
      facts.skipped.map(({ reason }) => reason),
      ['name'],
    );
  });

  it('follows no link, opens no pipe and counts what it left out', () => {
    const root = repository(SMALL);
    const outside = folder({ 'secret.ts': "import './outside';\n" });
    symlinkSync(outside, join(root, 'packages/web/src/out'));
    symlinkSync('.', join(root, 'packages/web/src/self'));
    symlinkSync('round', join(root, 'packages/web/src/round'));
    writeFileSync(join(root, 'packages/web/src/huge.ts'), Buffer.alloc(5 << 20, 'x'));
    let deep = join(root, 'packages/web/src');
    for (let n = 0; n < 200; n++) deep = join(deep, `deep${n}`);
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'x.ts'), "import '@shop/cart';\n");
    const piped = spawnSync('mkfifo', [join(root, 'packages/web/tsconfig.json')]).status === 0;
    commit(root, 'Odd things', '2026-02-01T10:00:00Z');
    for (const args of [['check'], ['check', '--no-git']]) {
      const { code, stdout, stderr } = wiring(root, args);
      assert.equal(code, 0, stderr);
      const said = stdout.replace(/\s+/g, ' ');
      assert.match(said, /1 file too large to be source \(packages\/web\/src\/huge\.ts\)/);
      assert.match(said, /1 link that leaves the repository \(packages\/web\/src\/out\)/);
      assert.match(said, /1 link that goes in circles \(packages\/web\/src\/round\)/);
      assert.doesNotMatch(said, /secret/);
      if (piped && args.length > 1) assert.match(said, /1 pipe, device or socket/);
    }
  });

  it('says why a .wiring file could not be read, in words', () => {
    const root = repository({ ...SMALL, 'big.wiring': '{'.repeat(5 << 20) });
    writeFileSync(join(root, 'odd.wiring'), Buffer.from([0xff, 0xfe, 0]));
    const { code, stdout } = wiring(root, ['check']);
    assert.equal(code, 2);
    const said = stdout.replace(/\s+/g, ' ');
    assert.match(said, /big\.wiring:1:1 error This file was not read \(it is too large\)/);
    assert.match(said, /odd\.wiring:1:1 error This file was not read \(it is not UTF-8 text\)/);
    assert.match(said, /A \.wiring file is a regular file of UTF-8 text\. \[unreadable-file\]/);
  });

  it('writes nothing into the repository, nor anywhere but into the cache', () => {
    const root = repository(SMALL);
    const home = folder({});
    const cache = folder({});
    const before = readdirSync(root, { recursive: true }).sort();
    for (const args of [['check'], ['facts'], ['doctor'], ['explain', 'packages/web/src/index.ts']])
      assert.equal(wiring(root, args, { HOME: home, WIRING_CACHE: cache }).code, 0);
    assert.deepEqual(readdirSync(root, { recursive: true }).sort(), before);
    assert.deepEqual(readdirSync(home), []);
    rmSync(cache, { recursive: true });
    assert.equal(
      wiring(root, ['check'], { HOME: home, WIRING_CACHE: cache }).code,
      0,
      'gone in the meantime',
    );
  });
});
