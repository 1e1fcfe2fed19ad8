import assert from 'node:assert/strict';
import { PathOutsideRoot, repoPath } from '#core/facts/place';
import { memoryFileSystem } from '#platform/memory-file-system';

describe('the file system in memory', () => {
  const fs = memoryFileSystem({
    '/z.ts': 'z',
    'a/b.ts': 'ü',
    '.git/config': '',
    'node_modules/m/package.json': '{}',
    '.gitignore': 'dist/\n*.log\n',
    'a/.gitignore': '!keep.log\n',
    'a/keep.log': '',
    'a/x.log': '',
    'dist/out.js': '',
    'a/dist/keep.log': '',
  });

  it('lists what the disk would list, sorted', () => {
    assert.deepEqual(fs.list(), {
      files: ['.gitignore', 'a/.gitignore', 'a/b.ts', 'a/keep.log', 'z.ts'],
      skipped: [],
      listedBy: 'memory',
    });
  });

  it('reads by name, also what it does not list', () => {
    assert.deepEqual(fs.read(repoPath('a/b.ts')), { ok: true, text: 'ü' });
    assert.equal(fs.stat(repoPath('a/b.ts'))?.size, 2);
    assert.ok(fs.read(repoPath('node_modules/m/package.json')).ok);
    assert.deepEqual(fs.read(repoPath('a')), { ok: false, reason: 'missing' });
    assert.equal(fs.stat(repoPath('nope')), undefined);
  });

  it('takes no path that leaves the root', () => {
    assert.throws(() => memoryFileSystem({ '../x': '' }), PathOutsideRoot);
  });
});
