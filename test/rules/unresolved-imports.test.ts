import assert from 'node:assert/strict';
import { check } from '#test/support/check';

describe('unresolved-imports', () => {
  const good = Array.from({ length: 98 }, (_, i) => `import './good'; // ${i}`).join('\n');

  it('is said above 2 % for one reason, and stands at the module', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
//     ^^^^ warning unresolved-imports: 3 of 101 imports of cart (3.0 %) lead nowhere: there is no such file
//- /cart/index.ts
${good}
import './a';
import './b';
import './c';
//- /cart/good.ts
export const good = 1;
`).then(({ judgement }) => {
      const [finding] = judgement.findings;
      assert.equal(finding?.id, 'unresolved-imports:cart:no-such-file');
      assert.equal(finding?.related.length, 3);
      assert.equal(finding?.related[0]?.place.path, 'cart/index.ts');
    }));

  it('advises nothing about the entry of a package where paths lead into what a build makes', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
//     ^^^^ warning unresolved-imports: 3 of 3 imports of cart (100 %) lead nowhere: what is named exists only after a build; import the source that it is made from, or accept this with a reason
//- /cart/package.json
{ "name": "cart" }
//- /cart/index.ts
import './dist/a';
import './dist/b';
import './dist/c';
`));

  it('is not said at 2 %, nor where reasons add up to more', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
//- /cart/index.ts
${good}
import './a';
import './b';
//- /cart/good.ts
export const good = 1;
`));

  it('takes its share from the rules block', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
rules { unresolved-imports { share 50%  at-least 1 } }
//- /cart/index.ts
import './good';
import './a';
//- /cart/good.ts
export const good = 1;
`));

  it('is not said of one or two stray imports, until the rules block asks for it', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
//     ^^^ warning unresolved-imports: 1 of 1 import of pay (100 %) leads nowhere
rules { unresolved-imports { at-least 1 }  unresolved-imports off in "cart/**" }
//- /cart/index.ts
import './a';
//- /pay/index.ts
import './a';
`));

  it('leaves what tests feed to a compiler to what was not analysed', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
//- /cart/test/fixtures/arrow/input.js
import 'a';
import 'b';
import './c';
//- /cart/testdata/input.js
import 'd';
import './e';
import './f';
//- /cart/src/__fixtures__/g.js
import './g1';
import './g2';
import './g3';
`));

  it('leaves computed paths and made-up modules to what was not analysed', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
//- /cart/index.ts
import 'virtual:a';
import 'virtual:b';
import 'astro:content';
import 'virtual:d';
export const load = (name: string) => [import(name), import(name + 1), import(name + 2), import(name + 3)];
`));
});
