// Registries are made from folders, so that to add a command or an output format is to add one file.
//   node scripts/registries.mjs           writes them
//   node scripts/registries.mjs --check   exits with 1 when one is stale
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Every file of `folder` exports one thing that has the file's name in camel case. */
const REGISTRIES = [
  {
    folder: 'server/src/cli/commands',
    out: 'server/src/cli/generated/commands.ts',
    type: 'Command',
    from: '../command.ts',
  },
  {
    folder: 'server/src/cli/formats',
    out: 'server/src/cli/generated/formats.ts',
    type: 'Format',
    from: '../format.ts',
  },
];

/** @returns {{ path: string, text: string, stale: boolean }[]} each registry as it should be. */
export function registries() {
  return REGISTRIES.map(({ folder, out, type, from }) => {
    const names = readdirSync(join(ROOT, folder))
      .filter(name => name.endsWith('.ts'))
      .map(name => name.slice(0, -3))
      .sort();
    const last = folder.split('/').at(-1);
    const text = [
      `// Made by scripts/registries.mjs from ${folder}; not edited by hand.`,
      `import type { ${type} } from '${from}';`,
      ...names.map(name => `import { ${camel(name)} } from '../${last}/${name}.ts';`),
      '',
      `export const ${last.toUpperCase()}: readonly ${type}[] = [${names.map(camel).join(', ')}];`,
      '',
    ].join('\n');
    return { path: out, text, stale: read(join(ROOT, out)) !== text };
  });
}

function camel(name) {
  return name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = registries().filter(registry => registry.stale);
  if (process.argv.includes('--check')) {
    for (const { path } of stale) console.error(`${path} is stale: run "node scripts/registries.mjs"`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const { path, text } of stale) {
      mkdirSync(dirname(join(ROOT, path)), { recursive: true });
      writeFileSync(join(ROOT, path), text);
      console.log(`wrote ${path}`);
    }
  }
}
