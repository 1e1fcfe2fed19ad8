import { again } from '../../couches/cases/history.ts';
import type { AnnotatedTree } from '../../support/annotations.ts';

const CLIENTS = ['web', 'mobile', 'partners'] as const;

/** A shop with one couch for each remedy, and a year of changes that show it. */
export function couchesOfAShop(): AnnotatedTree {
  const files: Record<string, string> = {
    'architecture.wiring': WIRING,
    'package.json': '{ "private": true, "workspaces": ["video/*"] }\n',
    'gateway/src/index.ts': 'export const gateway = 1;\n',
    'orders/src/order.ts': 'export interface Order {\n  id: string;\n}\n',
    'orders/src/stock.ts': 'export const stock = 1;\n',
    'orders/src/address.ts': 'export const address = 1;\n',
    'orders/src/path.ts': 'export const path = 1;\n',
    'pricing/price.ts': 'export const price = 1;\n',
    'search/rank.ts': 'export const rank = 1;\n',
    'deployment/release.ts': 'export const release = 1;\n',
    'video/convert/package.json': '{ "name": "@shop/convert", "private": true }\n',
    'video/convert/index.ts': "import { detect } from '../detect/index';\nexport const convert = detect;\n",
    'video/detect/package.json': '{ "name": "@shop/detect", "private": true }\n',
    'video/detect/index.ts': 'export const detect = 1;\n',
  };
  for (const name of CLIENTS) {
    files[`gateway/src/${name}/routes.ts`] = 'export const routes = 1;\n';
    files[`${name}/page.ts`] = 'export const page = 1;\n';
    files[`${name}/checkout.ts`] =
      "import type { Order } from '../orders/src/order';\nexport const checkout = (order: Order) => order.id;\n";
  }
  const page = (name: string) => `${name}/page.ts`;
  const changes = [
    ...CLIENTS.flatMap((name, i) =>
      again(`Routes for ${name}`, [`gateway/src/${name}/routes.ts`, page(name)], {
        times: 8 + 2 * i,
        days: 24,
      }),
    ),
    ...again('Ship from the store', ['orders/src/path.ts', ...CLIENTS.map(name => `${name}/checkout.ts`)], {
      times: 12,
      days: 26,
    }),
    ...again('A price for partners', ['pricing/price.ts', page('partners')], { times: 14, days: 22 }),
    ...again('A price on the page', ['pricing/price.ts', page('web')], { times: 4, days: 60 }),
    ...again('A price in the app', ['pricing/price.ts', page('mobile')], { times: 4, days: 55 }),
    ...again('Ask the search from the page', ['search/rank.ts', page('web')], { times: 6, days: 50 }),
    ...again('Ask the search from the app', ['search/rank.ts', page('mobile')], { times: 6, days: 45 }),
    ...again('Ask the search from outside', ['search/rank.ts', page('partners')], { times: 5, days: 45 }),
    ...again('Another environment', ['deployment/release.ts'], { times: 30, days: 9 }),
    ...again('Another defect to look for', ['video/convert/index.ts', 'video/detect/index.ts'], {
      times: 14,
      days: 20,
    }),
  ];
  return { files, expected: [], changes };
}

const WIRING = `wiring 1

module gateway {
  path "gateway/**"
  owner Platform
}

module orders {
  path "orders/**"
  owner Fulfilment
}

module pricing {
  path "pricing/**"
  owner Pricing
}

module search {
  path "search/**"
  owner Discovery
}

module deployment {
  path "deployment/**"
  owner Development and Operations
}

module convert {
  path "video/convert/**"
  owner Video
}

module detect {
  path "video/detect/**"
  owner Video
}

couch storefront {
  modules web, mobile, orders
}

module web {
  path "web/**"
  owner Web
}

module mobile {
  path "mobile/**"
  owner Mobile
}

module partners {
  path "partners/**"
  owner Partners
}

team Platform
team Fulfilment
team Pricing
team Discovery
team Development
team Operations
team Video
team Web
team Mobile
team Partners

channel Operations -> Development by ticket
`;
