import type { AnnotatedTree } from '#test/support/annotations';
import { again } from './history.ts';

/**
 * A declared couch of six modules with a team each, of which three change together and the other three: no single module
 * can be given away to any effect, one side of it can.
 */
export function twoSides(owners: 'wiring' | 'codeowners'): AnnotatedTree {
  const said = owners === 'wiring';
  const sides = [
    ['web', 'app', 'api'],
    ['tax', 'bank', 'card'],
  ];
  const names = sides.flat();
  const files: Record<string, string> = {
    'architecture.wiring': `${[
      ...names.map(name => `module ${name} { path "${name}/**"${said ? `  owner ${name}-team` : ''} }`),
      ...names.map(name => `team ${name}-team { handle "@x/${name}" }`),
      `couch shop { modules ${names.join(', ')} }`,
    ].join('\n')}\n`,
    ...(said ? {} : { CODEOWNERS: names.map(name => `/${name}/ @x/${name}\n`).join('') }),
  };
  for (const name of names) files[`${name}/a.ts`] = 'export const a = 1;\n';
  const changes = sides.flatMap((side, i) =>
    again(
      `Side ${i}`,
      side.map(name => `${name}/a.ts`),
      { times: 8 + i, days: 30 },
    ),
  );
  return { files, expected: [], changes };
}
