import { again, type Case, tree } from './history.ts';

/** Painters and movers carry the deployment every week and may only file tickets; in the twin they sit together. */
function files(channel: string): Readonly<Record<string, string>> {
  return {
    'architecture.wiring': [
      'module deployment { path "deployment/**"  owner Development and Operations }',
      'module shop { path "shop/**"  owner Development }',
      'module machines { path "machines/**"  owner Operations }',
      'team Development',
      'team Operations',
      channel,
      '',
    ].join('\n'),
    'deployment/release.ts': 'export const release = 1;\n',
    'shop/cart.ts': 'export const cart = 1;\n',
    'machines/pool.ts': 'export const pool = 1;\n',
  };
}

const changes = [
  ...again('Another environment', ['deployment/release.ts'], { times: 40, days: 7 }),
  ...again('A better cart', ['shop/cart.ts'], { times: 20, days: 12 }),
  ...again('A larger pool', ['machines/pool.ts'], { times: 20, days: 13 }),
];

export const devOpsTickets: Case = {
  sick: tree(
    files('channel Operations -> Development by ticket\nchannel Development -> Operations by ticket'),
    changes,
  ),
  healthy: tree(
    files('channel Operations <-> Development by embedded\nrules { couch-miswired { embedded 100% } }'),
    changes,
  ),
};
