import assert from 'node:assert/strict';
import { FIRST_TIME, type MadeCommit, makeRepository, temporaryFolders } from '#test/support/git-repository';
import { fileLine, files, read, ready } from './history-support.ts';

describe('history of a real repository, with renames', () => {
  const folder = temporaryFolders();
  const make = (commits: readonly MadeCommit[]) => makeRepository(folder(), commits);
  const tale = [...'a long enough text that git can compare\n'].join('\n').repeat(10);

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
});
