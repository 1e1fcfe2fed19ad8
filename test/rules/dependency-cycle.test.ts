import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stronglyConnected } from '#core/rules/support/components';
import { check } from '#test/support/check';

const MODULES = `
//- /architecture.wiring
module a { path "a/**" }
module b { path "b/**" }
module c { path "c/**" }
`;

describe('dependency-cycle', () => {
  it('stands at the step with the fewest imports, once for the whole circle', () =>
    check(`${MODULES}
//- /a/1.ts
import { b } from '../b/1';
import { b as again } from '../b/2';
export const a = () => b + again;
//- /b/1.ts
import { c } from '../c/1';
//                ^^^^^^^^ warning dependency-cycle: this import closes a cycle: b → c → a → b
export const b = c;
//- /b/2.ts
export const b = 2;
//- /c/1.ts
import { a } from '../a/1';
import { a as more } from '../a/2';
export const c = () => a() + more;
//- /a/2.ts
export const a = 2;
`).then(({ judgement }) => {
      assert.equal(judgement.findings[0]?.id, 'dependency-cycle:a+b+c');
      assert.match(judgement.findings[0]?.message ?? '', /a, b and c .* b → c with 1 import of 5$/);
    }));

  it('is not closed by who asks a package for its version', () =>
    check(`
//- /architecture.wiring
module a { path "a/**" }
module b { path "b/**" }
//- /a/package.json
{ "name": "a", "version": "1.0.0" }
//- /a/1.ts
import { b } from '../b/1';
export const a = b;
//- /b/1.ts
import { version } from '../a/package.json';
export const b = version;
`));

  it('is information where a type closes it, also a type in a value import', () =>
    check(
      `${MODULES}
//- /a/1.ts
import { b } from '../b/1';
export interface A { b: typeof b }
//- /b/1.ts
import { A } from '../a/1';
//                ^^^^^^^^ information dependency-cycle: this import closes a cycle of type-only imports
import type { A as Again } from '../a/1';
//                              ^^^^^^^^ information dependency-cycle: this import closes a cycle of type-only imports
export const b = (a: A, again: Again) => [a, again];
`,
      { only: ['dependency-cycle'] },
    ));

  it('is not made by tests, unless they are counted', async () => {
    const tree = `
//- /a/1.ts
import { b } from '../b/1';
export const a = b;
//- /b/1.ts
export const b = 1;
//- /b/1.test.ts
import { a } from '../a/1';
console.log(a);
`;
    await check(`${MODULES}${tree}//- /c/1.ts\nexport const c = 1;\n`);
    await check(
      `${MODULES}rules { dependency-cycle { tests counted } }
//- /c/1.ts
export const c = 1;
//- /a/1.ts
import { b } from '../b/1';
//                ^^^^^^^^ warning dependency-cycle: this import closes a cycle: a → b → a
export const a = b;
//- /b/1.ts
export const b = 1;
//- /b/1.test.ts
import { a } from '../a/1';
console.log(a);
`,
    );
  });

  it('is not made by the rest at the root, nor by declaration files', async () => {
    await check(`
//- /package.json
{ "name": "shop", "private": true, "workspaces": ["packages/*"] }
//- /scripts/build.ts
import { cart } from '../packages/cart/index';
export const build = () => cart;
//- /packages/cart/package.json
{ "name": "cart", "version": "1.0.0" }
//- /packages/cart/index.ts
import { build } from '../../scripts/build';
export const cart = build;
`);
    await check(
      `${MODULES}
//- /a/1.ts
import { b } from '../b/1';
export const a = b;
//- /b/1.ts
export const b = 1;
//- /b/types.d.ts
import { a } from '../a/1';
//                ^^^^^^^^ information dependency-cycle: this import closes a cycle of type-only imports
export type A = typeof a;
//- /c/1.ts
export const c = 1;
`,
    );
  });

  it('finds the same components as reachability both ways', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 })), { maxLength: 30 }),
        pairs => {
          const nodes = Array.from({ length: 9 }, (_, i) => `n${i}`);
          const targets = (node: string) =>
            pairs.flatMap(([from, to]) => (`n${from}` === node && from !== to ? [`n${to}`] : []));
          const reach = (node: string) => {
            const seen = new Set<string>();
            const wave = [...targets(node)];
            for (let next = wave.pop(); next !== undefined; next = wave.pop()) {
              if (seen.has(next)) continue;
              seen.add(next);
              wave.push(...targets(next));
            }
            return seen;
          };
          const together = new Map(
            nodes.map(node => [
              node,
              nodes.filter(other => reach(node).has(other) && reach(other).has(node)),
            ]),
          );
          const expected = nodes
            .filter(node => together.get(node)?.[0] === node && (together.get(node)?.length ?? 0) > 1)
            .map(node => together.get(node));
          assert.deepEqual(stronglyConnected(nodes, targets), expected);
        },
      ),
    ));

  it('does not overflow on a long chain', () => {
    const nodes = Array.from({ length: 50_000 }, (_, i) => `n${i}`);
    const next = (node: string) => [`n${(Number(node.slice(1)) + 1) % nodes.length}`];
    assert.equal(stronglyConnected(nodes, next)[0]?.length, nodes.length);
  });
});
