import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, HistoryFacts } from '#core/facts/history';
import type { RepoPath } from '#core/facts/place';
import type { SourceState } from '#core/facts/state';
import type { Cache } from '#platform/cache';
import type { Git } from '#platform/git';
import { readRefs } from '#platform/git-refs';
import { nodeFileSystem } from '#platform/node-file-system';
import { nodeGit } from '#platform/node-git';
import { type HistoryOptions, readHistory } from '#sources/git-history';
import {
  FIRST_TIME,
  type MadeCommit,
  makeRepository,
  runGit,
  temporaryFolders,
} from '#test/support/git-repository';

describe('history of a real repository', () => {
  const folder = temporaryFolders();
  const make = (commits: readonly MadeCommit[]) => makeRepository(folder(), commits);
  const tale = [...'a long enough text that git can compare\n'].join('\n').repeat(10);

  it('reads what was merged, newest first, with its files and authors', async () => {
    const { root, id } = make([
      { subject: 'Begin', files: { 'a.ts': '1', 'b.ts': '2' } },
      {
        subject: 'Go on',
        author: 'Bo <BO@Northwind.example>',
        files: { 'a.ts': '3', 'b.ts': null, 'c/d.ts': '4' },
      },
    ]);
    const facts = ready(await read(root));
    assert.equal(facts.reviewed, id('2'));
    assert.equal(facts.mergeBase, id('2'));
    assert.equal(facts.branch, 'main');
    assert.equal(facts.now, FIRST_TIME + 86_400);
    assert.deepEqual(facts.changes.map(outline), [
      ['Go on', ['bo@northwind.example'], ['modified a.ts', 'deleted b.ts -> gone', 'added c/d.ts']],
      ['Begin', ['ana@northwind.example'], ['added a.ts', 'added b.ts -> gone']],
    ]);
    assert.equal(facts.changes[0]?.files[0]?.before, facts.changes[1]?.files[0]?.after);
    assert.equal(facts.changes[0]?.id, id('2'));
  });

  it('says that there are no commits yet', async () => {
    const { root } = make([]);
    assert.match(reason(await read(root)), /has no commits yet/);
    assert.match(reason(await read(root, { refs: undefined })), /has no commits yet/);
  });

  it('says that this is no repository', async () => {
    assert.match(reason(await read(folder())), /not in a git repository/);
  });

  it('gives the same facts whatever the configuration says about logs, diffs and merges', async () => {
    const commits: MadeCommit[] = [
      {
        files: { 'old name.ts': tale, 'other.ts': tale.toUpperCase(), 'ä.ts': '1', 'z/keep.ts': '1' },
        subject: 'Müßig',
      },
      {
        name: 'side',
        branch: 'side',
        parents: ['1'],
        files: { 'z/keep.ts': '2' },
        author: 'Bo <bo@x.example>',
      },
      {
        name: 'main2',
        parents: ['1'],
        files: {
          'old name.ts': null,
          'new name.ts': `${tale}x`,
          'other.ts': null,
          'another.ts': `${tale.toUpperCase()}y`,
        },
      },
      {
        parents: ['main2', 'side'],
        subject: 'Merge',
        files: { 'z/keep.ts': '2' },
        body: 'Co-authored-by: Cy <cy@x.example>',
      },
    ];
    const plain = make(commits);
    const odd = make(commits);
    for (const [key, value] of ODD_SETTINGS) odd.git('config', key, value);
    writeFileSync(join(odd.root, '.git', 'order'), 'z/*\n');
    const expected = ready(await read(plain.root));
    assert.equal(expected.changes.length, 3);
    assert.equal(expected.changes[1]?.files.filter(({ status }) => status === 'renamed').length, 2);
    assert.deepEqual(ready(await read(odd.root)), expected);
  });

  it('runs no program that the configuration names', async () => {
    const { root, git } = make([{ files: { 'a.ts': '1' } }, { files: { 'a.ts': '2' } }]);
    const trace = join(root, 'ran');
    const program = join(root, 'program.sh');
    writeFileSync(program, `#!/bin/sh\necho "$0 $*" >> "${trace}"\n`, { mode: 0o755 });
    for (const key of [
      'diff.external',
      'core.fsmonitor',
      'core.pager',
      'gpg.program',
      'core.sshCommand',
      'core.askPass',
      'diff.x.textconv',
      'diff.x.command',
      'core.alternateRefsCommand',
      'credential.helper',
    ])
      git('config', key, program);
    git('config', 'log.showSignature', 'true');
    writeFileSync(join(root, '.git', 'info', 'attributes'), '* diff=x\n');
    // A signature makes git run a program as soon as it is to be shown.
    const body = git('cat-file', 'commit', 'HEAD');
    const signed = body.replace(
      '\n\n',
      '\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n AAAA\n -----END PGP SIGNATURE-----\n\n',
    );
    git(
      'update-ref',
      'HEAD',
      runGit(root, ['hash-object', '-w', '-t', 'commit', '--stdin'], Buffer.from(signed)).trim(),
    );
    assert.deepEqual(subjects(await read(root, { refs: undefined })), ['Change 2', 'Change 1']);
    assert.throws(() => readFileSync(trace), 'a program of the repository ran');
  });

  it('hangs on no pipe, neither as .mailmap nor in a setting', async function () {
    if (process.platform === 'win32') this.skip();
    const { root, git } = make([{ files: { 'a.ts': '1' } }]);
    execFileSync('mkfifo', [join(root, '.mailmap'), join(root, '.git', 'pipe')]);
    for (const key of [
      'diff.orderFile',
      'mailmap.file',
      'core.attributesFile',
      'core.excludesFile',
      'blame.ignoreRevsFile',
    ])
      git('config', key, join(root, '.git', 'pipe'));
    const facts = ready(await read(root, { timeoutMs: 5000 }));
    assert.equal(facts.changes.length, 1);
    assert.deepEqual(codes(facts), ['no-mailmap']);
  });

  it('gives up on a pipe that cannot be avoided, with the reason', async function () {
    if (process.platform === 'win32') this.skip();
    const { root, git } = make([{ files: { 'a.ts': '1' } }]);
    execFileSync('mkfifo', [join(root, '.git', 'pipe')]);
    git('config', 'include.path', join(root, '.git', 'pipe'));
    const started = Date.now();
    assert.match(reason(await read(root, { timeoutMs: 300 })), /within 0.3 s and was stopped/);
    assert.ok(Date.now() - started < 5000);
  });

  it('ignores an inherited GIT_DIR and its kin', async () => {
    const { root } = make([{ subject: 'Mine', files: { 'a.ts': '1' } }]);
    const other = make([{ subject: 'Other', files: { 'b.ts': '1' } }]);
    const inherited = {
      GIT_DIR: join(other.root, '.git'),
      GIT_WORK_TREE: other.root,
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: 'diff.external',
      GIT_CONFIG_VALUE_0: 'false',
    };
    Object.assign(process.env, inherited);
    try {
      assert.deepEqual(subjects(await read(root, { refs: undefined })), ['Mine']);
    } finally {
      for (const name of Object.keys(inherited)) delete process.env[name];
    }
  });

  it('applies .mailmap to authors and co-authors, without case', async () => {
    const { root } = make([
      {
        author: 'Old Ana <Ana@Home.example>',
        body: 'Why.\n\nCo-authored-by: Bo <bo@home.example>\nco-authored-by: Cy <cy@x.example>',
        files: { 'a.ts': '1' },
      },
    ]);
    writeFileSync(
      join(root, '.mailmap'),
      '# people\nAna <ANA@x.example> <ana@home.EXAMPLE>\nBo <bo@x.example> Bo <bo@home.example>\n',
    );
    const facts = ready(await read(root));
    assert.deepEqual(facts.changes[0]?.authors, ['ana@x.example', 'bo@x.example', 'cy@x.example']);
  });

  it('does not read a .mailmap that is a link', async function () {
    if (process.platform === 'win32') this.skip();
    const { root } = make([{ author: 'A <a@home.example>', files: { 'a.ts': '1' } }]);
    const outside = join(folder(), 'map');
    writeFileSync(outside, '<a@x.example> <a@home.example>\n');
    symlinkSync(outside, join(root, '.mailmap'));
    const facts = ready(await read(root));
    assert.deepEqual(facts.changes[0]?.authors, ['a@home.example']);
    assert.deepEqual(codes(facts), ['no-mailmap']);
  });

  it('credits a merge to those who made what it brought, not to who pressed the button', async () => {
    const { root } = make([
      { files: { 'a.ts': '1' } },
      { name: 'f1', branch: 'feature', parents: ['1'], author: 'Bo <bo@x.example>', files: { 'b.ts': '1' } },
      {
        name: 'f2',
        branch: 'feature',
        author: 'Cy <cy@x.example>',
        body: 'Co-authored-by: Di <di@x.example>',
        files: { 'b.ts': '2' },
      },
      { name: 'm2', parents: ['1'], files: { 'a.ts': '2' } },
      {
        name: 'f3',
        branch: 'feature',
        parents: ['f2', 'm2'],
        author: 'Button <button@x.example>',
        subject: 'Merge main into feature',
        files: { 'a.ts': '2' },
      },
      {
        parents: ['m2', 'f3'],
        author: 'Button <button@x.example>',
        subject: 'Merge feature',
        files: { 'b.ts': '2' },
      },
    ]);
    const facts = ready(await read(root));
    assert.deepEqual(facts.changes.map(outline), [
      ['Merge feature', ['bo@x.example', 'cy@x.example', 'di@x.example'], ['added b.ts']],
      ['Change 4', ['ana@northwind.example'], ['modified a.ts']],
      ['Change 1', ['ana@northwind.example'], ['added a.ts']],
    ]);
  });

  it('does not credit a merge with what the main line had already', async () => {
    const { root } = make([
      { files: { 'a.ts': '1' } },
      { name: 'early', branch: 'early', parents: ['1'], author: 'Bo <bo@x.example>', files: { 'b.ts': '1' } },
      { name: 'm1', parents: ['1', 'early'], subject: 'Merge early', files: { 'b.ts': '1' } },
      { name: 'm2', parents: ['m1'], author: 'Cy <cy@x.example>', files: { 'a.ts': '2' } },
      { name: 'late', branch: 'late', parents: ['1'], author: 'Di <di@x.example>', files: { 'd.ts': '1' } },
      { name: 'synced', branch: 'late', parents: ['late', 'm2'], files: { 'a.ts': '2', 'b.ts': '1' } },
      { parents: ['m2', 'synced'], subject: 'Merge late', files: { 'd.ts': '1' } },
    ]);
    const { changes } = ready(await read(root));
    assert.deepEqual(
      changes.map(({ authors }) => authors),
      [['di@x.example'], ['cy@x.example'], ['bo@x.example'], ['ana@northwind.example']],
    );
  });

  it('reads an octopus merge and a branch merged twice', async () => {
    const { root } = make([
      { files: { 'a.ts': '1' } },
      { name: 'b1', branch: 'b', parents: ['1'], author: 'Bo <bo@x.example>', files: { 'b.ts': '1' } },
      { name: 'c1', branch: 'c', parents: ['1'], author: 'Cy <cy@x.example>', files: { 'c.ts': '1' } },
      { name: 'o', parents: ['1', 'b1', 'c1'], subject: 'Octopus', files: { 'b.ts': '1', 'c.ts': '1' } },
      { name: 'b2', branch: 'b', author: 'Di <di@x.example>', files: { 'b.ts': '2' } },
      { parents: ['o', 'b2'], subject: 'Again', files: { 'b.ts': '2' } },
    ]);
    assert.deepEqual(ready(await read(root)).changes.map(outline), [
      ['Again', ['di@x.example'], ['modified b.ts']],
      ['Octopus', ['bo@x.example', 'cy@x.example'], ['added b.ts', 'added c.ts']],
      ['Change 1', ['ana@northwind.example'], ['added a.ts']],
    ]);
  });

  it('keeps empty commits', async () => {
    const { root } = make([{ files: { 'a.ts': '1' } }, { subject: 'Nothing' }]);
    assert.deepEqual(ready(await read(root)).changes.map(outline)[0], [
      'Nothing',
      ['ana@northwind.example'],
      [],
    ]);
  });

  it('takes file names as they are', async function () {
    if (process.platform === 'win32') this.skip();
    const names = [
      'new\nline.ts',
      'tab\there.ts',
      'quo"te.ts',
      'ünï/日本.ts',
      ' :100644 100644.ts',
      '-dash.ts',
      'emoji 🛋.ts',
    ];
    const { root } = make([
      { files: Object.fromEntries(names.map(name => [name, name])) },
      { files: { 'new\nline.ts': null, 'new\nname.ts': 'new\nline.ts' } },
    ]);
    const { changes } = ready(await read(root));
    assert.deepEqual(changes[1]?.files.map(file => file.path).sort(), [...names].sort());
    assert.deepEqual(
      changes[0]?.files.map(file => [file.from, file.path, file.status]),
      [['new\nline.ts', 'new\nname.ts', 'renamed']],
    );
  });

  it('cleans subjects of control codes', async () => {
    const { root } = make([{ subject: 'Red \u001b[31malert\u0007', files: { 'a.ts': '1' } }]);
    assert.deepEqual(subjects(await read(root)), ['Red  [31malert ']);
  });

  describe('renames', () => {
    it('follows a chain to the path of today', async () => {
      const { root } = make([
        { files: { 'a.ts': tale } },
        { files: { 'a.ts': null, 'b.ts': `${tale}more` } },
        { files: { 'b.ts': `${tale}more\nand more` } },
        { files: { 'b.ts': null, 'c/d.ts': `${tale}more\nand more` } },
      ]);
      assert.deepEqual(files(await read(root)), [
        ['renamed c/d.ts'],
        ['modified b.ts -> c/d.ts'],
        ['renamed b.ts -> c/d.ts'],
        ['added a.ts -> c/d.ts'],
      ]);
    });

    it('knows a file that was renamed and then removed as gone', async () => {
      const { root } = make([
        { files: { 'a.ts': tale } },
        { files: { 'a.ts': null, 'b.ts': tale } },
        { files: { 'b.ts': null } },
      ]);
      assert.deepEqual(files(await read(root)), [
        ['deleted b.ts -> gone'],
        ['renamed b.ts -> gone'],
        ['added a.ts -> gone'],
      ]);
    });

    it('tells two files of one path apart', async () => {
      const { root } = make([
        { files: { 'a.ts': tale } },
        { files: { 'a.ts': null, 'b.ts': tale } },
        { files: { 'a.ts': 'something else' } },
        { files: { 'a.ts': 'something else again' } },
      ]);
      assert.deepEqual(files(await read(root)), [
        ['modified a.ts'],
        ['added a.ts'],
        ['renamed b.ts'],
        ['added a.ts -> b.ts'],
      ]);
    });

    it('tells a path that was removed and used again for something else', async () => {
      const { root } = make([
        { files: { 'a.ts': tale } },
        { files: { 'a.ts': null } },
        { files: { 'a.ts': 'new' } },
      ]);
      assert.deepEqual(files(await read(root)), [
        ['added a.ts'],
        ['deleted a.ts -> gone'],
        ['added a.ts -> gone'],
      ]);
    });

    it('takes a removal that was taken back as the same file', async () => {
      const { root } = make([
        { files: { 'a.ts': tale } },
        { files: { 'a.ts': null } },
        { files: { 'a.ts': tale } },
      ]);
      assert.deepEqual(files(await read(root)), [['added a.ts'], ['deleted a.ts'], ['added a.ts']]);
    });

    it('follows an exchange of names, in one commit and by way of a third name', async () => {
      const other = tale.toUpperCase();
      const { root } = make([
        { files: { 'a.ts': tale, 'b.ts': other } },
        { files: { 'a.ts': other, 'b.ts': tale } },
        { files: { 'a.ts': null, 't.ts': other } },
        { files: { 'b.ts': null, 'a.ts': tale } },
        { files: { 't.ts': null, 'b.ts': other } },
      ]);
      assert.deepEqual(files(await read(root)), [
        ['renamed b.ts'],
        ['renamed a.ts'],
        ['renamed t.ts -> b.ts'],
        ['renamed a.ts -> b.ts', 'renamed b.ts -> a.ts'],
        ['added a.ts', 'added b.ts'],
      ]);
    });

    it('follows what the branch under review has moved', async () => {
      const { root, git } = make([
        { files: { 'a.ts': tale, 'gone.ts': '1' } },
        { files: { 'a.ts': `${tale}x` } },
        {
          branch: 'feature',
          parents: ['2'],
          files: { 'a.ts': null, 'moved.ts': `${tale}x`, 'gone.ts': null },
        },
      ]);
      git('checkout', '--quiet', 'feature');
      const facts = ready(await read(root));
      assert.deepEqual(
        facts.changes.map(change => change.files.map(fileLine)),
        [['modified a.ts -> moved.ts'], ['added a.ts -> moved.ts', 'added gone.ts -> gone']],
      );
      assert.equal(facts.now, FIRST_TIME + 2 * 86_400, 'now is the time of the reviewed commit');
    });

    it('does not take 80 % as the same file', async () => {
      const lines = Array.from({ length: 100 }, (_, n) => `line ${n} of a file\n`);
      const changed = lines.map((line, n) => (n % 5 === 0 ? `changed ${n} altogether\n` : line));
      const { root } = make([
        { files: { 'a.ts': lines.join('') } },
        { files: { 'a.ts': null, 'b.ts': changed.join('') } },
      ]);
      assert.deepEqual(files(await read(root)), [
        ['deleted a.ts -> gone', 'added b.ts'],
        ['added a.ts -> gone'],
      ]);
    });
  });

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

  describe('the window', () => {
    it('ends so many months before the reviewed commit, in spite of a clock that was wrong', async () => {
      const { root } = make([
        { subject: 'Too old', at: '2024-01-01', files: { 'a.ts': '1' } },
        { subject: 'Just in', at: '2025-07-01', files: { 'a.ts': '2' } },
        { subject: 'Wrong clock', at: '1999-01-01', files: { 'a.ts': '3' } },
        { subject: 'Now', at: '2026-06-01', files: { 'a.ts': '4' } },
      ]);
      assert.deepEqual(subjects(await read(root, { months: 12 })), ['Now', 'Just in']);
      assert.deepEqual(subjects(await read(root, { months: 36 })), ['Now', 'Just in', 'Too old']);
    });

    it('stops git when the window is behind it', async () => {
      const old: MadeCommit[] = Array.from({ length: 3000 }, (_, n) => ({
        at: 1_000_000_000 + n,
        files: { 'a.ts': `${n}` },
      }));
      const { root } = make([...old, { subject: 'Now', at: '2026-06-01', files: { 'b.ts': '1' } }]);
      let bytes = 0;
      const git = nodeGit(root);
      const counting: Git = {
        ...git,
        stream: (args, onChunk, options) =>
          git.stream(
            args,
            chunk => {
              bytes += chunk.length;
              onChunk(chunk);
            },
            options,
          ),
      };
      assert.deepEqual(subjects(await readHistory(counting)), ['Now']);
      assert.ok(bytes < 400_000, `${bytes} bytes were read`);
    });
  });

  describe('the cache', () => {
    it('answers an unchanged history without git, and not after a commit or an edited .mailmap', async () => {
      const { root, git } = make([
        { files: { 'a.ts': tale } },
        { files: { 'a.ts': null, 'b.ts': tale }, body: 'Co-authored-by: Bo <bo@x.example>' },
      ]);
      const cache = memoryCache();
      const first = await read(root, { cache });
      assert.deepEqual(told(await read(root, { cache }, NO_PROCESS)), told(first));
      writeFileSync(join(root, '.mailmap'), '<bo@y.example> <bo@x.example>\n');
      assert.ok(ready(await read(root, { cache })).changes[0]?.authors.includes('bo@y.example'));
      git('commit', '--quiet', '--allow-empty', '-m', 'More');
      assert.equal(ready(await read(root, { cache })).changes.length, 3);
    });

    it('asks git nothing on a feature branch either', async () => {
      const { root, git } = make([
        { files: { 'a.ts': '1' } },
        { branch: 'f', parents: ['1'], files: { 'b.ts': '1' } },
      ]);
      git('checkout', '--quiet', 'f');
      const cache = memoryCache();
      const first = await read(root, { cache });
      assert.deepEqual(told(await read(root, { cache }, NO_PROCESS)), told(first));
    });

    it('takes a damaged entry as none', async () => {
      const { root } = make([{ files: { 'a.ts': '1' } }, { files: { 'a.ts': '2' } }]);
      const cache = memoryCache();
      const first = await read(root, { cache });
      for (const [key, value] of cache.entries) {
        for (const damaged of [
          '',
          '{}',
          'null',
          value.toString().slice(0, -20),
          value.toString().replaceAll(/\d+/g, '7'),
          '{"format":1}',
        ]) {
          cache.entries.set(key, Buffer.from(damaged));
          assert.deepEqual(told(await read(root, { cache })), told(first));
        }
      }
    });
  });

  it('ends at once when it is abandoned', async () => {
    const { root } = make([{ files: { 'a.ts': '1' } }]);
    const already = AbortSignal.abort();
    await assert.rejects(read(root, { signal: already }), { name: 'AbortError' });
    const controller = new AbortController();
    const reading = read(root, { signal: controller.signal });
    controller.abort();
    await assert.rejects(reading, { name: 'AbortError' });
  });

  it('answers a unit of change that is not read yet with a note', async () => {
    const { root } = make([{ files: { 'a.ts': '1' } }]);
    const state = await read(root, { changeUnit: 'ticket' });
    assert.match(state.state === 'ready' ? state.notes.join() : '', /"change is ticket" is not read yet/);
  });
});

