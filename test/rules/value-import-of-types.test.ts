import assert from 'node:assert/strict';
import { check, checkFix, fixTitles } from '#test/support/check';

const PAY = `
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
//- /pay/index.ts
export * from './price';
export { Money as Cash } from './price';
export { pay } from './pay';
export default interface Receipt { id: string }
//- /pay/price.ts
export interface Price { amount: number }
export type Money = number;
export class Coin {}
export enum Currency { EUR }
//- /pay/pay.ts
export const pay = 1;
`;

describe('value-import-of-types', () => {
  it('follows every name through re-exports; one value is enough to be a value import', () =>
    check(`${PAY}
//- /cart/index.ts
import { Price } from '../pay/index';
//                    ^^^^^^^^^^^^^^ information value-import-of-types: every name in this import is a type
import { Cash, type Price as P2 } from '../pay/index';
//                                     ^^^^^^^^^^^^^^ information value-import-of-types: every name in this import is a type
import { Price as P3, Coin } from '../pay/index';
import { Currency } from '../pay/price';
import * as all from '../pay/price';
import type { Money } from '../pay/price';
import { pay } from '../pay/index';
import { Unknown } from '../pay/index';
export type All = [Price, Cash, P2, P3, Coin, Currency, typeof all, Money, typeof pay, Unknown];
`));

  it('leaves imports inside a module to the linter', () =>
    check(`${PAY}
//- /pay/other.ts
import { Price } from './price';
export const other = (price: Price) => price;
//- /cart/index.ts
export const cart = 1;
`));

  const fix = (before: string, after: string) =>
    checkFix(`${PAY}\n//- /cart/index.ts\n${before}\n`, `${PAY}\n//- /cart/index.ts\n${after}\n`, {
      title: 'Make the import type-only',
    }).then(() => undefined);

  it('is mended by "import type"', () =>
    fix(
      `import { Price } from '../pay/in<|>dex';\nexport type C = Price;`,
      `import type { Price } from '../pay/index';\nexport type C = Price;`,
    ));

  it('is mended without a second "type" inside the braces', () =>
    fix(
      `import {\n  Price,\n  type Cash as type,\n  type Money,\n} from "../pay/in<|>dex"\nexport type C = [Price, type, Money];`,
      `import type {\n  Price,\n  Cash as type,\n  Money,\n} from "../pay/index"\nexport type C = [Price, type, Money];`,
    ));

  it('is mended where comments stand before the names, and keeps these', () =>
    fix(
      `import {\n  Price, // the price, type by type\n  type Cash,\n  /* a, type b */ type Money,\n} from '../pay/in<|>dex'`,
      `import type {\n  Price, // the price, type by type\n  Cash,\n  /* a, type b */ Money,\n} from '../pay/index'`,
    ));

  it('is mended in two where a default stands beside names', () =>
    fix(
      `import Receipt, { Price } from '../pay/in<|>dex';\nexport type C = [Receipt, Price];`,
      `import type Receipt from '../pay/index';\nimport type { Price } from '../pay/index';\nexport type C = [Receipt, Price];`,
    ));

  it('is not mended where "type" is a name itself', async () => {
    const titles = await fixTitles(`${PAY}
//- /cart/index.ts
import { Price, type as as } from '../pay/in<|>dex';
export type C = Price;
`);
    assert.ok(!titles.some(title => title.includes('type-only')));
  });

  it('says nothing of JavaScript, which has no "import type" and erases nothing', () =>
    check(`
//- /architecture.wiring
module cart { path "cart/**" }
module pay { path "pay/**" }
//- /cart/index.js
import { Price } from '../pay/price';
/** @type {Price} */
export const cart = 1;
//- /cart/view.jsx
import { Price } from '../pay/price';
//- /pay/price.ts
export interface Price { amount: number }
`));
});
