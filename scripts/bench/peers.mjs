import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FALLOW = '3.36.0';
const DEPENDENCY_CRUISER = '17.4.3';
// dependency-cruiser reads TypeScript only where it finds one; without it, it is fast because it reads nothing.
const TYPESCRIPT = '5.9.3';

/** The peers of DESIGN.md section 8, installed beside the measurements and never in the project. */
export function peers(home) {
  const folder = join(home, `peers-${FALLOW}-${DEPENDENCY_CRUISER}-${TYPESCRIPT}`);
  if (!existsSync(join(folder, 'node_modules'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    // Fallow's wrapper wants Node 22; its program is a binary of its own and is run as such.
    execFileSync(
      'npm',
      [
        'install',
        '--no-audit',
        '--no-fund',
        `fallow@${FALLOW}`,
        `dependency-cruiser@${DEPENDENCY_CRUISER}`,
        `typescript@${TYPESCRIPT}`,
      ],
      {
        cwd: folder,
        stdio: 'inherit',
      },
    );
  }
  const platforms = join(folder, 'node_modules/@fallow-cli');
  const platform = readdirSync(platforms).find(name => existsSync(join(platforms, name, 'fallow')));
  if (!platform) throw new Error('Fallow has no program for this machine');
  return [
    {
      name: 'Fallow 3.36',
      command: join(platforms, platform, 'fallow'),
      arguments: ['dead-code', '--circular-deps', '--boundary-violations', '--no-cache', '.'],
    },
    {
      name: 'dependency-cruiser 17',
      slow: true,
      command: process.execPath,
      arguments: [
        join(folder, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--no-config',
        '--ts-pre-compilation-deps',
        '--output-type',
        'err',
        'packages',
      ],
    },
  ];
}
