import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { nodeFileSystem } from '#platform/node-file-system';
import { scratchDisk } from './support/scratch-disk.ts';

describe('the file system of Node, walked', () => {
  const disk = scratchDisk();
  const { git, listed, write } = disk;

  it('walks where there is no repository, and says why where git fails', () => {
    write('a.ts');
    const none = nodeFileSystem(disk.root, { git: true }).list();
    assert.deepEqual([none.files, none.listedBy, none.note], [['a.ts'], 'walk', undefined]);
    git('init', '-q');
    writeFileSync(join(disk.root, '.git/config'), '[broken');
    const broken = nodeFileSystem(disk.root, { git: true }).list();
    assert.deepEqual([broken.files, broken.listedBy], [['a.ts'], 'walk']);
    assert.match(broken.note ?? '', /^The files were listed without git: .+[^.]\.$/);
    assert.deepEqual(nodeFileSystem(join(disk.root, 'nowhere'), { git: true }).list().files, []);
  });

  it('walking honours .gitignore files as git does', function () {
    // git is started a hundred times, which takes its time on a machine that does other things.
    this.timeout(60_000);
    const name = fc.constantFrom('a', 'b', 'ab', 'a.ts', 'b.ts');
    const file = fc.array(name, { minLength: 1, maxLength: 4 }).map(parts => parts.join('/'));
    // Not among them: a class never closed, which git lets run over the next slash.
    const part = fc.oneof(name, fc.constantFrom('*', '**', '*.ts', 'a*', '?', '[ab]', '[!a]*', '\\a', '***'));
    const line = fc
      .tuple(
        fc.constantFrom('', '', '!'),
        fc.constantFrom('', '/'),
        fc.array(part, { minLength: 1, maxLength: 3 }),
        fc.constantFrom('', '/', ' ', '\\ '),
      )
      .map(([not, start, parts, end]) => not + start + parts.join('/') + end);
    const ignoreFile = fc.tuple(
      fc.constantFrom('', 'a/', 'b/', 'a/b/'),
      fc.array(line, { minLength: 1, maxLength: 4 }),
    );
    let left = 0;
    let made = 0;
    fc.assert(
      fc.property(
        fc.array(file, { minLength: 3, maxLength: 12 }),
        fc.array(ignoreFile, { minLength: 1, maxLength: 3 }),
        (files, ignores) => {
          rmSync(disk.root, { recursive: true });
          mkdirSync(disk.root);
          git('init', '-q');
          for (const f of new Set(files)) {
            try {
              write(f);
              made++;
            } catch {
              // The name is a folder already, or below a file.
            }
          }
          for (const [folder, lines] of ignores) {
            try {
              write(`${folder}.gitignore`, `${lines.join('\n')}\n`);
            } catch {}
          }
          const byGit = listed(true);
          if (byGit.by !== 'git') return;
          left += byGit.files.filter(f => !f.endsWith('.gitignore')).length;
          assert.deepEqual(listed(false).files, byGit.files, JSON.stringify(ignores));
        },
      ),
      { numRuns: 120, seed: 23 },
    );
    assert.ok(left > 300 && made - left > 50, `${left} of ${made} files were left`);
  });

  it('is not held up by a pattern made for that', () => {
    write('.gitignore', `${'a*'.repeat(300)}b\n${'**/a*/'.repeat(100)}b\n`);
    write(`${'a'.repeat(200)}.ts`);
    write(`${'a/'.repeat(40)}c.ts`);
    const began = performance.now();
    assert.equal(listed(false).files.length, 3);
    assert.ok(performance.now() - began < 2000);
  });
});
