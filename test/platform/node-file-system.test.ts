import assert from 'node:assert/strict';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoPath } from '#core/facts/place';
import { listEarly } from '#platform/early-listing';
import { nodeFileSystem } from '#platform/node-file-system';
import { commit, gitIn, scratchDisk } from './support/scratch-disk.ts';

describe('the file system of Node, listed by git', () => {
  const disk = scratchDisk();
  const { git, listed, write } = disk;

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
    rmSync(join(disk.root, 'src/gone.ts'));
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
    const early = listEarly(disk.root);
    assert.ok(early);
    assert.equal(early.output(), undefined);
    await early.ended;
    rmSync(join(disk.root, 'src/gone.ts'));
    write('src/late.ts');
    const fs = nodeFileSystem(disk.root, { git: true, early });
    assert.deepEqual(fs.list().files, ['src/a.ts']);
    // Early only once: the next listing is a new one.
    assert.deepEqual(fs.list().files, ['src/a.ts', 'src/late.ts']);
    write('.git/config', 'this is no configuration');
    const failed = listEarly(disk.root);
    await failed?.ended;
    assert.equal(failed?.output(), undefined);
    assert.match(
      nodeFileSystem(disk.root, { git: true, early: failed }).list().note ?? '',
      /without git: .*config/,
    );
    assert.equal(listEarly(disk.outer), undefined);
  });

  it('reads a root that was made anew in place of the one it began in', () => {
    git('init', '-q');
    write('old.ts');
    const before = process.cwd();
    process.chdir(disk.root);
    try {
      const fs = nodeFileSystem(disk.root, { git: true });
      assert.deepEqual(fs.list().files, ['old.ts']);
      rmSync(disk.root, { recursive: true });
      write('new.ts', 'anew');
      git('init', '-q');
      assert.deepEqual(fs.list().files, ['new.ts']);
      const read = fs.read(repoPath('new.ts'));
      assert.equal(read.ok && read.text, 'anew');
    } finally {
      process.chdir(before);
    }
  });

  it('names submodules, repositories within and tracked node_modules', () => {
    git('init', '-q');
    write('a.ts');
    write('inner/b.ts');
    gitIn(join(disk.root, 'inner'), 'init', '-q');
    commit(join(disk.root, 'inner'));
    write('node_modules/m/index.js');
    write('pkg/node_modules/m/node_modules/n/index.js');
    const commitId = gitIn(join(disk.root, 'inner'), 'rev-parse', 'HEAD').trim();
    git('update-index', '--add', '--cacheinfo', `160000,${commitId},modules/empty`);
    mkdirSync(join(disk.root, 'modules/empty'), { recursive: true });
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
    commit(disk.root);
    git('checkout', '-q', '-b', 'other');
    write('a.ts', 'other\n');
    commit(disk.root);
    git('checkout', '-q', 'main');
    write('a.ts', 'main\n');
    commit(disk.root);
    assert.throws(() => git('merge', '-q', 'other'));
    assert.deepEqual(listed(true).files, ['a.ts']);
  });

  it('lists only what lies below the disk.root when that is a folder of a repository', () => {
    git('init', '-q');
    write('a/b.ts');
    write('c.ts');
    assert.deepEqual(nodeFileSystem(join(disk.root, 'a'), { git: true }).list().files, ['b.ts']);
    write('.gitignore', 'a/\n');
    const ignored = nodeFileSystem(join(disk.root, 'a'), { git: true }).list();
    assert.deepEqual([ignored.files, ignored.listedBy], [['b.ts'], 'walk']);
  });

  it('asks git in a folder of another user once this user has said that it is safe', function () {
    if (process.getuid?.() !== 0) return this.skip();
    git('init', '-q');
    write('a.ts');
    write('.gitignore', '*.log\n');
    chownSync(disk.root, 65534, 65534);
    const before = { ...process.env };
    try {
      process.env.GIT_CONFIG_GLOBAL = join(disk.outer, 'gitconfig');
      writeFileSync(join(disk.outer, 'gitconfig'), '');
      const refused = nodeFileSystem(disk.root, { git: true }).list();
      assert.equal(refused.listedBy, 'walk');
      assert.match(refused.note ?? '', /safe\.directory/);
      writeFileSync(join(disk.outer, 'gitconfig'), `[safe]\n\tdirectory = ${disk.root}\n`);
      assert.deepEqual(listed(true), { files: ['.gitignore', 'a.ts'], skipped: {}, by: 'git' });
    } finally {
      process.env = before;
    }
    return undefined;
  });

  it('is not misled by the environment it was started in', () => {
    git('init', '-q');
    write('a.ts');
    process.env.GIT_DIR = join(disk.outer, 'elsewhere');
    try {
      assert.deepEqual(listed(true), { files: ['a.ts'], skipped: {}, by: 'git' });
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});
