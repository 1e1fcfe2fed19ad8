/**
 * A monorepo for measuring, the same bytes every time: packages in layers with owners, public entries, type-only,
 * relative, workspace and dynamic imports, tests, and a history of merged changes with renames, bots and releases.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const GENERATOR_VERSION = 5;
const FILES_PER_PACKAGE = 40;
const TEAMS = 24;

/** Makes (or finds) the repository and returns its folder. `changes` are first-parent commits. */
export async function generatedMonorepo(parent, { files, changes }) {
  const folder = join(parent, `monorepo-v${GENERATOR_VERSION}-${files}-${changes}`);
  if (existsSync(join(folder, '.complete'))) return join(folder, 'repository');
  rmSync(folder, { recursive: true, force: true });
  const repository = join(folder, 'repository');
  mkdirSync(repository, { recursive: true });
  await git(repository, ['init', '--quiet', '--initial-branch=main']);
  await fastImport(repository, files, changes);
  await git(repository, ['reset', '--hard', '--quiet', 'main']);
  await git(repository, ['update-index', '--refresh']).catch(() => undefined);
  writeFileSync(join(folder, '.complete'), '');
  return repository;
}

/** A small linear congruential generator: the same numbers on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return limit => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function tree(fileCount) {
  const packages = Math.max(2, Math.round(fileCount / FILES_PER_PACKAGE));
  const files = new Map();
  files.set('package.json', json({ name: 'monorepo', private: true, workspaces: ['packages/*'] }));
  files.set(
    'tsconfig.base.json',
    json({
      compilerOptions: { strict: true, baseUrl: '.', paths: { '@alias/*': ['packages/*/src/index.ts'] } },
    }),
  );
  files.set('.github/CODEOWNERS', owners(packages));
  files.set('architecture.wiring', wiring(packages));
  for (let index = 0; index < packages; index += 1) {
    const root = `packages/p${index}`;
    const uses = usedBy(index);
    files.set(
      `${root}/package.json`,
      json({
        name: `@mono/p${index}`,
        version: '1.0.0',
        private: true,
        exports: { '.': './src/index.ts', './testing': './src/testing.ts' },
        dependencies: Object.fromEntries(uses.map(other => [`@mono/p${other}`, 'workspace:*'])),
      }),
    );
    files.set(`${root}/tsconfig.json`, json({ extends: '../../tsconfig.base.json', include: ['src'] }));
    const count = Math.round(fileCount / packages);
    for (let file = 0; file < count; file += 1) files.set(pathOf(index, file), source(index, file, 0));
  }
  return files;
}

function usedBy(index) {
  const next = random(index + 1);
  const used = new Set();
  for (let k = 0; k < Math.min(5, index); k += 1) used.add(next(index));
  return [...used].sort((a, b) => a - b);
}

function pathOf(packageIndex, file) {
  const root = `packages/p${packageIndex}/src`;
  if (file === 0) return `${root}/index.ts`;
  if (file === 1) return `${root}/testing.ts`;
  if (file % 9 === 0) return `${root}/part${file % 5}/unit${file}.test.ts`;
  if (file % 11 === 0) return `${root}/part${file % 5}/view${file}.tsx`;
  return `${root}/part${file % 5}/unit${file}.ts`;
}

function source(packageIndex, file, revision) {
  const next = random(packageIndex * 1000 + file);
  const lines = [];
  const uses = usedBy(packageIndex);
  if (file === 0) {
    for (let other = 2; other < 12; other += 1)
      if (other % 9 !== 0)
        lines.push(
          `export { value${other}, type Shape${other} } from './part${other % 5}/${other % 11 === 0 ? 'view' : 'unit'}${other}.js';`,
        );
  } else {
    const near = new Set(Array.from({ length: file > 3 ? 4 : 0 }, () => 2 + next(file - 2)));
    for (const [k, other] of [...near].entries()) {
      if (other % 9 === 0) continue;
      lines.push(
        `import { value${other}${k === 0 ? `, type Shape${other}` : ''} } from '../part${other % 5}/${other % 11 === 0 ? 'view' : 'unit'}${other}.js';`,
      );
    }
    if (uses.length > 0 && file % 3 === 0) {
      const other = uses[next(uses.length)];
      lines.push(`import { value2 as outer${other} } from '@mono/p${other}';`);
      lines.push(`import type { Shape3 } from '@mono/p${uses[0]}';`);
    }
    if (file % 17 === 0) lines.push(`export const later = () => import('node:fs');`);
    lines.push(`import { readFile } from 'node:fs/promises';`);
  }
  lines.push('', `/** Unit ${file} of package ${packageIndex}; it's here to be measured. */`);
  lines.push(
    `export interface Shape${file} { readonly id: string; readonly weight: number; readonly pattern: RegExp }`,
  );
  lines.push(`export const value${file} = (input: string): string => {`);
  for (let k = 0; k < 23; k += 1) lines.push(body(k, next(100000)));
  lines.push(`  const plain = input.replace(/["'\`]/g, '');`);
  lines.push(
    `  return [plain, step0, step1, step2].join('/');`,
    '};',
    `export const revision${file} = ${revision};`,
  );
  if (file % 11 === 0 && file !== 0)
    lines.push(`export const View${file} = () => <p>It's {value${file}('x')}</p>;`);
  return `${lines.join('\n')}\n`;
}

