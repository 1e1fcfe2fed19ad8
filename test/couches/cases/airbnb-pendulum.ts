import { again, type Case, tree } from './history.ts';

/** Independent for years, then ever more in common; in the twin the share of common work is what it always was. */
const TEAMS = ['homes', 'trips', 'hosts', 'pay'];

const files: Readonly<Record<string, string>> = {
  'architecture.wiring': `${TEAMS.map(name => `module ${name} { path "${name}/**"  owner ${name}-team }\nteam ${name}-team`).join('\n')}\n`,
  ...Object.fromEntries(TEAMS.map(name => [`${name}/index.ts`, 'export const it = 1;\n'])),
};

const own = TEAMS.flatMap((name, i) =>
  again(`Work on ${name}`, [`${name}/index.ts`], { times: 70, days: 14 + (i % 3) }),
);

/** Any two of them in turn, so that no pair stands out. */
function common(times: number, days: number, until: string) {
  return again('One booking for all', [], { times, days, until }).map((change, i) => ({
    ...change,
    paths: [`${TEAMS[i % 4]}/index.ts`, `${TEAMS[(i + 1 + (i % 3)) % 4]}/index.ts`],
  }));
}

export const airbnbPendulum: Case = {
  sick: tree(
    files,
    own,
    common(10, 36, '2025-05-20'),
    common(16, 11, '2025-11-20'),
    common(32, 6, '2026-05-30'),
  ),
  healthy: tree(files, own, common(50, 22, '2026-05-30')),
};
