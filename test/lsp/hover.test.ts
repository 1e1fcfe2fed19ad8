import assert from 'node:assert/strict';
import type { Hover } from 'vscode-languageserver-protocol';
import { NORTHWIND } from '../editor/support/repository.ts';
import { type Client, startClient } from './support/client.ts';

const WIRING = 'architecture.wiring';

/** Each kind of name that a wiring file can hold, at each place where it can stand. */
const EVERY_NAME = `wiring 1
organization "Northwind" complete
group Commerce { lead "dana@northwind.example" }
group Shops in Commerce
team Checkout in Commerce { handle "@northwind/checkout" }
team Pricing { handle "@northwind/pricing" }
team Billing { handle "@northwind/billing" }
module cart { path "packages/cart/**" owner Checkout or Pricing uses pricing, legacy-tax }
module pricing { path "packages/pricing/**" owner Pricing }
module legacy-tax { path "packages/legacy-tax/**" owner Billing }
service cart-api known as "cart-svc" { runs cart built by Checkout deploys one at a time with shop-train calls tax-api publishes ordered }
external service tax-api { consumes ordered }
channel Checkout <-> Pricing by chat
couch ordering { modules cart, pricing }
interaction Billing -> Checkout as-a-service
queue access-rights { run by Billing serves Pricing promised 2 weeks actual 11 weeks }
initiative bundle { touches legacy-tax waits for queue access-rights waits for feed rates 3 weeks }
flow delivery { ask by Checkout build by Pricing }
capability login provided by cart-api, pricing
accept split-ownership on module legacy-tax because "until it is split"
accept undeclared-dependency from Billing to Checkout because "teams may be named, too"
accept undeclared-call from cart-api to tax-api because "and services"
rules { unresolved-imports { share 5% } }
`;

const SAYS: readonly (readonly [string, RegExp])[] = [
  ['"Northwind"', /3 teams/],
  ['Commerce {', /Teams.*Checkout/s],
  ['Commerce\nteam', /Teams.*Checkout/s],
  ['Checkout in', /@northwind\/checkout/],
  ['"@northwind/checkout"', /\*\*Checkout\*\*/],
  ['cart {', /packages\/cart: 2 files/],
  ['Pricing uses', /\*\*Pricing\*\*/],
  ['legacy-tax }', /packages\/legacy\\?-tax: 2 files/],
  ['cart-api known', /built by Checkout/],
  ['"cart-svc"', /built by Checkout/],
  ['cart built', /packages\/cart: 2 files/],
  ['Checkout deploys', /\*\*Checkout\*\*/],
  ['shop-train', /Services.*cart-api/],
  ['tax-api publishes', /external/],
  ['ordered }\nexternal', /Published by.*cart-api/],
  ['ordered }\nchannel', /Consumed by.*tax-api/s],
  ['Checkout <->', /\*\*Checkout\*\*/],
  ['Pricing by chat', /\*\*Pricing\*\*/],
  ['ordering', /Owners/],
  ['cart, pricing }', /packages\/cart: 2 files/],
  ['Billing -> Checkout', /\*\*Billing\*\*/],
  ['access-rights { run', /5\.5 times the work.*busy 82 %/s],
  ['Billing serves', /\*\*Billing\*\*/],
  ['bundle', /1 team|Teams.*Billing.*14 weeks one after the other/s],
  ['legacy-tax waits', /packages\/legacy\\?-tax: 2 files/],
  ['access-rights waits', /busy 82 %/],
  ['rates 3', /bundle: 3 weeks/],
  ['delivery', /2 steps, 2 teams, 1 hand\\?-off/],
  ['Pricing }\ncapability', /\*\*Pricing\*\*/],
  ['login', /Provided by.*\(2\)/s],
  ['pricing\naccept', /packages\/pricing/],
  ['split-ownership', /two teams own source files/],
  ['legacy-tax because', /packages\/legacy\\?-tax: 2 files/],
  ['Billing to', /\*\*Billing\*\*/],
  ['Checkout because', /\*\*Checkout\*\*/],
  ['cart-api to', /built by Checkout/],
  ['tax-api because', /external/],
  ['unresolved-imports', /could not be followed/],
  ['share 5%', /share of a module's imports.*Without it: 2 %/s],
];

describe('hovers in a wiring file', function () {
  this.timeout(60_000);
  let client: Client;
  before(async () => {
    client = await startClient({ files: { ...NORTHWIND, [WIRING]: EVERY_NAME } });
    await client.open(WIRING);
    await client.request('wiring/check', {});
  });
  after(() => client.stop());

  for (const [text, says] of SAYS) {
    it(`explain ${text.split(/[ \n]/)[0]} in "${text.replace('\n', ' ')}"`, async () => {
      const hover = await client.request<Hover | null>('textDocument/hover', {
        textDocument: { uri: client.uri(WIRING) },
        position: client.position(WIRING, text),
      });
      const value = (hover?.contents as { value?: string } | undefined)?.value;
      assert.match(value ?? '', says);
    });
  }
});
