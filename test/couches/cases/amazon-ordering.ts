import { again, type Case, tree } from './history.ts';

/**
 * Thirty categories, each with two teams that carry ordering, follow every step of how an order is fulfilled. Digital wants
 * a path without a shipping address and has to ask all sixty. In the twin they follow an interface, and only it.
 */
const TEAMS = Array.from({ length: 60 }, (_, i) => `ordering-${String(i + 1).padStart(2, '0')}`);

const PAGES = Array.from({ length: 30 }, (_, i) => `page-${String(i + 1).padStart(2, '0')}`);

function files(): Readonly<Record<string, string>> {
  const wiring = [
    'couch ordering {',
    `  modules fulfilment, ${TEAMS.join(', ')}`,
    '}',
    'module fulfilment { path "fulfilment/**"  owner Digital }',
    'team Digital',
    ...TEAMS.flatMap((name, i) => [
      `module ${name} { path "ordering/${name}/**"  owner Team${i + 1} }`,
      `team Team${i + 1}`,
    ]),
    ...PAGES.flatMap((name, i) => [
      `module ${name} { path "pages/${name}/**"  owner Page${i + 1} }`,
      `team Page${i + 1}`,
    ]),
  ];
  const sources = TEAMS.map(name => [
    `ordering/${name}/checkout.ts`,
    "import { place } from '../../fulfilment/order';\nexport const checkout = place;\n",
  ]);
  return {
    'architecture.wiring': `${wiring.join('\n')}\n`,
    'fulfilment/order.ts': 'export const place = 1;\n',
    'fulfilment/address.ts': 'export const address = 1;\n',
    'fulfilment/path.ts': 'export const path = 1;\n',
    'fulfilment/stock.ts': 'export const stock = 1;\n',
    ...Object.fromEntries(sources),
    ...Object.fromEntries(PAGES.map(name => [`pages/${name}/page.ts`, 'export const page = 1;\n'])),
  };
}

const all = TEAMS.map(name => `ordering/${name}/checkout.ts`);
const own = [
  ...all.flatMap((path, i) => again(`Category ${i + 1}`, [path], { times: 3, days: 90 })),
  ...PAGES.flatMap((name, i) => again(`Page ${i + 1}`, [`pages/${name}/page.ts`], { times: 12, days: 28 })),
];

export const amazonOrdering: Case = {
  sick: tree(
    files(),
    again('Another path for an order', ['fulfilment/path.ts', 'fulfilment/address.ts', ...all], {
      times: 12,
      days: 25,
    }),
    own,
  ),
  healthy: tree(
    files(),
    again('Another path for an order', ['fulfilment/path.ts', 'fulfilment/address.ts'], {
      times: 12,
      days: 25,
    }),
    own,
  ),
};
