import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

describe('the VSIX', function () {
  this.timeout(120_000);
  const scratch = mkdtempSync(join(tmpdir(), 'wiring-vsix-'));
  const path = join(scratch, 'wiring.vsix');
  let names: string[];
  before(() => {
    execFileSync(process.execPath, [join(ROOT, 'scripts/vsix.mjs'), path], { cwd: ROOT, stdio: 'pipe' });
    names = namesInZip(readFileSync(path));
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('has at most 4 MB', () => {
    assert.ok(statSync(path).size <= 4 * 1024 * 1024, `${statSync(path).size} bytes`);
  });

  it('has what the extension needs when it runs', () => {
    for (const wanted of [
      'package.json',
      'LICENSE.txt',
      'readme.md',
      'dist/extension.cjs',
      'dist/server.cjs',
      'dist/server-rest.cjs',
      'dist/protocol.cjs',
      'dist/history-thread.cjs',
      'dist/editor-language.cjs',
      'dist/typescript.cjs',
      'dist/ts-morph.cjs',
      'dist/yaml.cjs',
    ]) {
      assert.ok(names.includes(`extension/${wanted}`), `${wanted} among:\n${names.join('\n')}`);
    }
  });

  it('reads little before the server answers its editor', () => {
    // Measured: each 100 KiB take about 8 ms to read and compile, and the answer has 150 ms with the start of Node.
    const { size } = statSync(join(ROOT, 'dist/server.cjs'));
    assert.ok(size < 100 * 1024, `${size} bytes`);
  });

  it('has every file that package.json names', () => {
    const manifest = readFileSync(join(ROOT, 'package.json'), 'utf8');
    const { contributes, main } = JSON.parse(manifest);
    const named = [main, ...filesNamed(contributes)].map(file => `extension/${file.replace(/^\.\//, '')}`);
    assert.ok(named.length >= 8);
    assert.deepEqual(
      named.filter(name => !names.includes(name)),
      [],
    );
  });

  it('has pages that lead nowhere outside it, and name every command and setting', () => {
    const { contributes } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    for (const page of ['readme.md', 'changelog.md']) {
      const text = textInZip(readFileSync(path), `extension/${page}`);
      for (const [, target] of text.matchAll(/\]\(([^)]+)\)/g))
        assert.ok(
          target && (/^https:/.test(target) || names.includes(`extension/${target}`)),
          `${page}: ${target}`,
        );
      if (page !== 'readme.md') continue;
      for (const { title, category } of contributes.commands)
        assert.ok(text.includes(`| ${category}: ${title} |`), title);
      for (const setting of Object.keys(contributes.configuration.properties))
        assert.ok(text.includes(`| \`${setting}\` |`), setting);
    }
  });

  it('has nothing else: no source, no test, no map, no dependency', () => {
    const allowed =
      /^(extension\.vsixmanifest|\[Content_Types\]\.xml|extension\/(package\.json|LICENSE\.txt|(readme|changelog)\.md|dist\/[a-z-]+\.cjs|syntaxes\/[\w.-]+\.(json|svg)|docs\/(rules|walkthrough)\/[\w.-]+|docs\/images\/icon\.png))$/;
    assert.deepEqual(
      names.filter(name => !allowed.test(name)),
      [],
    );
  });
});

/** Values under the keys that VS Code reads as paths. */
function filesNamed(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const isPath = ['path', 'configuration', 'light', 'dark', 'svg', 'image', 'markdown'].includes(key);
    return isPath && typeof inner === 'string' ? [inner] : filesNamed(inner);
  });
}

function namesInZip(zip: Buffer): string[] {
  return entriesInZip(zip).map(({ name }) => name);
}

function textInZip(zip: Buffer, wanted: string): string {
  const entry = entriesInZip(zip).find(({ name }) => name === wanted);
  assert.ok(entry, wanted);
  const { at, size, deflated } = entry;
  const from = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const bytes = zip.subarray(from, from + size);
  return (deflated ? inflateRawSync(bytes) : bytes).toString('utf8');
}

/** What a zip's central directory lists. */
function entriesInZip(zip: Buffer) {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  const entries: { name: string; at: number; size: number; deflated: boolean }[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    entries.push({
      name: zip.toString('utf8', at + 46, at + 46 + name),
      at: zip.readUInt32LE(at + 42),
      size: zip.readUInt32LE(at + 20),
      deflated: zip.readUInt16LE(at + 10) !== 0,
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}
