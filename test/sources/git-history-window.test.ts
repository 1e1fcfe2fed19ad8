import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Git } from '#platform/git';
import { nodeGit } from '#platform/node-git';
import { readHistory } from '#sources/git-history';
import { type MadeCommit, makeRepository, temporaryFolders } from '#test/support/git-repository';
import { memoryCache, NO_PROCESS, read, ready, subjects, told } from './history-support.ts';

describe('history of a real repository, as much as is asked for', () => {
  const folder = temporaryFolders();
  const make = (commits: readonly MadeCommit[]) => makeRepository(folder(), commits);
  const tale = [...'a long enough text that git can compare\n'].join('\n').repeat(10);

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
});
