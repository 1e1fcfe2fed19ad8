import type { AnnotatedTree } from '#test/support/annotations';
import { again } from './history.ts';

/** A car in one package: how braking charges the battery lies with the brakes, and changes with the battery. */
export function misplaced(owners: 'wiring' | 'codeowners' = 'wiring'): AnnotatedTree {
  const said = owners === 'wiring';
  const names = ['battery', 'brakes', 'seats', 'doors'];
  const teams = { battery: 'Battery', brakes: 'Brakes', seats: 'Cabin', doors: 'Cabin' };
  const entries = Object.entries(teams);
  const files: Record<string, string> = {
    'package.json': '{ "name": "car", "private": true }\n',
    'architecture.wiring': `${[
      ...entries.map(
        ([name, team]) => `module ${name} { path "src/${name}/**"${said ? `  owner ${team}` : ''} }`,
      ),
      ...[...new Set(Object.values(teams))].map(
        team => `team ${team} { handle "@car/${team.toLowerCase()}" }`,
      ),
    ].join('\n')}\n`,
    ...(said
      ? {}
      : { CODEOWNERS: entries.map(([name, team]) => `/src/${name}/ @car/${team.toLowerCase()}\n`).join('') }),
    'src/brakes/recover.ts': 'export const recover = 1;\n',
    'src/brakes/recover.test.ts': "import { recover } from './recover';\n\nrecover.toFixed();\n",
    'src/brakes/pedal.ts': "import { recover } from './recover';\n\nexport const pedal = recover;\n",
    'src/battery/cell.ts': 'export const cell = 1;\n',
    'src/battery/charge.ts': 'export const charge = 1;\n',
  };
  for (const name of names.slice(2)) files[`src/${name}/index.ts`] = `export const ${name} = 1;\n`;
  return {
    files,
    expected: [],
    changes: [
      ...again('Recover energy', ['src/brakes/recover.ts', 'src/battery/cell.ts'], { times: 12, days: 28 }),
      ...again('Charge faster', ['src/battery/cell.ts', 'src/battery/charge.ts'], { times: 7, days: 40 }),
      ...again('Softer pedal', ['src/brakes/pedal.ts'], { times: 12, days: 20, until: '2026-05-30' }),
      ...again('Warm seats', ['src/seats/index.ts'], { times: 70, days: 5, until: '2026-05-29' }),
      ...again('Quiet doors', ['src/doors/index.ts'], { times: 70, days: 5, until: '2026-05-28' }),
    ],
  };
}