/** One line of an ordinary function: calls, objects, templates, comments and conditions in turn. */
function body(k, number) {
  const name = `step${k}`;
  switch (k % 5) {
    case 0:
      return `  const ${name} = \`\${input}-${number}-\${input.length * ${k + 2}}\`; // it's step ${k}`;
    case 1:
      return `  const ${name} = input.split('-').map(part => part.trim().padStart(${k}, '0')).join(':');`;
    case 2:
      return `  const ${name} = { id: input, weight: ${number}, label: "number ${number}", tags: ['a', 'b'] };`;
    case 3:
      return `  /* Keeps what is longer than ${k}. */ const ${name} = input.length > ${number} ? input.slice(${k}) : input;`;
    default:
      return `  if (input.startsWith('${number}')) return input.toUpperCase() + String(${number} / ${k + 1});`;
  }
}

function owners(packages) {
  const lines = ['* @mono/team-0'];
  for (let index = 0; index < packages; index += 1)
    lines.push(`/packages/p${index}/ @mono/team-${index % TEAMS}`);
  return `${lines.join('\n')}\n`;
}

function wiring(packages) {
  const lines = ['wiring 1', '', 'organization "Measured"', ''];
  for (let team = 0; team < TEAMS; team += 1)
    lines.push(`team Team${team} {`, `  handle "@mono/team-${team}"`, '}', '');
  for (let index = 0; index < packages; index += 1) {
    const uses = usedBy(index).filter(other => other % 7 !== 0);
    lines.push(`module p${index} {`, `  path "packages/p${index}/**"`, `  owner Team${index % TEAMS}`);
    lines.push(
      `  uses ${uses.length === 0 ? 'nothing' : uses.map(other => `p${other}`).join(', ')}`,
      '}',
      '',
    );
  }
  return lines.join('\n');
}

async function fastImport(repository, fileCount, changes) {
  const child = spawn('git', ['fast-import', '--quiet', '--done'], {
    cwd: repository,
    stdio: ['pipe', 'inherit', 'inherit'],
  });
  const write = text =>
    child.stdin.write(text) ? undefined : new Promise(resolve => child.stdin.once('drain', resolve));
  const next = random(42);
  const files = tree(fileCount);
  const start = 1_700_000_000;
  const step = Math.floor((34 * 30.44 * 86_400) / changes);
  const packages = Math.max(2, Math.round(fileCount / FILES_PER_PACKAGE));
  const perPackage = Math.round(fileCount / packages);
  for (let change = 0; change < changes; change += 1) {
    const person = next(60);
    const kind = change === 0 ? 'start' : change % 4 === 3 ? 'bot' : change % 40 === 20 ? 'release' : 'work';
    const name = kind === 'bot' ? 'renovate[bot]' : `person${person}`;
    const subject =
      kind === 'bot'
        ? `chore(deps): update dependency x to ${change}`
        : kind === 'release'
          ? `Release/${change}.0.0`
          : `feat: change ${change} (#${change})`;
    await write(
      `commit refs/heads/main\nmark :${change + 1}\ncommitter ${name} <${name}@mono.example> ${start + change * step} +0000\n${data(subject)}`,
    );
    if (change === 0) for (const [path, text] of files) await write(`M 100644 inline ${path}\n${data(text)}`);
    else if (kind === 'bot') await write(`M 100644 inline package-lock.json\n${data(`{"v":${change}}\n`)}`);
    else {
      const home = next(packages);
      const touched = kind === 'release' ? 12 : 1 + next(4);
      for (let k = 0; k < touched; k += 1) {
        const where = next(5) === 0 ? next(packages) : home;
        const file = 2 + next(Math.max(1, perPackage - 2));
        await write(`M 100644 inline ${pathOf(where, file)}\n${data(source(where, file, change))}`);
      }
    }
    await write('\n');
  }
  child.stdin.end('done\n');
  await finished(child, 'git fast-import');
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function git(cwd, args) {
  return finished(spawn('git', args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] }), `git ${args[0]}`);
}

function finished(child, name) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => (code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}`))));
  });
}
