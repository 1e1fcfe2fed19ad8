import assert from 'node:assert/strict';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { RepoPath } from '#core/facts/place';
import { keptAnswers } from '#platform/kept-answers';
import { nodeCache } from '#platform/node-cache';
import { nodeFileSystem } from '#platform/node-file-system';
import { runGit } from '#test/support/git-repository';

describe('kept answers', () => {
  let scratch = '';
  let root = '';
  /** What the answers rest on besides files. */
  let ground: string | undefined;
  beforeEach(() => {
    scratch = mkdtempSync(join(tmpdir(), 'wiring-kept-'));
    root = join(scratch, 'root');
    ground = 'commit 1';
    mkdirSync(root);
    runGit(root, ['init', '--quiet']);
    write('src/a.ts', 'one');
    write('src/b.ts', 'two');
    write('.gitignore', 'dist\n');
    write('dist/made.ts', 'made');
  });
  afterEach(() => rmSync(scratch, { recursive: true, force: true }));

  const at = (path: string) => join(root, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
  };
  /** Long enough after everything was written that times vouch for it. */
  const LATER = () => Date.now() + 60_000;

  interface Run {
    readonly question?: string;
    readonly recipe?: readonly unknown[];
    readonly clock?: () => number;
    /** Paths to read beside the listed ones, and paths to look at. */
    readonly reads?: readonly string[];
    readonly looks?: readonly string[];
    /** What happens between the look at the tree and the reading. */
    readonly meanwhile?: () => void;
  }

  /** One run of a program: the answer it remembered, or undefined and the answer is made and kept. */
  function run({ question = 'q', recipe = [1], clock = LATER, reads = [], looks = [], meanwhile }: Run = {}) {
    const answers = keptAnswers({
      disk: nodeFileSystem(root, { git: true }),
      cache: nodeCache(join(scratch, 'cache')),
      recipe,
      ground: () => ground,
      clock,
    });
    const known = answers.recall(question);
    if (known !== undefined) return known;
    meanwhile?.();
    for (const path of [...answers.fs.list().files, ...reads]) answers.fs.read(path as RepoPath);
    for (const path of looks) answers.fs.stat(path as RepoPath);
    answers.keep(question, 'kept', { about: '', was: ground ?? 'unknown' });
    return undefined;
  }

  it('are given again while nothing has changed', () => {
    assert.equal(run(), undefined);
    assert.equal(run(), 'kept');
    assert.equal(run(), 'kept');
  });

  const CHANGES: Readonly<Record<string, () => void>> = {
    'a file with other content': () => write('src/a.ts', 'another'),
    'a file with as much other content, its times put back': () => {
      const { atime, mtime } = statSync(at('src/a.ts'));
      write('src/a.ts', 'eno');
      utimesSync(at('src/a.ts'), atime, mtime);
    },
    'a touched file': () => utimesSync(at('src/a.ts'), 1, 1),
    'a new file': () => write('src/c.ts', ''),
    'a deleted file': () => rmSync(at('src/b.ts')),
    'a renamed file': () => renameSync(at('src/b.ts'), at('src/c.ts')),
    'two files that changed places': () => {
      renameSync(at('src/a.ts'), at('src/x'));
      renameSync(at('src/b.ts'), at('src/a.ts'));
      renameSync(at('src/x'), at('src/b.ts'));
    },
    'another file in its place': () => {
      write('dist/other', 'eno');
      rmSync(at('src/a.ts'));
      linkSync(at('dist/other'), at('src/a.ts'));
    },
    'a link in its place': () => {
      renameSync(at('src/a.ts'), at('dist/a.ts'));
      symlinkSync('../dist/a.ts', at('src/a.ts'));
    },
    'a file that is ignored now': () => write('.git/info/exclude', 'b.ts\n'),
    'a file that is not ignored any more': () => write('.gitignore', ''),
    'a file that may not be read': () => chmodSync(at('src/a.ts'), 0),
    'a repository within': () => runGit(root, ['init', '--quiet', 'src']),
    'no repository': () => renameSync(at('.git'), join(scratch, 'git')),
    'another commit': () => {
      ground = 'commit 2';
    },
    'a ground that cannot be told': () => {
      ground = undefined;
    },
  };
  for (const [what, change] of Object.entries(CHANGES)) {
    it(`are not given for ${what}`, () => {
      run();
      assert.equal(run(), 'kept');
      change();
      assert.equal(run(), undefined);
    });
  }

  it('are not given to another question, program or root', () => {
    run();
    assert.equal(run({ question: 'r' }), undefined);
    assert.equal(run({ recipe: [2] }), undefined);
    renameSync(root, join(scratch, 'moved'));
    root = join(scratch, 'moved');
    assert.equal(run(), undefined);
  });

  it('tell a file written again at the same moment by its content', () => {
    assert.equal(run({ clock: Date.now }), undefined);
    assert.equal(run({ clock: Date.now }), 'kept');
    assert.equal(run(), 'kept', 'also when it is not young any more');
    // A disk whose clock stands still could show the very same times; the content is what is left to tell.
    const answers = keptAnswers({
      disk: frozen(root, { 'src/a.ts': 'eno' }),
      cache: nodeCache(join(scratch, 'cache')),
      recipe: [1],
      ground: () => ground,
      clock: LATER,
    });
    assert.equal(answers.recall('q'), undefined);
  });

  it('do not outlive what was read beyond the listing: installed, ignored, or not there', () => {
    const asked = { reads: ['dist/made.ts', 'node_modules/x/tsconfig.json'], looks: ['dist/later.js'] };
    const again = () => {
      run(asked);
      assert.equal(run(asked), 'kept');
    };
    again();
    write('dist/made.ts', 'edam');
    again();
    write('node_modules/x/tsconfig.json', '{}');
    again();
    write('dist/later.js', '');
    again();
    rmSync(at('dist/made.ts'));
    assert.equal(run(asked), undefined);
  });

  it('do not hold for what changed while they were made', () => {
    const young = { clock: Date.now };
    run({ ...young, meanwhile: () => write('src/a.ts', 'two') });
    assert.equal(run(young), undefined);
    run({ ...young, question: 'r', meanwhile: () => write('src/new.ts', '') });
    assert.equal(run({ ...young, question: 'r' }), undefined);
    assert.equal(run({ ...young, question: 'r' }), 'kept');
  });

  it('are not kept where an unlisted file changed between two looks', () => {
    const answers = keptAnswers({
      disk: nodeFileSystem(root, { git: true }),
      cache: nodeCache(join(scratch, 'cache')),
      recipe: [1],
      ground: () => ground,
      clock: LATER,
    });
    answers.recall('q');
    answers.fs.read('dist/made.ts' as RepoPath);
    write('dist/made.ts', 'edam');
    answers.fs.read('dist/made.ts' as RepoPath);
    answers.keep('q', 'kept', { about: '', was: 'commit 1' });
    assert.equal(run(), undefined);
  });

  it('are not kept where everything was written just now', () => {
    for (let n = 0; n < 600; n += 1) write(`src/f${n}.ts`, '');
    run({ clock: Date.now });
    assert.equal(run({ clock: Date.now }), undefined);
  });

  /** The disk, with other texts where nothing else tells. */
  function frozen(folder: string, texts: Readonly<Record<string, string>>) {
    const disk = nodeFileSystem(folder, { git: true });
    return {
      ...disk,
      read: (path: RepoPath) => {
        const text = texts[path];
        return text === undefined ? disk.read(path) : { ok: true as const, text };
      },
    };
  }
});
