import type { AnnotatedTree } from '#test/support/annotations';
import { again } from './history.ts';

/**
 * A hub of one team in which each of three others does its work, beside a module of its own: to be split, or given to
 * who changes it; where the others follow what they import from it, its interface is what they follow.
 */
export function hub(owners: 'wiring' | 'codeowners'): AnnotatedTree {
  const said = owners === 'wiring';
  const names = ['web', 'app', 'api'];
  const files: Record<string, string> = {
    'architecture.wiring': `${[
      `module hub { path "hub/**"${said ? '  owner Hub' : ''} }`,
      ...names.map(name => `module ${name} { path "${name}/**"${said ? `  owner ${name}-team` : ''} }`),
      'team Hub { handle "@x/hub" }',
      ...names.map(name => `team ${name}-team { handle "@x/${name}" }`),
    ].join('\n')}\n`,
    ...(said ? {} : { CODEOWNERS: `/hub/ @x/hub\n${names.map(name => `/${name}/ @x/${name}\n`).join('')}` }),
    'hub/src/index.ts': 'export const hub = 1;\n',
  };
  for (const name of names) {
    files[`${name}/a.ts`] = 'export const a = 1;\n';
    files[`hub/src/${name}/a.ts`] = 'export const a = 1;\n';
  }
  const changes = names.flatMap((name, i) =>
    again(`For ${name}`, [`hub/src/${name}/a.ts`, `${name}/a.ts`], { times: 8 + i, days: 30 }),
  );
  return { files, expected: [], changes };
}
