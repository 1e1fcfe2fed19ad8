import assert from 'node:assert/strict';
import { readTree } from '#test/support/annotations';
import { check, checkFix, fixTitles, review } from '#test/support/check';

describe('unmatched-path', () => {
  it('is a rule that matches nothing, with what was probably meant', () =>
    check(`
//- /CODEOWNERS
/packages/cart/ @acme/checkout
/packages/Cart/src/ @acme/checkout
# <- warning unmatched-path: this pattern matches no file; did you mean "/packages/cart/src/"?
*.go @acme/gophers
# <- warning unmatched-path: this pattern matches no file; remove the rule, or write the path as it is now
//- /packages/cart/src/index.ts
export const cart = 1;
`));

  it('is a path of a module that matches nothing', () =>
    check(`
//- /architecture.wiring
module cart { path "packages/crat/**", "packages/cart/**" }
//                 ^^^^^^^^^^^^^^^^^^ warning unmatched-path: this path of cart matches no file; did you mean "packages/cart/**"?
//- /packages/cart/index.ts
export const cart = 1;
`));

  it('says nothing of a path without its closing quote, which is a problem already', async () => {
    const { judgement, problems } = await review(
      readTree(`
//- /architecture.wiring
module cart { path "packages/cart/** }
module pay {
  path "packages/pay"
  exposes "src/index.ts
}
module gone { path "packages/gone" }
//- /packages/pay/index.ts
export const pay = 1;
`),
    );
    assert.deepEqual(
      problems.map(({ message }) => message.slice(0, 30)),
      ['This text has no closing quote', 'This text has no closing quote'],
    );
    assert.deepEqual(
      judgement.findings.map(({ rule, subject }) => [rule, subject.module]),
      [['unmatched-path', 'gone']],
    );
  });

  it('counts excluded files as there', () =>
    check(`
//- /architecture.wiring
exclude "vendored/**"
//- /CODEOWNERS
/vendored/ @acme/checkout
//- /vendored/index.ts
export const cart = 1;
`));

  it('is removed', () =>
    checkFix(
      `
//- /CODEOWNERS
/cart/ @acme/checkout
/go<|>ne/ @acme/checkout
//- /cart/index.ts
export const cart = 1;
`,
      `
//- /CODEOWNERS
/cart/ @acme/checkout
//- /cart/index.ts
export const cart = 1;
`,
      { title: 'Remove the rule' },
    ).then(() => undefined));

  it('is said of a module without a path that no package has the name of', () =>
    check(`
//- /package.json
{ "name": "shop", "private": true, "workspaces": ["packages/*"] }
//- /architecture.wiring
module pricing { uses nothing }
module pricng { uses nothing }
//     ^^^^^^ warning unmatched-path: pricng holds no file: it has no path, and no package is called pricng; did you mean pricing?
//- /packages/pricing/package.json
{ "name": "pricing", "version": "1.0.0" }
//- /packages/pricing/index.ts
export const price = 1;
`));

  it('is said of what a module exposes and does not hold', () =>
    check(`
//- /architecture.wiring
module cart {
  path "packages/cart/**"
  exposes "src/index.ts", "src/testing/*.ts"
//                        ^^^^^^^^^^^^^^^^^^ warning unmatched-path: cart exposes "src/testing/*.ts", which is no file of it; write it as it is now, from packages/cart
}
//- /packages/cart/src/index.ts
export const cart = 1;
`));

  it('is mended by the path that was meant, in CODEOWNERS and in a module', async () => {
    const files = `
//- /packages/cart/index.ts
export const cart = 1;
`;
    await checkFix(
      `//- /CODEOWNERS\n/packages/cr<|>at/   @acme/checkout # ours${files}`,
      `//- /CODEOWNERS\n/packages/cart/   @acme/checkout # ours${files}`,
      { title: 'Change the path to /packages/cart/' },
    );
    await checkFix(
      `//- /architecture.wiring\nmodule cart { path "packages/cr<|>at/**" except "**/*.md" }${files}`,
      `//- /architecture.wiring\nmodule cart { path "packages/cart/**" except "**/*.md" }${files}`,
      { title: 'Change the path to packages/cart/**' },
    );
  });

  it('is not renamed onto a rule that is there', async () => {
    const titles = await fixTitles(`
//- /CODEOWNERS
/cart/ @acme/checkout
/cr<|>at/ @acme/other
//- /cart/index.ts
export const cart = 1;
`);
    assert.deepEqual(
      titles.map(title => title.split(',')[0]?.split(' until')[0]),
      ['Remove the rule', 'Accept unmatched-path'],
    );
  });
});
