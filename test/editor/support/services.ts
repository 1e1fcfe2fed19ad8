const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const manifest = (name: string): string =>
  json({ name, private: true, version: '1.0.0', exports: './src/index.ts' });

/** In two requests the shop asks stock, as it declares, and prices, which it does not. */
const SPANS = [1, 2].flatMap(trace => {
  const traceId = `a${trace}`;
  const span = (
    id: string,
    kind: string,
    service: string,
    timestamp: number,
    duration: number,
    more = {},
  ) => ({
    traceId,
    id,
    kind,
    name: 'buy',
    timestamp: trace * 1_000_000 + timestamp,
    duration,
    localEndpoint: { serviceName: service },
    ...more,
  });
  return [
    span('1', 'SERVER', 'shop', 0, 40_000),
    span('2', 'CLIENT', 'shop', 1_000, 9_000, { parentId: '1' }),
    span('3', 'SERVER', 'stock', 2_000, 7_000, { parentId: '2' }),
    span('4', 'CLIENT', 'shop', 12_000, 20_000, { parentId: '1' }),
    span('5', 'SERVER', 'prices', 13_000, 18_000, { parentId: '4' }),
  ];
});

/** Services that promise more than what they wait for leaves, with traces, and the code that calls. */
export const SERVICES: Readonly<Record<string, string>> = {
  'package.json': json({ name: 'northwind', private: true, workspaces: ['packages/*'] }),
  'packages/shop/package.json': manifest('shop'),
  'packages/shop/src/index.ts': `import type { Price } from 'prices';

export const shown: Price = { amount: 1 };
`,
  'packages/prices/package.json': manifest('prices'),
  'packages/prices/src/index.ts': `export interface Price {
  amount: number;
}
`,
  'packages/stock/package.json': manifest('stock'),
  'packages/stock/src/index.ts': 'export const left = 1;\n',
  'architecture.wiring': `wiring 1

traces "traces"

service shop {
  runs shop
  availability 99.99%
  latency 50 ms
  calls stock
}

service stock {
  runs stock
  availability 99.9%
  latency 20 ms
}

service prices {
  runs prices
  availability 99.9%
}

service admin {
  calls stock
}
`,
  'traces/spans.json': json(SPANS),
};
