import assert from 'node:assert/strict';
import { releasesOf } from '#core/couches/releases';
import type { ModuleName } from '#core/model/model';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

const [CART, PAY] = ['@acme/cart', '@acme/pay'] as readonly string[] as readonly [ModuleName, ModuleName];

/** Six releases of one package, in each of which the other's manifest takes the newer version. */
const tree = (lists: string) => `
//- /package.json
{ "private": true, "workspaces": ["packages/*"] }
${['cart', 'pay']
  .map(
    name =>
      `//- /packages/${name}/package.json\n{ "name": "@acme/${name}", "version": "1.0.0" }\n//- /packages/${name}/index.ts\nexport const ${name} = 1;\n//- /packages/${name}/CHANGELOG.md\n# Changes`,
  )
  .join('\n')}
//- git
change 2025-07-01 every 10 days 6 times "Version Packages": packages/cart/package.json, packages/cart/CHANGELOG.md, packages/pay/package.json
change 2025-11-01 every 10 days 2 times "Version Packages": packages/pay/package.json${lists}
`;

describe('what was released', () => {
  const together = async (lists: string) =>
    releasesOf((await review(readTree(tree(lists)))).model).together(CART, PAY);

  it('is not who only takes a newer dependency, where a package writes what changed when it is released', async () => {
    assert.deepEqual(await together(', packages/pay/CHANGELOG.md'), { both: 0, either: 8 });
  });

  it('is told by manifests alone where a package never writes that', async () => {
    assert.deepEqual(await together(''), { both: 6, either: 8 });
  });
});
