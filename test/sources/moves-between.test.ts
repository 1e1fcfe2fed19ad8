import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { review } from '#test/support/check';
import { carriedOut, type Texts } from '#test/support/move';

/** Two packages of a workspace, and a third that needs both. */
const SHOP: Texts = {
  'package.json': '{"name":"shop","private":true,"workspaces":["packages/*"]}',
  'packages/cart/package.json': `{
  "name": "@shop/cart",
  "version": "1.0.0",
  "private": true,
  "exports": "./src/index.ts",
  "dependencies": {
    "@shop/money": "workspace:*",
    "ramda": "^1.2.0"
  }
}
`,
  'packages/cart/src/index.ts': `export * from './tax';\nexport { total } from './total';\n`,
  'packages/cart/src/total.ts': `import { rate, type Rate } from './tax';\n\nexport const total = (r: Rate) => rate + r;\n`,
  'packages/cart/src/tax.ts': `import { sum } from 'ramda';\nimport { round } from '@shop/money';\n\nexport type Rate = number;\nexport const rate = round(sum([1]));\n`,
  'packages/cart/src/tax.test.ts': `import { rate } from './tax';\n\nrate.toFixed();\n`,
  'packages/money/package.json': `{
  "name": "@shop/money",
  "version": "1.0.0",
  "private": true,
  "exports": "./src/index.ts"
}
`,
  'packages/money/src/index.ts': `export { round } from "./round.js";`,
  'packages/money/src/round.ts': 'export const round = (n: number) => n;\n',
  'packages/till/package.json': `{"name":"@shop/till","private":true,"dependencies":{"@shop/cart":"workspace:*"}}`,
  'packages/till/src/index.ts': `import { rate, total } from '@shop/cart';\n\nexport const pay = total(rate);\n`,
};

const TAX = { from: repoPath('packages/cart/src/tax.ts'), to: repoPath('packages/money/src/tax.ts') };

async function planned(files: Texts, moves = [TAX]) {
  const snapshot = await review({ files, expected: [], changes: [] });
  const plan = snapshot.planMoves({ moves, edits: [], owners: 'follow' });
  assert.ok(plan);
  return plan;
}

