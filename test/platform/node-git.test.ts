import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import type { GitResult } from '#platform/git';
import { refsDigest } from '#platform/git-refs';
import { findRepository, nodeGit } from '#platform/node-git';
import { makeRepository, temporaryFolders } from '#test/support/git-repository';

describe('git in one folder', () => {
  const folder = temporaryFolders();
  const line = [{ files: { 'a.ts': '1' } }, { files: { 'a.ts': '2' } }];

  it('runs to the end and gives the output', async () => {
    const { root, id } = makeRepository(folder(), line);
    assert.deepEqual(await nodeGit(root).run(['rev-parse', 'HEAD']), { ok: true, stdout: `${id('2')}\n` });
  });

  it('streams in chunks', async () => {
    const { root } = makeRepository(folder(), line);
    let text = '';
    const result = await nodeGit(root).stream(['log', '--format=%s'], chunk => {
      text += chunk.toString();
    });
    assert.deepEqual([result.ok, text], [true, 'Change 2\nChange 1\n']);
  });

  it('goes on while this thread is busy, where it may, and leaves nothing behind', async () => {
    // More than a pipe holds, so that without a file git would still be waiting.
    const large = 'x'.repeat(1 << 20);
    const { root } = makeRepository(folder(), [{ files: { 'a.ts': large } }]);
    const temporary = folder();
    const before = process.env.TMPDIR;
    process.env.TMPDIR = temporary;
    try {
      let size = 0;
      const whole = nodeGit(root).stream(['cat-file', 'blob', 'HEAD:a.ts'], chunk => (size += chunk.length), {
        patient: true,
      });
      assert.equal((await whole).ok, true);
      assert.equal(size, large.length);
      const thrown = nodeGit(root).stream(['cat-file', 'blob', 'HEAD:a.ts'], fail, { patient: true });
      await assert.rejects(thrown, /enough/);
      assert.deepEqual(readdirSync(temporary), []);

      const nowhere = join(temporary, 'gone');
      process.env.TMPDIR = nowhere;
      size = 0;
      await nodeGit(root).stream(['cat-file', 'blob', 'HEAD:a.ts'], chunk => (size += chunk.length), {
        patient: true,
      });
      assert.equal(size, large.length, 'without a place for the file a pipe has to do');
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
  });

  it('gives input', async () => {
    const { root, id } = makeRepository(folder(), line);
    const result = await nodeGit(root).run(['cat-file', '--batch-check=%(objecttype)'], {
      input: `${id('1')}\n`,
    });
    assert.deepEqual(result, { ok: true, stdout: 'commit\n' });
  });

  it('tells why it failed, each cause in a sentence of its own', async () => {
    const empty = makeRepository(folder(), []);
    assert.deepEqual(why(await nodeGit(empty.root).run(['log'])), ['no-commits', true]);
    assert.deepEqual(why(await nodeGit(folder()).run(['log'])), ['not-a-repository', true]);
    assert.deepEqual(why(await nodeGit(join(folder(), 'nowhere')).run(['log'])), ['not-a-repository', true]);
    const { root } = makeRepository(folder(), line);
    assert.deepEqual(why(await nodeGit(root).run(['log', '--no-such-option'])), ['failed', true]);
    const other = await nodeGit(root).run(['cat-file', 'blob', 'HEAD:b.ts']);
    assert.match(other.ok ? '' : other.message, /^git ended with an error: fatal: .*b\.ts/);
  });

  it('says that git is not there', async () => {
    const { root } = makeRepository(folder(), line);
    const result = await withPath(folder(), () => nodeGit(root).run(['log']));
    assert.deepEqual(why(result), ['no-git', true]);
  });

  it('runs no git that the repository brings along', async function () {
    if (process.platform === 'win32') this.skip();
    const { root } = makeRepository(folder(), line);
    const program = join(root, 'node_modules', '.bin', 'git');
    mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
    writeFileSync(program, `#!/bin/sh\ntouch "${root}/ran"\n`);
    writeFileSync(join(root, 'git'), `#!/bin/sh\ntouch "${root}/ran"\n`);
    chmodSync(program, 0o755);
    chmodSync(join(root, 'git'), 0o755);
    const path = [join(root, 'node_modules', '.bin'), '.', '', process.env.PATH].join(delimiter);
    const result = await withPath(path, () => nodeGit(root).run(['log', '--format=%s']));
    assert.ok(result.ok);
    assert.equal(existsSync(join(root, 'ran')), false);
  });

  it('refuses the folder of another user, until that user vouches for it', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const { root } = makeRepository(folder(), line);
    chownSync(root, 65534, 65534);
    chownSync(join(root, '.git'), 65534, 65534);
    const refused = await nodeGit(root).run(['log', '--format=%s']);
    assert.deepEqual(why(refused), ['dubious-ownership', true]);
    assert.match(refused.ok ? '' : refused.message, /git config --global --add safe\.directory/);

    const settings = join(folder(), 'gitconfig');
    writeFileSync(
      settings,
      `[safe]\n\tdirectory = /elsewhere\n\tdirectory = ${root}\n[diff]\n\texternal = false\n`,
    );
    process.env.GIT_CONFIG_GLOBAL = settings;
    try {
      assert.ok((await nodeGit(root).run(['log', '--format=%s'])).ok);
      writeFileSync(settings, `[safe]\n\tdirectory = ${root}\n\tdirectory =\n`);
      assert.equal((await nodeGit(root).run(['log'])).ok, false, 'an empty entry takes back those before');
    } finally {
      delete process.env.GIT_CONFIG_GLOBAL;
    }
  });

  it('stops git and what git started, by signal and by time', async function () {
    if (process.platform === 'win32') this.skip();
    const { root } = makeRepository(folder(), line);
    const pidFile = join(root, 'pid');
    // An alias is the shortest way to make git start a program of its own that does not end.
    const args = ['-c', `alias.wait=!echo $$ > "${pidFile}"; sleep 60`, 'wait'];
    const controller = new AbortController();
    const waiting = nodeGit(root).run(args, { signal: controller.signal });
    const pid = await textOf(pidFile);
    controller.abort();
    assert.deepEqual(why(await waiting), ['aborted', true]);
    assert.ok(await ended(pid), 'what git had started still runs');

    const started = Date.now();
    assert.deepEqual(why(await nodeGit(root).run(args, { timeoutMs: 200 })), ['timeout', true]);
    assert.ok(Date.now() - started < 5000);
    assert.deepEqual(why(await nodeGit(root).run(['log'], { signal: AbortSignal.abort() })), [
      'aborted',
      true,
    ]);
  });

  it('hands an exception of the listener on, after git was stopped', async () => {
    const { root } = makeRepository(folder(), line);
    const failing = nodeGit(root).stream(['log'], () => {
      throw new Error('mine');
    });
    await assert.rejects(failing, /mine/);
  });

  it('asks for nothing over the network', async () => {
    const { root, git } = makeRepository(folder(), line);
    git('config', 'protocol.file.allow', 'always');
    const result = await nodeGit(root).run(['ls-remote', `file://${root}`]);
    assert.equal(result.ok, false);
  });
});