const ODD_SETTINGS: readonly (readonly [string, string])[] = [
  ['diff.renames', 'false'],
  ['diff.renameLimit', '1'],
  ['diff.noprefix', 'true'],
  ['diff.mnemonicPrefix', 'true'],
  ['diff.orderFile', '.git/order'],
  ['diff.relative', 'true'],
  ['diff.ignoreSubmodules', 'all'],
  ['log.showSignature', 'true'],
  ['log.showRoot', 'false'],
  ['log.follow', 'true'],
  ['log.diffMerges', 'separate'],
  ['log.decorate', 'full'],
  ['log.abbrevCommit', 'true'],
  ['log.date', 'relative'],
  ['log.mailmap', 'false'],
  ['format.pretty', 'oneline'],
  ['format.notes', 'true'],
  ['core.quotePath', 'true'],
  ['core.abbrev', '4'],
  ['core.commentChar', 'C'],
  ['color.ui', 'always'],
  ['i18n.logOutputEncoding', 'ISO-8859-1'],
  ['trailer.separators', '='],
  ['merge.renames', 'false'],
  ['merge.ff', 'only'],
  ['merge.log', 'true'],
  ['pull.rebase', 'true'],
  ['gpg.format', 'ssh'],
];

/** With the files of each change, which facts from a cache make only when they are asked for. */
function told(state: SourceState<HistoryFacts>): unknown {
  if (state.state === 'absent') return state;
  const changes = state.facts.changes.map(({ id, at, subject, authors, files }) => ({
    id,
    at,
    subject,
    authors,
    files,
  }));
  return { ...state, facts: { ...state.facts, changes } };
}

