import { again, type Case, tree } from './history.ts';

/**
 * Battery and brakes had nothing to say to each other for years; with the electric car every change of one is one of the
 * other. In the twin the channel is declared and the law that ties them is a module that both use.
 */
function files(tied: boolean): Readonly<Record<string, string>> {
  const law = tied ? "import { law } from '../recuperation/law';\nexport const used = law;\n" : '';
  return {
    'architecture.wiring': [
      'module battery { path "battery/**"  owner Battery }',
      'module brakes { path "brakes/**"  owner Brakes }',
      'module seats { path "seats/**"  owner Interior }',
      'module doors { path "doors/**"  owner Interior }',
      'module recuperation { path "recuperation/**"  owner Brakes }',
      'team Battery',
      'team Brakes',
      'team Interior',
      ...(tied ? ['channel Battery <-> Brakes by embedded'] : []),
      '',
    ].join('\n'),
    'battery/cell.ts': `${law}export const cell = 1;\n`,
    'brakes/disc.ts': `${law}export const disc = 1;\n`,
    'recuperation/law.ts': 'export const law = 1;\n',
    'seats/heat.ts': 'export const heat = 1;\n',
    'doors/lock.ts': 'export const lock = 1;\n',
  };
}

const others = [
  ...again('A warmer seat', ['seats/heat.ts'], { times: 80, days: 13 }),
  ...again('A quieter door', ['doors/lock.ts'], { times: 80, days: 13 }),
  ...again('A better cell', ['battery/cell.ts'], { times: 40, days: 18, until: '2025-05-31' }),
  ...again('A better disc', ['brakes/disc.ts'], { times: 40, days: 18, until: '2025-05-31' }),
];

export const batteryBrakes: Case = {
  sick: tree(
    files(false),
    others,
    again('Recover energy', ['battery/cell.ts', 'brakes/disc.ts'], { times: 24, days: 14 }),
  ),
  healthy: tree(
    files(true),
    others,
    again('Recover energy', ['recuperation/law.ts'], { times: 24, days: 14 }),
  ),
};
