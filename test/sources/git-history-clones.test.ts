import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRefs } from '#platform/git-refs';
import { type MadeCommit, makeRepository, runGit, temporaryFolders } from '#test/support/git-repository';
import { codes, files, read, ready, reason, subjects } from './history-support.ts';

describe('history of a real repository, of whatever sort', () => {
  const folder = temporaryFolders();
  const make = (commits: readonly MadeCommit[]) => makeRepository(folder(), commits);
  const tale = [...'a long enough text that git can compare\n'].join('\n').repeat(10);

  describe('which branch is mined', () => {
    const line: MadeCommit[] = [
      { name: '1', subject: 'One', files: { 'a.ts': '1' } },
      { name: '2', subject: 'Two', files: { 'a.ts': '2' } },
      { name: 'f', branch: 'feature', parents: ['2'], subject: 'Under review', files: { 'b.ts': '1' } },
      { name: '3', subject: 'Three', files: { 'a.ts': '3' } },
    ];

    it('leaves unmerged work out', async () => {
      const { root, git, id } = make(line);
      git('checkout', '--quiet', 'feature');
      const facts = ready(await read(root));
      assert.deepEqual(
        facts.changes.map(({ subject }) => subject),
        ['Two', 'One'],
      );
      assert.equal(facts.mergeBase, id('2'));
      assert.equal(facts.reviewed, id('f'));
      assert.equal(facts.branch, 'main');
    });

    it('follows origin/HEAD before any usual name', async () => {
      const { root, git, id } = make(line);
      git('update-ref', 'refs/remotes/origin/next', id('1'));
      git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/next');
      for (const refs of [readRefs(root), undefined]) {
        const facts = ready(await read(root, { refs }));
        assert.equal(facts.branch, 'origin/next');
        assert.deepEqual(
          facts.changes.map(({ subject }) => subject),
          ['One'],
        );
      }
    });

    it('mines the branch that the wiring file names', async () => {
      const { root } = make(line);
      const facts = ready(await read(root, { branch: 'feature' }));
      assert.equal(facts.branch, 'feature');
      assert.deepEqual(
        facts.changes.map(({ subject }) => subject),
        ['Two', 'One'],
      );
    });

    it('says when the named branch is not there', async () => {
      const { root } = make(line);
      assert.match(
        reason(await read(root, { branch: 'develop' })),
        /"history { branch develop }" names a branch that this clone does not have/,
      );
    });

    it('stays on the main line when a merged branch is still checked out', async () => {
      const { root, git } = make([
        ...line,
        { name: 'm', parents: ['3', 'f'], subject: 'Merge feature', files: { 'b.ts': '1' } },
      ]);
      git('checkout', '--quiet', 'feature');
      assert.deepEqual(subjects(await read(root)), ['Two', 'One']);
    });

    it('reads a branch of any name, and HEAD on none', async () => {
      const { root, git, id } = make([{ branch: 'work', subject: 'One', files: { 'a.ts': '1' } }]);
      assert.equal(ready(await read(root)).branch, 'work');
      git('checkout', '--quiet', '--detach', id('1'));
      git('branch', '--quiet', '-D', 'work');
      const facts = ready(await read(root));
      assert.deepEqual([facts.branch, codes(facts)], ['HEAD', ['detached']]);
      assert.deepEqual(ready(await read(root, { refs: undefined })), facts);
    });

    it('gives the same from the files of .git as from git itself, refs packed or not', async () => {
      const { root, git, id } = make(line);
      git('update-ref', 'refs/remotes/origin/main', id('2'));
      git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
      const loose = readRefs(root);
      const facts = ready(await read(root, { refs: undefined }));
      assert.deepEqual(ready(await read(root, { refs: loose })), facts);
      git('pack-refs', '--all');
      assert.deepEqual(readRefs(root), loose);
    });
  });

  describe('what is not a plain clone', () => {
    const line: MadeCommit[] = [1, 2, 3, 4].map(n => ({
      subject: `Change ${n}`,
      files: { [`${n}.ts`]: `${n}` },
    }));
    const url = (root: string) => `file://${root}`;
    const clone = (from: string, ...options: string[]) => {
      const to = folder();
      runGit(to, ['clone', '--quiet', ...options, url(from), '.']);
      return to;
    };

    it('drops the boundary of a shallow clone and says how far back it goes', async () => {
      const state = await read(clone(make(line).root, '--depth=3'));
      assert.equal(state.state, 'stale');
      assert.deepEqual(subjects(state), ['Change 4', 'Change 3']);
      assert.match(
        state.state === 'stale' ? state.reason : '',
        /shallow clone and tells nothing before 2026-01-03; run "git fetch --unshallow"/,
      );
    });

    it('knows nothing from a single commit', async () => {
      assert.match(
        reason(await read(clone(make(line).root, '--depth=1'))),
        /shallow clone and tells no change; run "git fetch --unshallow"/,
      );
    });

    it('reads a worktree', async () => {
      const { root, git } = make(line);
      const place = join(folder(), 'tree');
      git('worktree', 'add', '--quiet', '-b', 'other', place, 'main~1');
      for (const refs of [readRefs(place), undefined]) {
        const facts = ready(await read(place, { refs }));
        assert.deepEqual(
          facts.changes.map(({ subject }) => subject),
          ['Change 3', 'Change 2', 'Change 1'],
        );
        assert.deepEqual(codes(facts), ['worktree']);
      }
      renameSync(root, `${root}-moved`);
      assert.match(reason(await read(place)), /worktree whose main repository is gone/);
      renameSync(`${root}-moved`, root);
    });

    it('reads a submodule, and the gitlink in the repository around it', async () => {
      const inner = make(line);
      const outer = make([{ files: { 'a.ts': '1' } }]);
      outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'lib');
      outer.git('config', 'diff.ignoreSubmodules', 'all');
      outer.git('commit', '--quiet', '-m', 'Add lib');
      const facts = ready(await read(join(outer.root, 'lib')));
      assert.equal(facts.changes.length, 4);
      assert.deepEqual(codes(facts), ['submodule']);
      assert.deepEqual(files(await read(outer.root))[0]?.sort(), ['added .gitmodules', 'added lib']);
    });

    it('reads a partial clone without fetching, and says so', async () => {
      const source = make([
        { files: { 'a.ts': tale, 'b.ts': tale.toUpperCase() } },
        { files: { 'a.ts': null, 'c.ts': tale, 'b.ts': null, 'd.ts': `${tale.toUpperCase()}!` } },
      ]);
      source.git('config', 'uploadpack.allowFilter', 'true');
      const root = clone(source.root, '--filter=blob:none', '--no-checkout');
      // Any fetch would fail now, and a program in its place would be seen.
      rmSync(source.root, { recursive: true });
      for (const refs of [readRefs(root), undefined]) {
        const state = await read(root, { refs });
        assert.deepEqual(codes(ready(state)), ['partial-clone']);
        assert.deepEqual(files(state)[0]?.sort(), ['added d.ts', 'deleted b.ts -> gone', 'renamed c.ts']);
      }
    });

    it('says that trees were never fetched', async () => {
      const source = make(line);
      source.git('config', 'uploadpack.allowFilter', 'true');
      const root = clone(source.root, '--filter=tree:0', '--no-checkout');
      runGit(root, ['config', 'remote.origin.url', `ext::touch ${root}/ran`]);
      runGit(root, ['config', 'protocol.ext.allow', 'always']);
      assert.match(
        reason(await read(root)),
        /partial clone and objects that the history needs were never fetched/,
      );
      assert.throws(() => readFileSync(join(root, 'ran')), 'a fetch was tried');
    });

    it('reads a folder of a repository with paths from there', async () => {
      const { root } = make([{ files: { 'x/a.ts': '1', 'b.ts': '1' } }, { files: { 'b.ts': '2' } }]);
      for (const refs of [readRefs(join(root, 'x')), undefined]) {
        assert.deepEqual(files(await read(join(root, 'x'), { refs })), [[], ['added a.ts']]);
      }
    });

    it('does not follow replaced or grafted commits', async () => {
      const { root, git, id } = make(line);
      git('replace', id('3'), id('1'));
      mkdirSync(join(root, '.git', 'info'), { recursive: true });
      writeFileSync(join(root, '.git', 'info', 'grafts'), `${id('4')}\n`);
      assert.deepEqual(subjects(await read(root)), ['Change 4', 'Change 3', 'Change 2', 'Change 1']);
    });

    it('says that objects are missing', async () => {
      const { root, id } = make(line);
      // fast-import leaves a small pack unpacked or packed; a fresh object directory with nothing is certain.
      rmSync(join(root, '.git', 'objects', 'pack'), { recursive: true });
      rmSync(join(root, '.git', 'objects', id('4').slice(0, 2)), { recursive: true, force: true });
      assert.match(reason(await read(root)), /missing or damaged; run "git fsck"/);
    });
  });
});
