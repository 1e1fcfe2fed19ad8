import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { RepoPath } from '#core/facts/place';
import { nodeFileSystem } from '#platform/node-file-system';
import { scratchDisk } from './support/scratch-disk.ts';

const path = (text: string) => text as RepoPath;
const posix = process.platform !== 'win32';

describe('the file system of Node, with what is no plain text file', () => {
  const disk = scratchDisk();
  const { git, listed, write } = disk;

  for (const useGit of [true, false]) {
    it(`names links, pipes, sockets and giants (${useGit ? 'git' : 'walk'})`, async function () {
      if (!posix) return this.skip();
      if (useGit) git('init', '-q');
      write('a.ts', 'export {};\n');
      write('dir/b.ts');
      writeFileSync(join(disk.outer, 'secret.ts'), 'secret');
      mkdirSync(join(disk.outer, 'secrets'));
      writeFileSync(join(disk.outer, 'secrets/x.ts'), 'secret');
      symlinkSync('a.ts', join(disk.root, 'inside.ts'));
      symlinkSync('dir', join(disk.root, 'inside-dir'));
      symlinkSync('../secret.ts', join(disk.root, 'outside.ts'));
      symlinkSync('../secrets', join(disk.root, 'outside-dir'));
      symlinkSync('nowhere', join(disk.root, 'dangling'));
      symlinkSync('/nowhere/at/all', join(disk.root, 'dangling-outside'));
      symlinkSync('loop', join(disk.root, 'loop'));
      execFileSync('mkfifo', [join(disk.root, 'pipe.ts')]);
      write('big.ts');
      truncateSync(join(disk.root, 'big.ts'), 4 * 1024 * 1024 + 1);
      write('just.ts');
      truncateSync(join(disk.root, 'just.ts'), 4 * 1024 * 1024);
      write('film.mp4');
      truncateSync(join(disk.root, 'film.mp4'), 5 * 1024 * 1024);
      const server = createServer();
      await new Promise<void>(done => server.listen(join(disk.root, 'socket'), done));
      try {
        const { files, skipped } = listed(useGit);
        assert.deepEqual(files, ['a.ts', 'dir/b.ts', 'film.mp4', 'just.ts']);
        const special = useGit ? {} : { 'pipe.ts': 'not-regular', socket: 'not-regular' };
        // git does not list pipes and sockets at all.
        assert.deepEqual(skipped, {
          'big.ts': 'too-large',
          dangling: 'link',
          'dangling-outside': 'link-outside',
          'inside-dir': 'link',
          'inside.ts': 'link',
          loop: 'link-loop',
          'outside-dir': 'link-outside',
          'outside.ts': 'link-outside',
          ...special,
        });
        const fs = nodeFileSystem(disk.root, { git: useGit });
        const reason = (name: string) => {
          const read = fs.read(path(name));
          return read.ok ? read.text.slice(0, 10) : read.reason;
        };
        assert.deepEqual(
          Object.fromEntries(
            [
              'a.ts',
              'inside.ts',
              'inside-dir/b.ts',
              'outside.ts',
              'outside-dir/x.ts',
              'dangling',
              'loop',
              'loop/x',
              'pipe.ts',
              'socket',
              'big.ts',
              'dir',
              'nope.ts',
              'nope/nope.ts',
              'a.ts/x',
              '../secret.ts',
              'dir/../../secret.ts',
              '',
              '/etc/passwd',
              'a\0b',
            ].map(name => [name, reason(name)]),
          ),
          {
            'a.ts': 'export {};',
            'inside.ts': 'link',
            'inside-dir/b.ts': '',
            'outside.ts': 'link-outside',
            'outside-dir/x.ts': 'link-outside',
            dangling: 'link',
            loop: 'link-loop',
            'loop/x': 'link-loop',
            'pipe.ts': 'not-regular',
            socket: 'not-regular',
            'big.ts': 'too-large',
            dir: 'not-regular',
            'nope.ts': 'missing',
            'nope/nope.ts': 'missing',
            'a.ts/x': 'missing',
            '../secret.ts': 'missing',
            'dir/../../secret.ts': 'missing',
            '': 'missing',
            '/etc/passwd': 'missing',
            'a\0b': 'missing',
          },
        );
        assert.deepEqual(
          ['a.ts', 'inside.ts', 'outside-dir/x.ts', 'pipe.ts', 'dir', '', 'nope', '../secret.ts'].map(
            name => fs.stat(path(name))?.size,
          ),
          [11, undefined, undefined, undefined, undefined, undefined, undefined, undefined],
        );
        return undefined;
      } finally {
        server.close();
      }
    });
  }

  it('does not list below a folder that was replaced by a link', function () {
    if (!posix) return this.skip();
    git('init', '-q');
    write('dir/a.ts');
    git('add', '.');
    renameSync(join(disk.root, 'dir'), join(disk.outer, 'moved'));
    symlinkSync('../moved', join(disk.root, 'dir'));
    const { files, skipped } = listed(true);
    assert.deepEqual(files, []);
    assert.deepEqual(skipped, { dir: 'link-outside' });
    return undefined;
  });

  it('reads text as an editor does and calls the rest binary', () => {
    write('bom.ts', '\uFEFFconst ü = 1;');
    writeFileSync(join(disk.root, 'latin1.ts'), Buffer.from([0x66, 0xfc, 0x72]));
    writeFileSync(join(disk.root, 'nul.ts'), 'a\0b');
    writeFileSync(join(disk.root, 'utf16.ts'), Buffer.from('\uFEFFa', 'utf16le'));
    write('empty.ts');
    write('replaced.ts', 'a\uFFFDb');
    for (const isListed of [false, true]) {
      const fs = nodeFileSystem(disk.root, { git: false });
      const read = (name: string) => {
        // Only the first reading after a listing takes the short way.
        if (isListed) fs.list();
        return fs.read(path(name));
      };
      for (const [name, text] of [
        ['bom.ts', 'const ü = 1;'],
        ['empty.ts', ''],
        ['replaced.ts', 'a\uFFFDb'],
      ] as const) {
        const result = read(name);
        assert.ok(result.ok, name);
        assert.equal(result.text, text);
        // What it was just before it was read comes with the text.
        const { size, mtimeMs, ctimeMs } = result.stat ?? {};
        assert.deepEqual({ size, mtimeMs, ctimeMs }, fs.stat(path(name)));
      }
      for (const name of ['latin1.ts', 'nul.ts', 'utf16.ts']) {
        assert.deepEqual(read(name), { ok: false, reason: 'binary' }, name);
      }
    }
  });

  it('follows no link that took the place of a listed file', function () {
    if (!posix) return this.skip();
    write('a.ts', 'a');
    writeFileSync(join(disk.outer, 'secret'), 'secret');
    const fs = nodeFileSystem(disk.root, { git: false });
    fs.list();
    rmSync(join(disk.root, 'a.ts'));
    symlinkSync(join(disk.outer, 'secret'), join(disk.root, 'a.ts'));
    assert.deepEqual(fs.read(path('a.ts')), { ok: false, reason: 'link-outside' });
    return undefined;
  });

  it('lists odd names, and says which cannot be written as a path', function () {
    if (process.platform !== 'linux') return this.skip();
    git('init', '-q');
    for (const name of [
      'new\nline.ts',
      'tab\t".ts',
      ' space .ts',
      '-dash.ts',
      'ü.ts',
      '*.ts',
      'back\\slash.ts',
    ])
      write(name);
    writeFileSync(
      Buffer.concat([Buffer.from(`${disk.root}/bad-`), Buffer.from([0xff]), Buffer.from('.ts')]),
      '',
    );
    for (const useGit of [true, false]) {
      const { files, skipped } = listed(useGit);
      assert.deepEqual(files, [' space .ts', '*.ts', '-dash.ts', 'new\nline.ts', 'tab\t".ts', 'ü.ts']);
      assert.deepEqual(skipped, { 'back\\slash.ts': 'name', 'bad-\uFFFD.ts': 'name' });
    }
    assert.ok(nodeFileSystem(disk.root, { git: true }).read(path('new\nline.ts')).ok);
    return undefined;
  });
});
