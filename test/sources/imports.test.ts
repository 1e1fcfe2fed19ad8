import assert from 'node:assert/strict';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { FileFacts } from '#core/facts/files';
import type { ImportFacts } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import { repoPath } from '#core/facts/place';
import { factsOf, type SourceState } from '#core/facts/state';
import type { FileSystem } from '#platform/file-system';
import { memoryFileSystem } from '#platform/memory-file-system';
import { nodeCache } from '#platform/node-cache';
import { nodeFileSystem } from '#platform/node-file-system';
import { readFiles } from '#sources/files';
import { type ReadImportsInput, readImports } from '#sources/imports';
import { readModules } from '#sources/packages';

/** As a session does it: files and packages first. */
async function read(fs: FileSystem, more: Partial<ReadImportsInput> = {}): Promise<SourceState<ImportFacts>> {
  const files = known(readFiles(fs, { excludes: [], nestedRoots: [] }));
  return readImports({ fs, files, modules: modulesOf(fs, files), ...more });
}

function modulesOf(fs: FileSystem, files: FileFacts): ModuleFacts {
  return factsOf(readModules(fs, files)) ?? { packages: [], toldBy: [], problems: [] };
}

function known<T>(state: SourceState<T>): T {
  const facts = factsOf(state);
  assert.ok(facts);
  return facts;
}

/** `from -> to`, or the reason why not. */
function edges(facts: ImportFacts): string[] {
  return facts.files.flatMap(({ path, imports }) =>
    imports.map(({ resolution: it }) => {
      const to = it.to === 'file' ? it.path : it.to === 'unresolved' ? it.reason : `${it.to} ${it.name}`;
      return `${path} -> ${to}`;
    }),
  );
}

