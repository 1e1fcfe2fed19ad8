import assert from 'node:assert/strict';
import { factsOf } from '#core/facts/state';
import { memoryFileSystem } from '#platform/memory-file-system';
import { readFiles } from '#sources/files';
import { readModules } from '#sources/packages';
import { compareResolvers, type Outcome } from '#test/support/compare-resolvers';
import { generateTree } from '#test/support/generate-tree';

describe('imports agree with TypeScript on generated trees', () => {
  const counts = new Map<Outcome, number>();
  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
    it(`made from ${seed}`, () => {
      const fs = memoryFileSystem(generateTree(seed));
      const files = factsOf(readFiles(fs, { excludes: [], nestedRoots: [] }));
      const modules = files && factsOf(readModules(fs, files));
      assert.ok(files && modules);
      const compared = compareResolvers(fs, files, modules);
      for (const { outcome } of compared) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
      assert.deepEqual(
        compared.filter(({ outcome }) => !EXPLAINED.has(outcome)),
        [],
      );
      // A tree on which nothing resolves would agree as well.
      assert.ok(compared.filter(({ theirs }) => theirs !== undefined).length > 200);
    });
  }

  it('which hold each sort of import', () => {
    for (const outcome of EXPLAINED)
      assert.ok((counts.get(outcome) ?? 0) > 10, `${outcome}: ${counts.get(outcome)}`);
  });
});

/** Where TypeScript is right to find nothing, and Wiring is right to find something. */
const EXPLAINED: ReadonlySet<Outcome> = new Set([
  'agreed',
  'outside',
  'mapped-to-source',
  'asset',
  'refused-by-exports',
  'needs-extension',
]);