function read(
  root: string,
  options: HistoryOptions = {},
  git: Git = nodeGit(root),
): Promise<SourceState<HistoryFacts>> {
  const fs = nodeFileSystem(root, { git: false });
  const refs = 'refs' in options ? options.refs : readRefs(root, options.branch);
  return readHistory(git, { readMailmap: () => fs.read('.mailmap' as RepoPath), ...options, refs });
}

const NO_PROCESS: Git = {
  run: args => assert.fail(`git ${args.join(' ')} was run`),
  stream: args => assert.fail(`git ${args.join(' ')} was run`),
};

function memoryCache(): Cache & { readonly entries: Map<string, Buffer> } {
  const entries = new Map<string, Buffer>();
  return {
    entries,
    get: key => entries.get(key),
    set: (key, value) => void entries.set(key, Buffer.from(value)),
  };
}

function ready(state: SourceState<HistoryFacts>): HistoryFacts {
  if (state.state !== 'ready') assert.fail(`${state.state}: ${state.reason}`);
  return state.facts;
}

function reason(state: SourceState<HistoryFacts>): string {
  if (state.state !== 'absent') assert.fail(`the history is ${state.state}`);
  return state.reason;
}

function subjects(state: SourceState<HistoryFacts>): readonly string[] {
  if (state.state === 'absent') assert.fail(state.reason);
  return state.facts.changes.map(({ subject }) => subject);
}

function files(state: SourceState<HistoryFacts>): string[][] {
  return ready(state).changes.map(change => change.files.map(fileLine));
}

function codes(facts: HistoryFacts): readonly string[] {
  return facts.limits.map(({ code }) => code);
}

function outline({ subject, authors, files }: Change) {
  return [subject, authors, files.map(fileLine)];
}

function fileLine({ path, now, status }: Change['files'][number]): string {
  const today = now === path ? '' : ` -> ${now ?? 'gone'}`;
  return `${status} ${path}${today}`;
}
