import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ts } from 'ts-morph';
import { ENTRY_POINTS, WALLS } from './walls.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Who may import whom (STYLE.md). Told from the sources by TypeScript itself, so it holds without Wiring's own judgement. */
describe('walls', () => {
  const sources = [...filesBelow('server/src'), ...filesBelow('client/src')];

  it('every folder has its place', () => {
    const homeless = sources.filter(file => !ENTRY_POINTS.includes(file) && roomOf(file) === undefined);
    assert.deepEqual(homeless, [], 'Give each new folder a wall in test/walls/walls.ts');
  });

  it('the list of entry points names only files that exist', () => {
    assert.deepEqual(
      ENTRY_POINTS.filter(file => !sources.includes(file)),
      [],
    );
  });

  for (const [room, wall] of Object.entries(WALLS)) {
    it(`${room}: ${wall.sentence}`, () => {
      const broken = sources
        .filter(file => roomOf(file) === room)
        .flatMap(file => importsOf(file).map(specifier => ({ file, target: targetOf(file, specifier) })))
        .filter(({ target }) => target !== room && !wall.may.some(allowed => matches(allowed, target)))
        .map(({ file, target }) => `${file} imports ${target}`);
      assert.deepEqual(broken, []);
    });
  }
});

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(entry => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** The longest room whose folder (or exact file) holds the path. */
function roomOf(file: string): string | undefined {
  return Object.entries(WALLS)
    .filter(([, wall]) => wall.holds.some(path => file === path || file.startsWith(`${path}/`)))
    .map(([room, wall]) => ({
      room,
      depth: Math.max(
        ...wall.holds.filter(path => file === path || file.startsWith(`${path}/`)).map(path => path.length),
      ),
    }))
    .sort((a, b) => b.depth - a.depth)[0]?.room;
}

function importsOf(file: string): string[] {
  return ts
    .preProcessFile(readFileSync(join(root, file), 'utf8'), true, true)
    .importedFiles.map(found => found.fileName);
}

/** The room a specifier leads to, or the package or built-in it names. */
function targetOf(file: string, specifier: string): string {
  const subpath = /^#(\w+)\/(.*)$/.exec(specifier);
  if (subpath) {
    const path = `${subpath[1] === 'client' ? 'client/src' : `server/src/${subpath[1]}`}/${subpath[2]}`;
    return roomOf(`${path}.ts`) ?? path;
  }
  if (specifier.startsWith('.')) {
    const path = relative(root, resolve(root, dirname(file), specifier))
      .split(sep)
      .join('/');
    return roomOf(path) ?? path;
  }
  return specifier;
}

function matches(allowed: string, target: string): boolean {
  return allowed.endsWith('*') ? target.startsWith(allowed.slice(0, -1)) : target === allowed;
}
