import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FIRST_TIME,
  type MadeCommit,
  makeRepository,
  runGit,
  temporaryFolders,
} from '#test/support/git-repository';
import { codes, ODD_SETTINGS, outline, read, ready, reason, subjects } from './history-support.ts';

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
