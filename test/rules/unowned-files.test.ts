import { check, checkFix } from '#test/support/check';

const TREE = `
//- /architecture.wiring
module cart { path "packages/cart/**" }
module pay { path "packages/pay/**" }
module tools { path "tools/**" }
//- /packages/cart/a.ts
export const a = 1;
//- /packages/cart/b.ts
export const b = 1;
//- /packages/pay/a.ts
export const a = 1;
//- /packages/pay/legal.md
text
//- /tools/a.ts
export const tools = 1;
//- /tools/b.ts
export const tools = 1;
`;

describe('unowned-files', () => {
  it('is said a module, where most files are owned', () =>
    check(`${TREE}
//- /CODEOWNERS
/packages/cart/ @acme/checkout
# <- warning unowned-files: nobody owns part of pay: no rule covers its file packages/pay/a.ts
/packages/pay/legal.md @acme/legal
/tools/ @acme/tools
`));

  it('is not said where most files are unowned, nor where a rule takes ownership away', async () => {
    await check(`${TREE}
//- /CODEOWNERS
/packages/cart/ @acme/checkout
`);
    await check(`${TREE}
//- /CODEOWNERS
/packages/cart/ @acme/checkout
/packages/pay/
/tools/ @acme/tools
`);
  });

  it('is mended behind the rules of the parent folder, and before what is to go on winning', () =>
    checkFix(
      `${TREE}
//- /CODEOWNERS
<|>/packages/cart/        @acme/checkout
/packages/pay/legal.md @acme/legal
/tools/                @acme/tools
`,
      `${TREE}
//- /CODEOWNERS
/packages/cart/        @acme/checkout
/packages/pay/         @acme/legal
/packages/pay/legal.md @acme/legal
/tools/                @acme/tools
`,
      { title: 'Add an owner rule: /packages/pay/ @acme/legal' },
    ).then(() => undefined));

  it('is mended for a declared owner in a new file, where there is no CODEOWNERS', () =>
    checkFix(
      `
//- /architecture.wiring
team Shop { handle "@acme/shop" }
module cart { path "cart/**"  owner Shop }
module <|>pay { path "pay/**" }
//- /cart/a.ts
export const a = 1;
//- /cart/b.ts
export const b = 1;
//- /pay/a.ts
export const a = 1;
`,
      `
//- /architecture.wiring
team Shop { handle "@acme/shop" }
module cart { path "cart/**"  owner Shop }
module pay { path "pay/**" }
//- /cart/a.ts
export const a = 1;
//- /cart/b.ts
export const b = 1;
//- /pay/a.ts
export const a = 1;
//- /.github/CODEOWNERS
/pay/ @acme/shop
`,
      { title: 'Add an owner rule: /pay/ @acme/shop' },
    ).then(() => undefined));
});
