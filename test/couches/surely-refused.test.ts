import assert from 'node:assert/strict';
import { surelyRefused } from '#core/couches/remedies/surely-refused';
import { repoPath } from '#core/facts/place';
import { review } from '#test/support/check';

const X = repoPath('packages/a/src/x.ts');
const THERE = repoPath('packages/b/src/x.ts');

/** Two packages: `x` of the one would go to the other. `index` of `a` uses it where it says so. */
function shop(more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const manifest = (name: string, isPrivate: boolean, dependencies = {}) =>
    `${JSON.stringify({ name: `@shop/${name}`, version: '1.0.0', private: isPrivate, exports: './src/index.ts', dependencies })}\n`;
  return {
    'package.json': '{ "private": true, "workspaces": ["packages/*"] }\n',
    'packages/a/package.json': manifest('a', true),
    'packages/a/src/index.ts': "export { x } from './x';\nexport { y } from './y';\n",
    'packages/a/src/x.ts': 'export const x = 1;\n',
    'packages/a/src/y.ts': 'export const y = 1;\n',
    'packages/b/package.json': manifest('b', true),
    'packages/b/src/index.ts': 'export const b = 1;\n',
    ...more,
  };
}

async function asked(files: Readonly<Record<string, string>>, from = X, to = THERE) {
  const snapshot = await review({ files, expected: [], changes: [] });
  const moves = [{ from, to }];
  const plan = snapshot.planMoves({ moves, edits: [], owners: 'follow' });
  return { before: surelyRefused(snapshot.model, moves), plan };
}

describe('what surely refuses a move, before it is planned', () => {
  it('is nothing where a plan can be made', async () => {
    const { before, plan } = await asked(shop());
    assert.ok(plan?.ok, JSON.stringify(plan));
    assert.equal(before, undefined);
  });

  const refusals: readonly (readonly [string, Readonly<Record<string, string>>, RegExp, string?])[] = [
    [
      'packages that would need each other',
      { 'packages/a/src/x.ts': "import { y } from './y';\n\nexport const x = y;\n" },
      /^@shop\/\w would need @shop\/\w, and @shop\/\w → @shop\/\w: packages that need each other cannot be built$/,
    ],
    [
      'something published that would need something private',
      {
        'packages/a/package.json': '{ "name": "@shop/a", "version": "1.0.0", "exports": "./src/index.ts" }\n',
      },
      /^@shop\/a is published and would need @shop\/b, which is not$/,
    ],
    [
      'an import that is computed',
      { 'packages/a/src/x.ts': 'export const x = (name: string) => import(name);\n' },
      /^packages\/a\/src\/x\.ts computes what it imports, so it cannot be rewritten$/,
    ],
    [
      'what others import the package by',
      {},
      /^packages\/a\/src\/index\.ts is what others import @shop\/a by$/,
      'packages/a/src/index.ts',
    ],
  ];
  for (const [what, more, reason, from] of refusals)
    it(`is ${what}, and the plan refuses it too`, async () => {
      const moved = from === undefined ? undefined : repoPath(from);
      const to = moved && repoPath('packages/b/src/a.ts');
      const { before, plan } = await asked(shop(more), moved, to);
      assert.match(before ?? '', reason);
      assert.equal(plan?.ok, false);
    });
});
