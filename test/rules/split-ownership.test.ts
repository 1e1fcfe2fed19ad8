import { check } from '#test/support/check';

const FILES = Array.from({ length: 8 }, (_, i) => `//- /cart/f${i}.ts\nexport const f${i} = 1;\n`).join('');
const WIRING = '//- /architecture.wiring\nmodule cart { path "cart/**" }\n';

describe('split-ownership', () => {
  it('is information at the module', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
//     ^^^^ information split-ownership: 2 teams own source files of cart: @acme/a 6, @acme/b 2 (25 %)
//- /CODEOWNERS
/cart/ @acme/a
/cart/f0.ts @acme/b
/cart/f1.ts @acme/b
${FILES}`));

  it('is not said of what lies in no package', () =>
    check(`
//- /package.json
{ "name": "all", "private": true, "workspaces": ["cart"] }
//- /cart/package.json
{ "name": "cart" }
//- /CODEOWNERS
* @acme/a
/tools/ @acme/b
//- /a.ts
export const a = 1;
//- /b.ts
export const b = 1;
//- /tools/c.ts
export const c = 1;
//- /tools/d.ts
export const d = 1;
`));

  it('is not said below 20 %, with an owner in common, of files that are no code, or of a declared owner', async () => {
    await check(`
${WIRING}//- /CODEOWNERS
/cart/ @acme/a
/cart/f0.ts @acme/b
${FILES}`);
    await check(`
${WIRING}//- /CODEOWNERS
/cart/ @acme/a
/cart/f0.ts @acme/b @acme/a
/cart/f1.ts @acme/b @acme/a
${FILES}`);
    await check(`
${WIRING}//- /CODEOWNERS
/cart/ @acme/a
/cart/*.md @acme/b
//- /cart/1.md
text
//- /cart/2.md
text
//- /cart/3.md
text
${FILES}`);
  });
});