describe('finding the repository of a path', () => {
  const folder = temporaryFolders();

  it('looks upwards for a .git folder or file', () => {
    const { root, git } = makeRepository(folder(), [{ files: { 'x/y/a.ts': '1' } }]);
    assert.equal(findRepository(join(root, 'x', 'y')), root);
    assert.equal(findRepository(join(root, 'x', 'y', 'a.ts')), root);
    assert.equal(findRepository(join(root, 'x', 'not', 'there')), root);
    mkdirSync(join(root, 'x', '.git'));
    assert.equal(findRepository(join(root, 'x', 'y')), root, 'an empty .git folder is no repository');
    const tree = join(folder(), 'tree');
    git('worktree', 'add', '--quiet', tree);
    assert.equal(findRepository(join(tree, 'x')), tree);
    assert.equal(findRepository(folder()), undefined);
  });

  it('opens no pipe in the place of a .git file or of HEAD', function () {
    if (process.platform === 'win32') this.skip();
    const root = folder();
    spawnSync('mkfifo', [join(root, '.git')]);
    assert.equal(findRepository(root), undefined);
    const broken = folder();
    mkdirSync(join(broken, '.git'));
    spawnSync('mkfifo', [join(broken, '.git', 'HEAD')]);
    assert.equal(refsDigest(broken), '');
  });
});

