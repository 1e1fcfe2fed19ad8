import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import type { RepoPath } from '#core/facts/place';
import { listEarly } from '#platform/early-listing';
import { nodeFileSystem } from '#platform/node-file-system';

const path = (text: string) => text as RepoPath;
const posix = process.platform !== 'win32';

describe('the file system of Node', () => {
  let outer = '';
  let root = '';
  beforeEach(() => {
    outer = mkdtempSync(join(tmpdir(), 'wiring-fs-'));
    root = join(outer, 'repo');
    mkdirSync(root);
  });
  afterEach(() => rmSync(outer, { recursive: true, force: true }));

  function write(name: string, text = ''): void {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }

  function git(...args: string[]): string {
    return gitIn(root, ...args);
  }

  function listed(useGit: boolean): {
    files: readonly string[];
    skipped: Record<string, string>;
    by: string;
  } {
    const { files, skipped, listedBy } = nodeFileSystem(root, { git: useGit }).list();
    return { files, skipped: Object.fromEntries(skipped.map(s => [s.path, s.reason])), by: listedBy };
  }

  it('lists what git tracks or would track, as far as it is there', () => {
    git('init', '-q');
    write('.gitignore', 'dist/\n*.log\n');
    write('src/a.ts');
    write('src/gone.ts');
    write('dist/a.js');
    write('x.log');
    git('add', '.');
    write('src/new.ts');
    write('kept.log');
    git('add', '-f', 'kept.log');
    rmSync(join(root, 'src/gone.ts'));
    const { files, skipped, by } = listed(true);
    assert.equal(by, 'git');
    assert.deepEqual(files, ['.gitignore', 'kept.log', 'src/a.ts', 'src/new.ts']);
    assert.deepEqual(skipped, {});
    assert.deepEqual(listed(false).files, ['.gitignore', 'src/a.ts', 'src/new.ts']);
  });

  it('takes the list that git was asked for early, and asks again where git ended badly', async () => {
    git('init', '-q');
    write('src/a.ts');
    write('src/gone.ts');
    const early = listEarly(root);
    assert.ok(early);
    assert.equal(early.output(), undefined);
    await early.ended;
    rmSync(join(root, 'src/gone.ts'));
    write('src/late.ts');
    const fs = nodeFileSystem(root, { git: true, early });
    assert.deepEqual(fs.list().files, ['src/a.ts']);
    // Early only once: the next listing is a new one.
    assert.deepEqual(fs.list().files, ['src/a.ts', 'src/late.ts']);
    write('.git/config', 'this is no configuration');
    const failed = listEarly(root);
    await failed?.ended;
    assert.equal(failed?.output(), undefined);
    assert.match(
      nodeFileSystem(root, { git: true, early: failed }).list().note ?? '',
      /without git: .*config/,
    );
    assert.equal(listEarly(outer), undefined);
  });

  it('names submodules, repositories within and tracked node_modules', () => {
    git('init', '-q');
    write('a.ts');
    write('inner/b.ts');
    gitIn(join(root, 'inner'), 'init', '-q');
    commit(join(root, 'inner'));
    write('node_modules/m/index.js');
    write('pkg/node_modules/m/node_modules/n/index.js');
    const commitId = gitIn(join(root, 'inner'), 'rev-parse', 'HEAD').trim();
    git('update-index', '--add', '--cacheinfo', `160000,${commitId},modules/empty`);
    mkdirSync(join(root, 'modules/empty'), { recursive: true });
    git('add', '-f', 'a.ts', 'node_modules', 'pkg');
    const { files, skipped } = listed(true);
    assert.deepEqual(files, ['a.ts']);
    assert.deepEqual(skipped, {
      inner: 'nested-repository',
      'modules/empty': 'nested-repository',
      node_modules: 'excluded',
      'pkg/node_modules': 'excluded',
    });
    assert.deepEqual(listed(false).skipped, { inner: 'nested-repository' });
    // The same as a real submodule: tracked as a commit, with files in it.
    git('update-index', '--add', '--cacheinfo', `160000,${commitId},inner`);
    assert.equal(listed(true).skipped.inner, 'nested-repository');
  });

  it('lists a file in conflict once', () => {
    git('init', '-q', '-b', 'main');
    write('a.ts', 'base\n');
    commit(root);
    git('checkout', '-q', '-b', 'other');
    write('a.ts', 'other\n');
    commit(root);
    git('checkout', '-q', 'main');
    write('a.ts', 'main\n');
    commit(root);
    assert.throws(() => git('merge', '-q', 'other'));
    assert.deepEqual(listed(true).files, ['a.ts']);
  });

  for (const useGit of [true, false]) {
    it(`names links, pipes, sockets and giants (${useGit ? 'git' : 'walk'})`, async function () {
      if (!posix) return this.skip();
      if (useGit) git('init', '-q');
      write('a.ts', 'export {};\n');
      write('dir/b.ts');
      writeFileSync(join(outer, 'secret.ts'), 'secret');
      mkdirSync(join(outer, 'secrets'));
      writeFileSync(join(outer, 'secrets/x.ts'), 'secret');
      symlinkSync('a.ts', join(root, 'inside.ts'));
      symlinkSync('dir', join(root, 'inside-dir'));
      symlinkSync('../secret.ts', join(root, 'outside.ts'));
      symlinkSync('../secrets', join(root, 'outside-dir'));
      symlinkSync('nowhere', join(root, 'dangling'));
      symlinkSync('/nowhere/at/all', join(root, 'dangling-outside'));
      symlinkSync('loop', join(root, 'loop'));
      execFileSync('mkfifo', [join(root, 'pipe.ts')]);
      write('big.ts');
      truncateSync(join(root, 'big.ts'), 4 * 1024 * 1024 + 1);
      write('just.ts');
      truncateSync(join(root, 'just.ts'), 4 * 1024 * 1024);
      write('film.mp4');
      truncateSync(join(root, 'film.mp4'), 5 * 1024 * 1024);
      const server = createServer();
      await new Promise<void>(done => server.listen(join(root, 'socket'), done));
      try {
        const { files, skipped } = listed(useGit);
        assert.deepEqual(files, ['a.ts', 'dir/b.ts', 'film.mp4', 'just.ts']);
        const special = useGit ? {} : { 'pipe.ts': 'not-regular', socket: 'not-regular' };
        // git does not list pipes and sockets at all.
        assert.deepEqual(skipped, {
          'big.ts': 'too-large',
          dangling: 'link',
          'dangling-outside': 'link-outside',
          'inside-dir': 'link',
          'inside.ts': 'link',
          loop: 'link-loop',
          'outside-dir': 'link-outside',
          'outside.ts': 'link-outside',
          ...special,
        });
        const fs = nodeFileSystem(root, { git: useGit });
        const reason = (name: string) => {
          const read = fs.read(path(name));
          return read.ok ? read.text.slice(0, 10) : read.reason;
        };
        assert.deepEqual(
          Object.fromEntries(
            [
              'a.ts',
              'inside.ts',
              'inside-dir/b.ts',
              'outside.ts',
              'outside-dir/x.ts',
              'dangling',
              'loop',
              'loop/x',
              'pipe.ts',
              'socket',
              'big.ts',
              'dir',
              'nope.ts',
              'nope/nope.ts',
              'a.ts/x',
              '../secret.ts',
              'dir/../../secret.ts',
              '',
              '/etc/passwd',
              'a\0b',
            ].map(name => [name, reason(name)]),
          ),
          {
            'a.ts': 'export {};',
            'inside.ts': 'link',
            'inside-dir/b.ts': '',
            'outside.ts': 'link-outside',
            'outside-dir/x.ts': 'link-outside',
            dangling: 'link',
            loop: 'link-loop',
            'loop/x': 'link-loop',
            'pipe.ts': 'not-regular',
            socket: 'not-regular',
            'big.ts': 'too-large',
            dir: 'not-regular',
            'nope.ts': 'missing',
            'nope/nope.ts': 'missing',
            'a.ts/x': 'missing',
            '../secret.ts': 'missing',
            'dir/../../secret.ts': 'missing',
            '': 'missing',
            '/etc/passwd': 'missing',
            'a\0b': 'missing',
          },
        );
        assert.deepEqual(
          ['a.ts', 'inside.ts', 'outside-dir/x.ts', 'pipe.ts', 'dir', '', 'nope', '../secret.ts'].map(
            name => fs.stat(path(name))?.size,
          ),
          [11, undefined, undefined, undefined, undefined, undefined, undefined, undefined],
        );
        return undefined;
      } finally {
        server.close();
      }
    });
  }

  it('does not list below a folder that was replaced by a link', function () {
    if (!posix) return this.skip();
    git('init', '-q');
    write('dir/a.ts');
    git('add', '.');
    renameSync(join(root, 'dir'), join(outer, 'moved'));
    symlinkSync('../moved', join(root, 'dir'));
    const { files, skipped } = listed(true);
    assert.deepEqual(files, []);
    assert.deepEqual(skipped, { dir: 'link-outside' });
    return undefined;
  });

  it('reads text as an editor does and calls the rest binary', () => {
    write('bom.ts', '\uFEFFconst ü = 1;');
    writeFileSync(join(root, 'latin1.ts'), Buffer.from([0x66, 0xfc, 0x72]));
    writeFileSync(join(root, 'nul.ts'), 'a\0b');
    writeFileSync(join(root, 'utf16.ts'), Buffer.from('\uFEFFa', 'utf16le'));
    write('empty.ts');
    write('replaced.ts', 'a\uFFFDb');
    for (const isListed of [false, true]) {
      const fs = nodeFileSystem(root, { git: false });
      const read = (name: string) => {
        // Only the first reading after a listing takes the short way.
        if (isListed) fs.list();
        return fs.read(path(name));
      };
      for (const [name, text] of [
        ['bom.ts', 'const ü = 1;'],
        ['empty.ts', ''],
        ['replaced.ts', 'a\uFFFDb'],
      ] as const) {
        const result = read(name);
        assert.ok(result.ok, name);
        assert.equal(result.text, text);
        // What it was just before it was read comes with the text.
        const { size, mtimeMs, ctimeMs } = result.stat ?? {};
        assert.deepEqual({ size, mtimeMs, ctimeMs }, fs.stat(path(name)));
      }
      for (const name of ['latin1.ts', 'nul.ts', 'utf16.ts']) {
        assert.deepEqual(read(name), { ok: false, reason: 'binary' }, name);
      }
    }
  });

  it('follows no link that took the place of a listed file', function () {
    if (!posix) return this.skip();
    write('a.ts', 'a');
    writeFileSync(join(outer, 'secret'), 'secret');
    const fs = nodeFileSystem(root, { git: false });
    fs.list();
    rmSync(join(root, 'a.ts'));
    symlinkSync(join(outer, 'secret'), join(root, 'a.ts'));
    assert.deepEqual(fs.read(path('a.ts')), { ok: false, reason: 'link-outside' });
    return undefined;
  });

  it('lists odd names, and says which cannot be written as a path', function () {
    if (process.platform !== 'linux') return this.skip();
    git('init', '-q');
    for (const name of [
      'new\nline.ts',
      'tab\t".ts',
      ' space .ts',
      '-dash.ts',
      'ü.ts',
      '*.ts',
      'back\\slash.ts',
    ])
      write(name);
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([0xff]), Buffer.from('.ts')]), '');
    for (const useGit of [true, false]) {
      const { files, skipped } = listed(useGit);
      assert.deepEqual(files, [' space .ts', '*.ts', '-dash.ts', 'new\nline.ts', 'tab\t".ts', 'ü.ts']);
      assert.deepEqual(skipped, { 'back\\slash.ts': 'name', 'bad-\uFFFD.ts': 'name' });
    }
    assert.ok(nodeFileSystem(root, { git: true }).read(path('new\nline.ts')).ok);
    return undefined;
  });

  it('lists only what lies below the root when that is a folder of a repository', () => {
    git('init', '-q');
    write('a/b.ts');
    write('c.ts');
    assert.deepEqual(nodeFileSystem(join(root, 'a'), { git: true }).list().files, ['b.ts']);
    write('.gitignore', 'a/\n');
    const ignored = nodeFileSystem(join(root, 'a'), { git: true }).list();
    assert.deepEqual([ignored.files, ignored.listedBy], [['b.ts'], 'walk']);
  });

  it('walks where there is no repository, and says why where git fails', () => {
    write('a.ts');
    const none = nodeFileSystem(root, { git: true }).list();
    assert.deepEqual([none.files, none.listedBy, none.note], [['a.ts'], 'walk', undefined]);
    git('init', '-q');
    writeFileSync(join(root, '.git/config'), '[broken');
    const broken = nodeFileSystem(root, { git: true }).list();
    assert.deepEqual([broken.files, broken.listedBy], [['a.ts'], 'walk']);
    assert.match(broken.note ?? '', /^The files were listed without git: .+[^.]\.$/);
    assert.deepEqual(nodeFileSystem(join(root, 'nowhere'), { git: true }).list().files, []);
  });

  it('asks git in a folder of another user once this user has said that it is safe', function () {
    if (process.getuid?.() !== 0) return this.skip();
    git('init', '-q');
    write('a.ts');
    write('.gitignore', '*.log\n');
    chownSync(root, 65534, 65534);
    const before = { ...process.env };
    try {
      process.env.GIT_CONFIG_GLOBAL = join(outer, 'gitconfig');
      writeFileSync(join(outer, 'gitconfig'), '');
      const refused = nodeFileSystem(root, { git: true }).list();
      assert.equal(refused.listedBy, 'walk');
      assert.match(refused.note ?? '', /safe\.directory/);
      writeFileSync(join(outer, 'gitconfig'), `[safe]\n\tdirectory = ${root}\n`);
      assert.deepEqual(listed(true), { files: ['.gitignore', 'a.ts'], skipped: {}, by: 'git' });
    } finally {
      process.env = before;
    }
    return undefined;
  });

  it('is not misled by the environment it was started in', () => {
    git('init', '-q');
    write('a.ts');
    process.env.GIT_DIR = join(outer, 'elsewhere');
    try {
      assert.deepEqual(listed(true), { files: ['a.ts'], skipped: {}, by: 'git' });
    } finally {
      delete process.env.GIT_DIR;
    }
  });

  it('walking honours .gitignore files as git does', () => {
    const name = fc.constantFrom('a', 'b', 'ab', 'a.ts', 'b.ts');
    const file = fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
    // Not among them: a class never closed, which git lets run over the next slash.
    const part = fc.oneof(name, fc.constantFrom('*', '**', '*.ts', 'a*', '?', '[ab]', '[!a]*', '\\a', '***'));
    const line = fc
      .tuple(
        fc.constantFrom('', '', '!'),
        fc.constantFrom('', '/'),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '/', ' ', '\\ '),
      )
      .map(([not, start, parts, end]) => not + start + parts.join('/') + end);
    const ignoreFile = fc.tuple(
      fc.constantFrom('', 'a/', 'b/', 'a/b/'),
      fc.array(line, { minLength: 1, maxLength: 4 }),
    );
    let left = 0;
    let made = 0;
    fc.assert(
      fc.property(
        fc.array(file, { minLength: 3, maxLength: 12 }),
        fc.array(ignoreFile, { minLength: 1, maxLength: 3 }),
        (files, ignores) => {
          rmSync(root, { recursive: true });
          mkdirSync(root);
          git('init', '-q');
          for (const f of new Set(files)) {
            try {
              write(f);
              made++;
            } catch {
              // The name is a folder already, or below a file.
            }
          }
          for (const [folder, lines] of ignores) {
            try {
              write(`${folder}.gitignore`, `${lines.join('\n')}\n`);
            } catch {}
          }
          const byGit = listed(true);
          if (byGit.by !== 'git') return;
          left += byGit.files.filter(f => !f.endsWith('.gitignore')).length;
          assert.deepEqual(listed(false).files, byGit.files, JSON.stringify(ignores));
        },
      ),
      { numRuns: 120, seed: 23 },
    );
    assert.ok(left > 300 && made - left > 50, `${left} of ${made} files were left`);
  });

  it('is not held up by a pattern made for that', () => {
    write('.gitignore', `${'a*'.repeat(300)}b\n${'**/a*/'.repeat(100)}b\n`);
    write(`${'a'.repeat(200)}.ts`);
    write(`${'a/'.repeat(40)}c.ts`);
    const began = performance.now();
    assert.equal(listed(false).files.length, 3);
    assert.ok(performance.now() - began < 2000);
  });
});

const ENV = {
  PATH: process.env.PATH ?? '',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
  GIT_AUTHOR_DATE: '2026-01-01T00:00:00Z',
  GIT_COMMITTER_DATE: '2026-01-01T00:00:00Z',
};

function gitIn(folder: string, ...args: string[]): string {
  return execFileSync('git', args, { cwd: folder, env: ENV, stdio: ['ignore', 'pipe', 'ignore'] }).toString();
}

function commit(folder: string): void {
  gitIn(folder, 'add', '.');
  gitIn(folder, 'commit', '-q', '-m', 'x');
}
