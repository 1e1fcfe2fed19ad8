import assert from 'node:assert/strict';
import { type RepoPath, repoPath } from '#core/facts/place';
import { generateTree } from '#test/support/generate-tree';
import { carriedOut, factsFor, planAll, type Texts } from '#test/support/move';
import { typescriptTwin } from '#test/support/typescript-twin';

/** Files of generated trees are moved to other folders, and TypeScript says what every import means before and after. */
describe('moved files on generated trees', () => {
  let made = 0;
  let edited = 0;
  let refused = 0;
  for (const seed of [1, 2, 3, 4]) {
    it(`keep what imports mean to TypeScript, made from ${seed}`, async () => {
      const texts = generateTree(seed);
      const input = await factsFor(texts);
      const before = await meanings(texts);
      const sources = input.files.files.filter(
        ({ role, language }) => role === 'source' && language === 'typescript',
      );
      for (const { path: from } of sources.filter((_, index) => index % 3 === seed % 3)) {
        const root = from.split('/').slice(0, 2).join('/');
        const to = repoPath(`${root}/src/deep/moved/${from.slice(from.lastIndexOf('/') + 1)}`);
        const plan = await planAll(input, [{ from, to }]);
        if (!plan.ok) {
          refused++;
          continue;
        }
        made++;
        edited += plan.edits.length;
        const after = await meanings(carriedOut(texts, plan));
        const forth = (path: RepoPath | undefined) => (path === from ? to : path);
        const expected = before.map(({ path, means }) => ({ path: forth(path), means: means.map(forth) }));
        assert.deepEqual(sorted(after), sorted(expected), `${from} to ${to}`);
      }
    });
  }

  it('were many, and had imports to rewrite', () => {
    assert.ok(made > 20, `${made} made, ${refused} refused`);
    assert.ok(edited > made, `${edited} edits`);
  });
});

interface Meant {
  readonly path: RepoPath | undefined;
  readonly means: readonly (RepoPath | undefined)[];
}

/** What TypeScript finds behind each import, in the order of the file. */
async function meanings(texts: Texts): Promise<readonly Meant[]> {
  const { fs, files, modules, imports } = await factsFor(texts);
  const twin = typescriptTwin(
    fs,
    files.files.map(({ path }) => path),
    modules,
  );
  return imports.files.map(({ path, imports }) => ({
    path,
    means: imports.map(
      ({ specifier, kind }) =>
        twin.resolve(path, specifier, kind === 'require' || kind === 'import-equals').path,
    ),
  }));
}

function sorted(all: readonly Meant[]): readonly Meant[] {
  return [...all].sort((a, b) => ((a.path ?? '') < (b.path ?? '') ? -1 : 1));
}
