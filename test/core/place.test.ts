import assert from 'node:assert/strict';
import fc from 'fast-check';
import { folderOf, joinPath, type RepoPath, tryRepoPath } from '#core/facts/place';

/** The plain way, segment by segment: what the quick one must agree with. */
function slowly(path: string): string | undefined {
  const plain = path.replaceAll('\\', '/');
  if (plain.startsWith('/') || /^[A-Za-z]:\//.test(plain)) return undefined;
  const kept: string[] = [];
  for (const segment of plain.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') kept.push(segment);
    else if (kept.pop() === undefined) return undefined;
  }
  return kept.join('/');
}

const anyPath = fc
  .array(fc.constantFrom('a', 'b.ts', '.', '..', '', '.git', '...', 'C:', 'x\\y', '..a'), { maxLength: 6 })
  .chain(parts => fc.constantFrom('/', '\\').map(separator => parts.join(separator)));

describe('paths of the repository', () => {
  it('are normalised as segment by segment', () => {
    fc.assert(
      fc.property(anyPath, path => assert.equal(tryRepoPath(path), slowly(path))),
      { numRuns: 3000 },
    );
  });

  it('are joined as if written one after the other', () => {
    fc.assert(
      fc.property(anyPath, anyPath, (start, relative) => {
        const folder: RepoPath | undefined = tryRepoPath(start);
        if (folder === undefined) return;
        assert.equal(joinPath(folder, relative), slowly(folder === '' ? relative : `${folder}/${relative}`));
      }),
      {
        numRuns: 3000,
        examples: [
          ['C:', 'a'],
          ['C:', '../a'],
          ['', '../a'],
        ],
      },
    );
  });

  it('lie in the folder before their last slash', () => {
    assert.equal(folderOf('a/b.ts' as RepoPath), 'a');
    assert.equal(folderOf('a' as RepoPath), '');
  });
});