describe('the digest of refs', () => {
  const folder = temporaryFolders();

  it('changes with HEAD, the branches that matter and the depth, and with nothing else', () => {
    const { root, git, id } = makeRepository(folder(), [
      { files: { 'a.ts': '1' } },
      { files: { 'a.ts': '2' } },
    ]);
    const seen = new Set<string>();
    const moved = (what: string) => {
      const digest = refsDigest(root);
      assert.ok(digest !== '' && !seen.has(digest), what);
      seen.add(digest);
    };
    moved('at first');
    git('branch', '--quiet', 'other');
    git('tag', 'v1');
    git('gc', '--quiet');
    writeFileSync(join(root, 'a.ts'), '3');
    assert.ok(seen.has(refsDigest(root)), 'another branch, a tag, packing and edits are no news');
    git('checkout', '--quiet', 'other');
    moved('HEAD on another branch');
    git('commit', '--quiet', '--allow-empty', '-m', 'x');
    moved('a commit');
    git('branch', '--quiet', '--force', 'main', id('1'));
    moved('main elsewhere');
    git('update-ref', 'refs/remotes/origin/main', id('2'));
    moved('a fetch');
    git('checkout', '--quiet', '--detach');
    moved('HEAD on no branch');
    writeFileSync(join(root, '.git', 'shallow'), `${id('2')}\n`);
    moved('a clone cut');
  });

  it('is empty where the files do not tell', () => {
    assert.equal(refsDigest(folder()), '');
    const { root } = makeRepository(folder(), [{ files: { 'a.ts': '1' } }]);
    writeFileSync(join(root, '.git', 'HEAD'), 'nonsense');
    assert.equal(refsDigest(root), '');
  });

  it('follows no ref out of the repository', () => {
    const { root } = makeRepository(folder(), [{ files: { 'a.ts': '1' } }]);
    const outside = folder();
    writeFileSync(join(outside, 'secret'), 'a'.repeat(40));
    writeFileSync(join(root, '.git', 'HEAD'), `ref: refs/../../../${outside}/secret`);
    const before = refsDigest(root);
    writeFileSync(join(outside, 'secret'), 'b'.repeat(40));
    assert.equal(refsDigest(root), before);
    symlinkSync(join(outside, 'secret'), join(root, '.git', 'refs', 'heads', 'master'));
    assert.equal(readFileSync(join(root, '.git', 'refs', 'heads', 'master'), 'utf8')[0], 'b');
    assert.equal(refsDigest(root), before);
  });
});

function why(result: GitResult): readonly [string, boolean] {
  if (result.ok) assert.fail('git succeeded');
  return [result.reason, result.message.length > 20];
}

async function withPath<T>(path: string, run: () => Promise<T>): Promise<T> {
  const before = process.env.PATH;
  process.env.PATH = path;
  try {
    return await run();
  } finally {
    process.env.PATH = before;
  }
}

async function textOf(file: string): Promise<string> {
  for (let tries = 0; tries < 500; tries++) {
    const text = existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
    if (text !== '') return text;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  assert.fail(`${file} never came`);
}

async function ended(pid: string): Promise<boolean> {
  for (let tries = 0; tries < 200; tries++) {
    try {
      process.kill(Number(pid), 0);
    } catch {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  return false;
}

function fail(): never {
  throw new Error('enough');
}