describe('moving a file to another package', () => {
  it('goes by the name of the package, whose entry passes it on, with what both then need', async () => {
    const test = {
      from: repoPath('packages/cart/src/tax.test.ts'),
      to: repoPath('packages/money/src/tax.test.ts'),
    };
    const plan = await planned(SHOP, [TAX, test]);
    const after = carriedOut(SHOP, plan);
    assert.equal(
      after['packages/money/src/tax.ts'],
      `import { sum } from 'ramda';\nimport { round } from './round.js';\n\nexport type Rate = number;\nexport const rate = round(sum([1]));\n`,
      'without relative imports of its own it writes them as its new neighbours do',
    );
    assert.equal(
      after['packages/cart/src/total.ts'],
      `import { rate, type Rate } from '@shop/money';\n\nexport const total = (r: Rate) => rate + r;\n`,
    );
    assert.equal(
      after['packages/cart/src/index.ts'],
      `export { rate } from '@shop/money';\nexport type { Rate } from '@shop/money';\nexport { total } from './total';\n`,
    );
    assert.equal(
      after['packages/money/src/index.ts'],
      `export { round } from "./round.js";\nexport { rate } from "./tax.js";\nexport type { Rate } from "./tax.js";\n`,
    );
    assert.deepEqual(JSON.parse(after['packages/money/package.json'] ?? '').dependencies, {
      ramda: '^1.2.0',
    });
    assert.equal(after['packages/cart/package.json'], SHOP['packages/cart/package.json']);
    assert.equal(after['packages/till/src/index.ts'], SHOP['packages/till/src/index.ts']);
    assert.equal(after['packages/money/src/tax.test.ts'], SHOP['packages/cart/src/tax.test.ts']);
    // What was resolved before still is, and nobody reaches past an entry.
    const reviewed = await review({ files: after, expected: [], changes: [] });
    assert.deepEqual(reviewed.problems, []);
    assert.deepEqual(
      reviewed.judgement.findings.map(({ id }) => id),
      [],
    );
    const read = factsOf(reviewed.facts.imports)?.files ?? [];
    const lost = read.flatMap(({ imports }) =>
      imports.filter(({ resolution: { to } }) => to === 'unresolved'),
    );
    assert.ok(read.length === 7 && lost.length === 0, JSON.stringify(lost));
    assert.ok(plan.ok);
    // What else cart needs is still imported there.
    assert.deepEqual(plan.notes, [
      'New in package.json: @shop/money → ramda; install before you build.',
      'No import of @shop/cart needs ramda any more: take it out of packages/cart/package.json, unless a script or a tool needs it.',
    ]);
  });

  it('writes a package that is newly needed as the neighbours do, in its place among them', async () => {
    const files = {
      ...SHOP,
      'packages/till/package.json': `{
  "name": "@shop/till",
  "private": true,
  "exports": "./src/index.ts",
  "dependencies": {
    "@shop/cart": "workspace:*",
    "zod": "^3.0.0"
  }
}
`,
      'packages/till/tsconfig.json': `{
  // Packages it needs.
  "references": [{ "path": "../cart/tsconfig.build.json" }]
}
`,
      'packages/till/src/paid.ts': `import { round } from '@shop/money';\n\nexport const paid = round(1);\n`,
      'packages/cart/src/total.ts': `export const total = 1;\n`,
      'packages/cart/src/paid.ts': `import { round } from '@shop/money';\n\nexport const owed = round(1);\n`,
    };
    const { 'packages/till/src/paid.ts': _, ...without } = files;
    const plan = await planned(without, [
      { from: repoPath('packages/cart/src/paid.ts'), to: repoPath('packages/till/src/paid.ts') },
    ]);
    const after = carriedOut(without, plan);
    assert.equal(
      after['packages/till/package.json'],
      files['packages/till/package.json'].replace(
        `"@shop/cart": "workspace:*",`,
        `"@shop/cart": "workspace:*",\n    "@shop/money": "workspace:*",`,
      ),
    );
    assert.match(after['packages/till/tsconfig.json'] ?? '', /"path": "\.\.\/money\/tsconfig\.build\.json"/);
    assert.equal(
      after['packages/till/src/paid.ts'],
      files['packages/till/src/paid.ts'].replace('paid', 'owed'),
    );
  });

  const refuses = (title: string, more: Texts, reason: RegExp, moves = [TAX]) =>
    it(`is refused ${title}`, async () => {
      const plan = await planned({ ...SHOP, ...more }, moves);
      assert.ok(!plan.ok, JSON.stringify(plan));
      assert.match(plan.reasons.join('\n'), reason);
    });

  refuses(
    'where packages would need each other, with the way around',
    {
      'packages/cart/src/tax.ts': `import { helper } from './helper';\n\nexport type Rate = number;\nexport const rate = helper;\n`,
      'packages/cart/src/helper.ts': 'export const helper = 1;\n',
      'packages/cart/src/index.ts': `export * from './tax';\nexport { helper } from './helper';\nexport { total } from './total';\n`,
    },
    /@shop\/money would need @shop\/cart, and @shop\/cart → @shop\/money: packages that need each other cannot be built/,
  );
  refuses(
    'where it needs what its package does not offer',
    {
      'packages/cart/src/tax.ts': `import { helper } from './helper';\n\nexport type Rate = number;\nexport const rate = helper;\n`,
      'packages/cart/src/helper.ts': 'export const helper = 1;\n',
    },
    /packages\/money\/src\/tax\.ts would need "helper" of packages\/cart\/src\/helper\.ts, which @shop\/cart does not offer: move that along, or export it first/,
  );
  refuses(
    'where the entry has another thing of that name',
    { 'packages/money/src/index.ts': `export { round } from "./round.js";\nexport const rate = 2;\n` },
    /@shop\/money passes on another "rate" already/,
  );
  refuses(
    'where somebody takes all of it at once',
    { 'packages/cart/src/total.ts': `import * as tax from './tax';\n\nexport const total = tax;\n` },
    /takes all of packages\/cart\/src\/tax\.ts at once/,
  );
  refuses(
    'where a test mocks it',
    { 'packages/cart/src/total.test.ts': `jest.mock('./tax');\n` },
    /total\.test\.ts mocks "\.\/tax", which would be in another package/,
  );
  refuses(
    'into another format of modules',
    {
      'packages/money/package.json': `{"name":"@shop/money","private":true,"type":"module","exports":"./src/index.ts"}`,
    },
    /would change its format: @shop\/cart is CommonJS, and @shop\/money is of ES modules/,
  );
  refuses(
    'where what is published would need what is not',
    {
      'packages/cart/package.json': `{"name":"@shop/cart","version":"1.0.0","exports":"./src/index.ts","dependencies":{"ramda":"^1.2.0"}}`,
      'packages/cart/src/tax.ts': `export type Rate = number;\nexport const rate = 1;\n`,
    },
    /@shop\/cart is published and would need @shop\/money, which is not/,
  );
});
