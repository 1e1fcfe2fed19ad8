import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseIndex, surelySame } from '#platform/index-entries';
import { nodeGit } from '#platform/node-git';
import { nodeWorkTree } from '#platform/node-work-tree';
import { makeRepository, temporaryFolders } from '#test/support/git-repository';

describe('what is not committed', function () {
  this.timeout(30_000);
  const folder = temporaryFolders();

  const made = () => {
    const repo = makeRepository(folder(), [
      { files: { 'a.ts': 'one\n', 'b/c.ts': 'two\n', 'd.ts': 'three\n', 'é f.ts': 'four\n' } },
      { files: { 'e.ts': 'five\n' } },
    ]);
    const put = (path: string, text: string) => writeFileSync(join(repo.root, path), text);
    const asked = async (base?: string) => {
      const tree = nodeWorkTree(repo.root, nodeGit(repo.root));
      const commit = base === undefined ? undefined : await tree.commitOf(base);
      const said = await tree.changes(commit);
      assert.ok(said.ok, JSON.stringify(said));
      return said;
    };
    const told = async (base?: string) =>
      (await asked(base)).files.map(({ path, status, certain }) => `${status} ${path}${certain ? '' : '?'}`);
    return { ...repo, put, asked, told };
  };

  it('is nothing in a clean tree, also where only times or permissions moved', async () => {
    const { root, told } = made();
    assert.deepEqual(await told(), []);
    utimesSync(join(root, 'a.ts'), 1, 1);
    chmodSync(join(root, 'd.ts'), 0o755);
    assert.deepEqual(await told(), []);
  });

  it('is what git status says: changed, staged, deleted, new, renamed, of the same size', async () => {
    const { root, git, put, told } = made();
    put('a.ts', 'eno\n');
    put('new.ts', 'new\n');
    put('staged.ts', 'staged\n');
    put('.gitignore', 'ignored.ts\n');
    put('ignored.ts', 'ignored\n');
    git('add', 'staged.ts');
    put('gone.ts', 'never there\n');
    git('add', 'gone.ts');
    rmSync(join(root, 'gone.ts'));
    rmSync(join(root, 'd.ts'));
    renameSync(join(root, 'e.ts'), join(root, 'g.ts'));
    assert.deepEqual(await told(), [
      'added .gitignore',
      'modified a.ts',
      'deleted d.ts',
      'deleted e.ts',
      'added g.ts',
      'added new.ts',
      'added staged.ts',
    ]);
    const status = git('status', '--porcelain', '-z', '--no-renames', '-uall').split('\0').slice(0, -1);
    const known = status.map(line => line.slice(3)).filter(path => path !== 'gone.ts');
    assert.deepEqual((await told()).map(line => line.split(' ').slice(1).join(' ')).sort(), known.sort());
  });

  it('counts from where a branch parted', async () => {
    const { git, put, asked, told } = made();
    git('checkout', '--quiet', '-b', 'feature');
    put('a.ts', 'changed\n');
    git('commit', '--quiet', '-am', 'Change a');
    git('checkout', '--quiet', 'main');
    put('d.ts', 'elsewhere\n');
    git('commit', '--quiet', '-am', 'Change d');
    git('checkout', '--quiet', 'feature');
    put('b/c.ts', 'not committed\n');
    assert.deepEqual(await told('main'), ['modified a.ts', 'modified b/c.ts']);
    assert.equal((await asked('main')).since?.commits, 1);
    assert.deepEqual(await told(), ['modified b/c.ts']);
  });

  it('knows no commit by a name that is an option, or by none', async () => {
    const { root } = made();
    const tree = nodeWorkTree(root, nodeGit(root));
    assert.equal(await tree.commitOf('--all'), undefined);
    assert.equal(await tree.commitOf('nowhere'), undefined);
  });

  it('takes line ends for the same, and says of a filtered file that it only may differ', async () => {
    const { git, put, told } = made();
    put('a.ts', 'one\r\n');
    assert.deepEqual(await told(), []);
    put('.gitattributes', 'd.ts filter=lfs\n');
    git('add', '.gitattributes');
    put('d.ts', 'filtered\n');
    assert.deepEqual(await told(), ['added .gitattributes', 'modified d.ts?']);
  });

  it('reads through no link', async () => {
    const { root, told } = made();
    const outside = folder();
    writeFileSync(join(outside, 'c.ts'), 'two\n');
    rmSync(join(root, 'b'), { recursive: true });
    symlinkSync(outside, join(root, 'b'));
    rmSync(join(root, 'a.ts'));
    symlinkSync(join(outside, 'c.ts'), join(root, 'a.ts'));
    assert.deepEqual((await told()).slice(0, 3), ['modified a.ts', 'added b', 'deleted b/c.ts']);
  });

  it('is everything before the first commit, and a failure outside a repository', async () => {
    const repo = makeRepository(folder(), []);
    writeFileSync(join(repo.root, 'a.ts'), 'a\n');
    writeFileSync(join(repo.root, 'b.ts'), 'b\n');
    repo.git('add', 'a.ts');
    const said = await nodeWorkTree(repo.root, nodeGit(repo.root)).changes();
    assert.ok(said.ok);
    assert.deepEqual(
      said.files.map(({ path, status }) => [path, status]),
      [
        ['a.ts', 'added'],
        ['b.ts', 'added'],
      ],
    );
    const none = folder();
    mkdirSync(join(none, 'x'));
    assert.equal((await nodeWorkTree(none, nodeGit(none)).changes()).ok, false);
  });

  it('believes times only of what was written before the index', () => {
    const file = { mtimeMs: 1000, ctimeMs: 1000, size: 3 };
    const seen = { ...file, flags: 0 };
    assert.equal(surelySame(file, seen, 2000), true);
    assert.equal(surelySame(file, seen, 1000), false);
    assert.equal(surelySame({ ...file, ctimeMs: 1001 }, seen, 2000), false);
    assert.equal(surelySame({ ...file, size: 4 }, seen, 2000), false);
    assert.equal(surelySame({ ...file, size: 2 ** 32 + 3 }, seen, 2000), true);
  });

  it('believes nothing of an index that is printed in an unknown way', () => {
    assert.equal(parseIndex('what is this'), undefined);
    const blob = 'a'.repeat(40);
    assert.deepEqual(parseIndex(`100644 ${blob} 0\ta.ts\0`), [
      { mode: '100644', blob, stage: 0, path: 'a.ts' },
    ]);
  });
});
