import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeExample } from '../../scripts/example.mjs';
import { caseNames, exampleAt, exampleNames, readCase, readExample } from '../../scripts/example-story.mjs';
import { environment, PROJECT } from '../cli/real.ts';

const EXAMPLES = join(PROJECT, 'examples');

describe('the examples', function () {
  this.timeout(60_000);
  let scratch = '';
  before(() => {
    scratch = mkdtempSync(join(tmpdir(), 'wiring-examples-'));
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  const git = (root: string, ...args: string[]) =>
    spawnSync('git', args, { cwd: root, encoding: 'utf8', env: environment() }).stdout.trim();

  const all = exampleNames().flatMap(name =>
    caseNames().includes(name) ? [name, `${name}/${readCase(name).twin.folder}`] : [name],
  );

  for (const name of all) {
    it(`${name} is the same repository every time, with every change in it`, () => {
      const [one = '', two = ''] = ['one', 'two'].map(twice =>
        makeExample(join(scratch, twice, name.replace('/', '-')), name),
      );
      assert.equal(git(one, 'rev-parse', 'HEAD'), git(two, 'rev-parse', 'HEAD'));
      assert.equal(git(one, 'status', '--short'), '');
      const { files, changes } = readExample(name);
      assert.deepEqual(git(one, 'ls-files').split('\n'), [...files.keys()]);
      for (const [path, text] of files) assert.equal(readFileSync(join(one, path), 'utf8'), text, path);
      const touched = git(one, 'log', '--format=', '--name-only')
        .split('\n')
        .filter(line => line !== '');
      // No change is empty: each changes every file that it names.
      assert.equal(
        touched.length,
        files.size + changes.reduce((sum, change) => sum + change.files.length, 0),
      );
    });
  }

  it('differ from their twins in what lies in the folder of the twin, and in nothing that is not there', () => {
    for (const name of caseNames()) {
      const { folder } = readCase(name).twin;
      const [own, twin] = [readExample(name), readExample(`${name}/${folder}`)];
      assert.deepEqual([...twin.files.keys()], [...own.files.keys()], name);
      const overlay = below(join(EXAMPLES, name, folder));
      assert.ok(overlay.length > 0, name);
      for (const path of overlay)
        assert.ok(
          path === 'history.json' || own.files.has(path),
          `${name}/${folder}/${path} replaces nothing`,
        );
    }
  });

  it('have a README and are small', () => {
    const sizes = exampleNames().map(name => {
      assert.ok(existsSync(join(EXAMPLES, name, 'README.md')), name);
      return below(join(EXAMPLES, name)).reduce(
        (sum, path) => sum + statSync(join(EXAMPLES, name, path)).size,
        0,
      );
    });
    assert.ok(Math.max(...sizes) < 40_000, sizes.join());
  });

  it('are reviewed by npm start with their history, twins too', () => {
    const start = (...args: readonly string[]) =>
      spawnSync(process.execPath, [join(PROJECT, 'scripts/start.mjs'), ...args], {
        cwd: PROJECT,
        encoding: 'utf8',
        env: environment({ TMPDIR: scratch }),
      });
    const silent = start('examples/prime-video/healthy', '--quiet');
    assert.deepEqual([silent.stdout, silent.status], ['', 0], silent.stderr);
    assert.match(silent.stderr, /^examples\/prime-video\/healthy, with its history, is now in /);
    const { stdout, status, stderr } = start();
    assert.equal(status, 0, stderr);
    const [, story = ''] = stdout.split('\nThat was examples/storefront');
    assert.match(story, /61 teams, 1,830 paths between two of them/);
    assert.match(story.replace(/\s+/g, ' '), /61\.0 → 1\.0 lifters each: Digital alone/);
    assert.match(story, /npm run editor -- examples\/amazon-ordering/);
    const lines = story.split('\n');
    assert.ok(lines.length <= 34 && lines.every(line => line.length <= 80), story);
  });

  it('are known by their folder, and so are their twins', () => {
    assert.equal(exampleAt(join(EXAMPLES, 'amazon-ordering')), 'amazon-ordering');
    assert.equal(exampleAt(join(EXAMPLES, 'amazon-ordering', 'healthy')), 'amazon-ordering/healthy');
    for (const path of [EXAMPLES, join(EXAMPLES, 'amazon-ordering', 'cart'), PROJECT, scratch])
      assert.equal(exampleAt(path), undefined, path);
    assert.throws(() => readExample('nowhere'), /There is no example "nowhere"/);
    assert.throws(() => readExample('storefront/healthy'), /has no twin "healthy"/);
  });
});

function below(folder: string, prefix = ''): readonly string[] {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  // What is installed for the one that runs is no part of it.
  return entries
    .filter(({ name }) => name !== 'node_modules')
    .flatMap(entry =>
      entry.isDirectory() ? below(folder, `${prefix}${entry.name}/`) : [`${prefix}${entry.name}`],
    );
}
