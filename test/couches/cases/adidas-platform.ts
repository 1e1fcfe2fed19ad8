import { again, type Case, tree } from './history.ts';

/** A platform that twelve modules of other teams use and nobody has to change with it: many dependents are no couch. */
const USERS = Array.from({ length: 12 }, (_, i) => `shop-${i + 1}`);

const files: Readonly<Record<string, string>> = {
  'architecture.wiring': `${[
    'module platform { path "platform/**"  owner Platform }',
    'team Platform { kind platform }',
    ...USERS.map((name, i) => `module ${name} { path "${name}/**"  owner Unit${i % 5} }`),
    ...[0, 1, 2, 3, 4].map(i => `team Unit${i}`),
  ].join('\n')}\n`,
  'platform/api.ts': 'export const api = 1;\n',
  'platform/engine.ts': 'export const engine = 1;\n',
  ...Object.fromEntries(
    USERS.map(name => [
      `${name}/index.ts`,
      "import { api } from '../platform/api';\nexport const shop = api;\n",
    ]),
  ),
};

const platform = again('A faster engine', ['platform/engine.ts'], { times: 60, days: 6 });
const shops = USERS.flatMap((name, i) =>
  again(`A nicer ${name}`, [`${name}/index.ts`], { times: 15, days: 23 + (i % 4) }),
);

/** Here the sick one is the twin: the platform that drags all its users along. */
export const adidasPlatform: Case = {
  healthy: tree(files, platform, shops),
  sick: tree(
    files,
    again('Another api', ['platform/engine.ts', ...USERS.slice(0, 4).map(name => `${name}/index.ts`)], {
      times: 14,
      days: 24,
    }),
    shops,
  ),
};