describe('readImports', () => {
  it('resolves every import, and says what is none of its languages', async () => {
    const facts = known(
      await read(
        memoryFileSystem({
          'package.json': '{"name":"root","dependencies":{"react":"1"}}',
          'a.ts': `import './b.js'; import 'react'; import 'node:fs'; import(name); require('./gone')`,
          'b.ts': '',
          'c.vue': '<script>import "./a"</script>',
          'd.vue': '',
          'e.mdx': 'import a from "./a"',
        }),
      ),
    );
    assert.deepEqual(edges(facts), [
      'a.ts -> b.ts',
      'a.ts -> external react',
      'a.ts -> builtin node:fs',
      'a.ts -> not-a-literal',
      'a.ts -> no-such-file',
    ]);
    assert.deepEqual(
      facts.files.map(({ path }) => path),
      ['a.ts', 'b.ts'],
    );
    assert.deepEqual(facts.unread, { '.mdx': 1, '.vue': 2 });
  });

  it('names the files it could not read', async () => {
    const fs = memoryFileSystem({ 'a.ts': '', 'b.js': `x${'('.repeat(200_000)}import(y)` });
    const state = await read({
      ...fs,
      read: path => (path === 'a.ts' ? { ok: false, reason: 'binary' } : fs.read(path)),
    });
    assert.deepEqual(state.state === 'ready' && state.notes, [
      '1 file was not read for imports (not UTF-8 text): a.ts',
      '1 file was not read for imports (nested too deep to be parsed): b.js',
    ]);
  });

  it('stops when it is told to', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 20_000 }, (_, n) => [`f${n}.ts`, `import './f${n + 1}'`]),
    );
    const controller = new AbortController();
    const running = read(memoryFileSystem(files), {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await assert.rejects(running, { name: 'AbortError' });
  });

  describe('exports, for imports that may be of types alone', () => {
    const TYPES = {
      'types.ts': 'export interface A {} export type B = 1; export const c = 1; class D {} export { D };',
      'values.ts': 'export class E {} export const f = 1;',
      'index.ts': `export * from './types'; export { E } from './values'; export { A as Alias } from './types';`,
    };
    const given = async (text: string) => {
      const facts = known(await read(memoryFileSystem({ ...TYPES, 'user.ts': text })));
      return facts.files.flatMap(({ path, exports }) => (exports ? [path] : []));
    };

    it('are given on the way to a type', async () => {
      assert.deepEqual(await given(`import { A, B } from './types'`), ['types.ts']);
      assert.deepEqual(await given(`import { A } from './index'`), ['index.ts', 'types.ts']);
      assert.deepEqual(await given(`import { Alias } from '.'`), ['index.ts', 'types.ts']);
    });

    it('are not read where they cannot matter', async () => {
      for (const text of [
        `import { E } from './index'`,
        `import { f } from './values'`,
        `import { A, c } from './types'`,
        `import type { A } from './types'`,
        `import * as all from './types'`,
        `import D from './types'`,
        `export { A } from './types'`,
      ]) {
        assert.deepEqual(await given(text), [], text);
      }
    });

    it('are found behind `export type` and behind circles', async () => {
      const facts = known(
        await read(
          memoryFileSystem({
            'class.ts': 'export class K {}',
            'erased.ts': `export type { K } from './class'; export type * from './values'`,
            'values.ts': 'export const v = 1',
            'a.ts': `export * from './b'`,
            'b.ts': `export * from './a'; export * from './types'`,
            'types.ts': 'export interface T {}',
            'user.ts': `import { K } from './erased'; import { v } from './erased';
              import { T } from './a'; import { T as T2 } from './b'`,
          }),
        ),
      );
      assert.deepEqual(
        facts.files.flatMap(({ path, exports }) => (exports ? [path] : [])),
        ['a.ts', 'b.ts', 'class.ts', 'erased.ts', 'types.ts', 'values.ts'],
      );
    });

    it('do not go in circles', async () => {
      const facts = known(
        await read(
          memoryFileSystem({
            'a.ts': `export * from './b'; export { X } from './b'; export interface Y {}`,
            'b.ts': `export * from './a'; export { X } from './a'`,
            'user.ts': `import { X } from './a'; import { Y } from './b'`,
          }),
        ),
      );
      assert.deepEqual(
        facts.files.flatMap(({ path, exports }) => (exports ? [path] : [])),
        ['a.ts', 'b.ts'],
      );
    });
  });

  describe('in an editor', () => {
    const a = repoPath('a.ts');

    it('scans what changed and keeps the rest by identity', async () => {
      const texts: Record<string, string> = {
        'a.ts': `import './b'`,
        'b.ts': `import './c'`,
        'c.ts': '',
        'd.ts': '',
      };
      const disk = memoryFileSystem(texts);
      let reads: string[] = [];
      const fs: FileSystem = {
        ...disk,
        read: path => {
          reads.push(path);
          return path in texts ? { ok: true, text: texts[path] ?? '' } : disk.read(path);
        },
      };
      const files = known(readFiles(fs, { excludes: [], nestedRoots: [] }));
      const ground = { fs, files, modules: modulesOf(fs, files) };
      const first = await readImports(ground);
      reads = [];

      texts['a.ts'] = `import './b';\nlet typing`;
      const second = await readImports({ ...ground, previous: known(first), changed: new Set([a]) });
      assert.deepEqual(reads, ['a.ts']);
      assert.equal(known(second).files[1], known(first).files[1]);
      assert.notEqual(known(second).files[0], known(first).files[0]);

      texts['a.ts'] = `import './b';\nlet typing = 'more'`;
      const third = await readImports({ ...ground, previous: known(second), changed: new Set([a]) });
      assert.equal(third, second, 'the imports mean the same, so nothing that follows has to be done again');

      texts['a.ts'] = `import './d';\nlet typing = 'more'`;
      const fourth = await readImports({ ...ground, previous: known(third), changed: new Set([a]) });
      assert.deepEqual(edges(known(fourth)), ['a.ts -> d.ts', 'b.ts -> c.ts']);
    });

    it('resolves again when files come and go', async () => {
      const before = memoryFileSystem({ 'a.ts': `import './b'`, 'c.ts': `import './a'` });
      const first = await read(before);
      assert.deepEqual(edges(known(first)), ['a.ts -> no-such-file', 'c.ts -> a.ts']);
      const after = memoryFileSystem({ 'a.ts': `import './b'`, 'b.ts': '', 'c.ts': `import './a'` });
      const second = await read(after, { previous: known(first), changed: new Set([repoPath('b.ts')]) });
      assert.deepEqual(edges(known(second)), ['a.ts -> b.ts', 'c.ts -> a.ts']);
      assert.equal(known(second).files[2], known(first).files[1]);
    });

    it('reads the exports again when a type becomes a value', async () => {
      const user = `import { A } from './a'`;
      const ground = memoryFileSystem({ 'a.ts': 'export interface A {}', 'user.ts': user });
      const first = await read(ground);
      assert.deepEqual(known(first).files[0]?.exports?.types, ['A']);
      const edited = memoryFileSystem({ 'a.ts': 'export interface A {} export class A {}', 'user.ts': user });
      const second = await read(edited, { previous: known(first), changed: new Set([a]) });
      assert.deepEqual(known(second).files[0]?.exports?.values ?? ['A'], ['A']);
      assert.deepEqual(known(second).files[0]?.exports?.types ?? [], []);
    });
  });

  describe('from one run to the next', () => {
    let folder: string;
    let cache: ReturnType<typeof nodeCache>;
    const LONG_AGO = new Date('2020-01-01T00:00:00Z');

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'wiring-imports-'));
      cache = nodeCache(join(folder, 'cache'));
      write(
        'src/a.ts',
        `// wiring-ignore-next-line x: y\nimport { B, type C as D } from './b';\nimport(no);`,
      );
      write('src/b.ts', `/* @generated */ export interface B {} export interface C {}`);
    });
    afterEach(() => rmSync(folder, { recursive: true, force: true }));

    function write(path: string, text: string, time = LONG_AGO): void {
      const full = join(folder, 'tree', path);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
      utimesSync(full, time, time);
    }

    /** One run, as of a minute later than anything written here, with the files it read. */
    async function run(clock = () => Date.now() + 60_000): Promise<{ facts: ImportFacts; reads: string[] }> {
      const disk = nodeFileSystem(join(folder, 'tree'), { git: false });
      const reads: string[] = [];
      const fs: FileSystem = {
        ...disk,
        read: path => {
          if (path.endsWith('.ts')) reads.push(path);
          return disk.read(path);
        },
      };
      return { facts: known(await read(fs, { cache, clock })), reads };
    }

    it('reads no file that did not change, and says the same', async () => {
      const cold = await run();
      const warm = await run();
      assert.deepEqual(cold.reads, ['src/a.ts', 'src/b.ts', 'src/b.ts'], 'the second time for its exports');
      assert.deepEqual(warm.reads, []);
      assert.deepEqual(warm.facts, cold.facts);
      assert.equal(cold.facts.files[0]?.ignores[0]?.rule, 'x');
      assert.equal(cold.facts.files[1]?.generated, true);
      assert.deepEqual(cold.facts.files[1]?.exports?.types, ['B', 'C']);
    });

    it('reads what changed, came and went', async () => {
      await run();
      write('src/a.ts', `import './c'`);
      write('src/c.ts', '');
      rmSync(join(folder, 'tree/src/b.ts'));
      const second = await run();
      assert.deepEqual(second.reads, ['src/a.ts', 'src/c.ts']);
      assert.deepEqual(edges(second.facts), ['src/a.ts -> src/c.ts']);
      assert.deepEqual((await run()).reads, []);
    });

    it('sees a change that left size and modification time as they were', async () => {
      await run();
      const before = readFileSync(join(folder, 'tree/src/a.ts'), 'utf8');
      write('src/a.ts', before.replace('import(no)', 'import(ok)'));
      assert.deepEqual((await run()).reads, ['src/a.ts']);
    });

    it('does not trust the time of a file that was read at the moment it was written', async () => {
      const now = Date.now;
      await run(now);
      const again = await run();
      assert.deepEqual(again.reads, ['src/a.ts', 'src/b.ts'], 'compared by content');
      assert.deepEqual((await run()).reads, [], 'and trusted from then on');
    });

    it('takes a damaged cache for none', async () => {
      const cold = await run();
      for (const damage of [
        (bytes: Buffer) => bytes.subarray(0, bytes.length / 2),
        (bytes: Buffer) => bytes.fill(7, 40, 60),
        () => Buffer.alloc(0),
      ]) {
        for (const name of readdirSync(join(folder, 'cache')).filter(it => it.endsWith('.entry'))) {
          const path = join(folder, 'cache', name);
          writeFileSync(path, damage(readFileSync(path)));
        }
        assert.deepEqual((await run()).facts, cold.facts);
      }
    });
  });
});
