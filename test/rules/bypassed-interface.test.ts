import assert from 'node:assert/strict';
import { check, checkFix, fixTitles } from '#test/support/check';

const PACKAGES = `
//- /package.json
{ "name": "shop", "private": true, "workspaces": ["packages/*"] }
//- /packages/cart/package.json
{ "name": "@acme/cart", "version": "1.0.0", "dependencies": { "@acme/pay": "1.0.0" } }
//- /packages/pay/package.json
{ "name": "@acme/pay", "version": "1.0.0", "exports": { ".": "./src/index.ts", "./testing": "./src/testing.ts" } }
//- /packages/pay/src/index.ts
export { charge } from './charge';
export type { Price } from './charge';
//- /packages/pay/src/testing.ts
export const fake = 1;
//- /packages/pay/src/charge.ts
export const charge = 1;
export const secret = 1;
export interface Price { amount: number }
`;

describe('bypassed-interface', () => {
  it('is a warning where "exports" of the package say what is public', () =>
    check(`${PACKAGES}
//- /packages/cart/index.ts
import { charge } from '@acme/pay';
import { fake } from '@acme/pay/testing';
import { secret } from '../pay/src/charge';
//                     ^^^^^^^^^^^^^^^^^^^ warning bypassed-interface: packages/pay/src/charge.ts is not part of the "exports" of @acme/pay
import { fake as again } from '../pay/src/testing';
import { secret as deep } from '@acme/pay/src/charge';
//                             ^^^^^^^^^^^^^^^^^^^^^^ warning bypassed-interface: packages/pay/src/charge.ts is not part of the "exports" of @acme/pay
console.log(charge, fake, secret, again, deep);
`));

  it('is nothing among files of one package, which its "exports" do not speak to, but in a package that lies within it', () =>
    check(
      `${PACKAGES}
//- /architecture.wiring
module pay-interface { path "packages/pay/src/index.ts" }
//- /packages/pay/plugin/package.json
{ "name": "@acme/plugin", "version": "1.0.0" }
//- /packages/pay/plugin/index.ts
import { secret } from '../src/charge';
//                     ^^^^^^^^^^^^^^^ warning bypassed-interface: packages/pay/src/charge.ts is not part of the "exports" of @acme/pay
console.log(secret);
`.replace('["packages/*"]', '["packages/*", "packages/pay/plugin"]'),
      { only: ['bypassed-interface'] },
    ));

  it('is an error where a person wrote "exposes", which then decides alone', () =>
    check(`${PACKAGES}
//- /architecture.wiring
module pay { path "packages/pay/**"  exposes "src/charge.ts" }
//- /packages/cart/index.ts
import { charge } from '@acme/pay';
//                     ^^^^^^^^^^^ error bypassed-interface: packages/pay/src/index.ts is not part of what pay exposes
import { secret } from '../pay/src/charge';
console.log(charge, secret);
`));

  it('lets tests share test files, but not the rest', () =>
    check(`${PACKAGES}
//- /packages/pay/src/__tests__/helper.ts
export const helper = 1;
//- /packages/cart/index.test.ts
import { helper } from '../pay/src/__tests__/helper';
import { secret } from '../pay/src/charge';
//                     ^^^^^^^^^^^^^^^^^^^ warning bypassed-interface: packages/pay/src/charge.ts is not part
console.log(helper, secret);
`));

  it('knows no interface where nobody made one', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
//- /cart/index.ts
import { charge } from '../pay/deep/inside';
console.log(charge);
//- /pay/deep/inside.ts
export const charge = 1;
`));

  it('is mended by the package, where its entry passes on the same names', () =>
    checkFix(
      `${PACKAGES}
//- /packages/cart/index.ts
import { charge } from '../pay/sr<|>c/charge';
console.log(charge);
`,
      `${PACKAGES}
//- /packages/cart/index.ts
import { charge } from '@acme/pay';
console.log(charge);
`,
      { title: 'Import from "@acme/pay"' },
    ).then(() => undefined));

  it('is not mended by an entry that does not pass the name on', async () => {
    const titles = await fixTitles(`${PACKAGES}
//- /packages/cart/index.ts
import { charge, secret } from '../pay/sr<|>c/charge';
console.log(charge, secret);
`);
    assert.ok(!titles.some(title => title.startsWith('Import from')), titles.join());
  });

  it('is mended by a relative path to an exposed file, in the manner of the import', () =>
    checkFix(
      `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**"  exposes "index.ts", "types.ts" }
//- /cart/src/index.ts
import { charge } from '../../pay/inter<|>nal/charge.js';
console.log(charge);
//- /pay/index.ts
export * from './internal/charge.js';
//- /pay/types.ts
export type { charge } from './internal/charge.js';
//- /pay/internal/charge.ts
export const charge = 1;
`,
      `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**"  exposes "index.ts", "types.ts" }
//- /cart/src/index.ts
import { charge } from '../../pay/index.js';
console.log(charge);
//- /pay/index.ts
export * from './internal/charge.js';
//- /pay/types.ts
export type { charge } from './internal/charge.js';
//- /pay/internal/charge.ts
export const charge = 1;
`,
      { title: 'Import from' },
    ).then(() => undefined));

  it('is mended by exposing the file', () =>
    checkFix(
      `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**"  exposes "index.ts" }
//- /cart/index.ts
import { charge } from '../pay/inter<|>nal/[id]';
console.log(charge);
//- /pay/index.ts
export const pay = 1;
//- /pay/internal/[id].ts
export const charge = 1;
`,
      `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**"  exposes "index.ts", "internal/\\\\[id\\\\].ts" }
//- /cart/index.ts
import { charge } from '../pay/internal/[id]';
console.log(charge);
//- /pay/index.ts
export const pay = 1;
//- /pay/internal/[id].ts
export const charge = 1;
`,
      { title: 'Add internal/[id].ts to what pay exposes' },
    ).then(() => undefined));
});
