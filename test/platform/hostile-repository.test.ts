import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hardenedGitArguments, hardenedGitEnvironment } from '#platform/git-hardening';
import { nodeFileSystem } from '#platform/node-file-system';
import { nodeGit } from '#platform/node-git';
import { nodeWorkTree } from '#platform/node-work-tree';
import { PLAIN_GIT } from './support/scratch-disk.ts';

/**
 * A repository's own configuration names a program; the program would leave a file behind. For each case the command in
 * `awake` shows, run with plain git, that the trap works at all; then everything Wiring asks of git must leave it shut.
 */
interface Trap {
  readonly name: string;
  /** Sets the trap; `program` is the absolute path of the program. */
  set(repository: Repository, program: string): void;
  /** A command of plain git that falls into it. Absent where none does without a network or a terminal. */
  readonly awake?: (repository: Repository) => readonly string[];
  /** No setting shuts it, because the repository chooses the setting's name: Wiring never asks git what would fall into it. */
  readonly neverAsked?: true;
}

const TRAPS: readonly Trap[] = [
  {
    name: 'core.fsmonitor',
    set: (repo, program) => repo.git('config', 'core.fsmonitor', program),
    awake: () => ['status'],
  },
  {
    name: 'a hook in .git/hooks',
    set: (repo, program) => {
      mkdirSync(repo.path('.git/hooks'), { recursive: true });
      writeFileSync(repo.path('.git/hooks/post-index-change'), `#!/bin/sh\nexec ${program}\n`, {
        mode: 0o755,
      });
    },
    awake: () => ['update-index', '--force-write-index'],
  },
  {
    name: 'core.hooksPath',
    set: (repo, program) => {
      mkdirSync(repo.path('hooks'));
      writeFileSync(repo.path('hooks/post-index-change'), `#!/bin/sh\nexec ${program}\n`, { mode: 0o755 });
      repo.git('config', 'core.hooksPath', 'hooks');
    },
    awake: () => ['update-index', '--force-write-index'],
  },
  {
    name: 'a textconv by .gitattributes',
    neverAsked: true,
    set: (repo, program) => {
      repo.write('.gitattributes', '* diff=trap\n');
      repo.git('config', 'diff.trap.textconv', program);
    },
    awake: () => ['log', '-p'],
  },
  {
    name: 'an external diff by .gitattributes',
    neverAsked: true,
    set: (repo, program) => {
      repo.write('.gitattributes', '* diff=trap\n');
      repo.git('config', 'diff.trap.command', program);
    },
    awake: () => ['diff', 'HEAD~1', 'HEAD'],
  },
  {
    name: 'diff.external',
    neverAsked: true,
    set: (repo, program) => repo.git('config', 'diff.external', program),
    awake: () => ['diff', 'HEAD~1', 'HEAD'],
  },
  {
    name: 'a clean filter by .gitattributes',
    neverAsked: true,
    set: (repo, program) => {
      repo.write('.gitattributes', '* filter=trap\n');
      repo.git('config', 'filter.trap.clean', program);
      repo.write('a.ts', 'changed, and of another length\n');
    },
    awake: () => ['diff', '--stat'],
  },
  {
    name: 'a smudge and a process filter by .gitattributes',
    neverAsked: true,
    set: (repo, program) => {
      repo.write('.gitattributes', '* filter=trap\n');
      repo.git('config', 'filter.trap.smudge', program);
      repo.git('config', 'filter.trap.process', program);
      rmSync(repo.path('a.ts'));
    },
    awake: () => ['checkout', '--', 'a.ts'],
  },
  {
    name: 'gpg.program with log.showSignature',
    set: (repo, program) => {
      repo.git('config', 'gpg.program', program);
      repo.git('config', 'log.showSignature', 'true');
      repo.commitSigned();
    },
    awake: () => ['log', '-1'],
  },
  {
    name: 'gpg.ssh.program with log.showSignature',
    set: (repo, program) => {
      repo.git('config', 'gpg.format', 'ssh');
      repo.git('config', 'gpg.ssh.program', program);
      repo.git('config', 'gpg.ssh.allowedSignersFile', 'a.ts');
      repo.git('config', 'log.showSignature', 'true');
      repo.commitSigned('SSH SIGNATURE');
    },
    awake: () => ['log', '-1'],
  },
  {
    name: 'core.pager',
    set: (repo, program) => {
      repo.git('config', 'core.pager', program);
      repo.git('config', 'pager.ls-files', program);
      repo.git('config', 'pager.log', program);
    },
  },
  {
    name: 'core.sshCommand for an object that is missing',
    set: (repo, program) => {
      repo.git('config', 'core.sshCommand', program);
      repo.loseObject('ssh://nowhere.invalid/x.git');
    },
    awake: repo => ['cat-file', '-p', repo.lost],
  },
  {
    name: 'uploadpack for an object that is missing',
    set: (repo, program) => {
      repo.git('config', 'remote.origin.uploadpack', program);
      repo.loseObject(repo.path(''));
    },
    awake: repo => ['cat-file', '-p', repo.lost],
  },
  {
    name: 'a remote helper for an object that is missing',
    set: (repo, program) => {
      repo.git('config', 'protocol.ext.allow', 'always');
      repo.loseObject(`ext::${program}`);
    },
    awake: repo => ['cat-file', '-p', repo.lost],
  },
  {
    name: 'core.gitProxy for an object that is missing',
    set: (repo, program) => {
      repo.git('config', 'core.gitProxy', program);
      repo.loseObject('git://nowhere.invalid/x.git');
    },
    awake: repo => ['cat-file', '-p', repo.lost],
  },
  {
    name: 'core.askPass and a credential helper',
    set: (repo, program) => {
      repo.git('config', 'core.askPass', program);
      repo.git('config', 'credential.helper', `!${program}`);
      repo.loseObject('https://127.0.0.1:1/x.git');
    },
  },
  {
    name: 'an alias',
    neverAsked: true,
    set: (repo, program) => {
      for (const command of ['ls-files', 'log', 'trap'])
        repo.git('config', `alias.${command}`, `!${program}`);
    },
    awake: () => ['trap'],
  },
  {
    name: 'a configuration that is included',
    set: (repo, program) => {
      repo.write('more.config', `[core]\n\tfsmonitor = ${program}\n[gpg]\n\tprogram = ${program}\n`);
      repo.git('config', 'include.path', '../more.config');
    },
    awake: () => ['status'],
  },
];

describe('a hostile repository', function () {
  if (process.platform === 'win32') return;
  this.timeout(30_000);

  for (const trap of TRAPS) {
    it(`cannot run a program by ${trap.name}`, async () => {
      const repo = makeRepository();
      try {
        const program = repo.program();
        trap.set(repo, program);
        if (trap.awake !== undefined) {
          repo.plain(trap.awake(repo));
          assert.ok(repo.sprung(), `the trap does not work with plain git ${trap.awake(repo).join(' ')}`);
          repo.reset();
          if (!trap.neverAsked) repo.hardened(trap.awake(repo));
          assert.ok(!repo.sprung(), `git ${trap.awake(repo).join(' ')} ran it although hardened`);
        }
        assert.ok(nodeFileSystem(repo.path(''), { git: true }).list().listedBy === 'git');
        assert.ok(!repo.sprung(), 'listing ran it');
        repo.write('a.ts', 'differs\n');
        repo.write('new.ts', 'new\n');
        const tree = nodeWorkTree(repo.path(''), nodeGit(repo.path('')));
        for (const base of [undefined, await tree.commitOf('HEAD~1')]) {
          const changes = await tree.changes(base);
          assert.ok(changes.ok && changes.files.some(({ path }) => path === 'a.ts'), JSON.stringify(changes));
          assert.ok(!repo.sprung(), 'telling what is uncommitted ran it');
        }
        for (const command of ASKED) {
          repo.hardened(command.map(word => (word === 'LOST' ? repo.lost : word)));
          assert.ok(!repo.sprung(), `git ${command.join(' ')} ran it`);
        }
      } finally {
        repo.remove();
      }
    });
  }

  it('cannot hold a listing up with a pipe as its excludes or attributes', async () => {
    const repo = makeRepository();
    try {
      spawnSync('mkfifo', [repo.path('pipe')]);
      for (const key of ['core.excludesFile', 'core.attributesFile', 'mailmap.file'])
        repo.git('config', key, repo.path('pipe'));
      spawnSync('mkfifo', [repo.path('.gitattributes')]);
      const began = performance.now();
      assert.ok((await nodeWorkTree(repo.path(''), nodeGit(repo.path(''))).changes()).ok);
      assert.equal(nodeFileSystem(repo.path(''), { git: true }).list().listedBy, 'git');
      assert.ok(performance.now() - began < 5000);
    } finally {
      repo.remove();
    }
  });
});

/** What Wiring asks of git, and reading objects besides. */
const ASKED: readonly (readonly string[])[] = [
  ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
  [
    'log',
    '--first-parent',
    '--diff-merges=first-parent',
    '--raw',
    '--no-abbrev',
    '-M90%',
    '-z',
    '--no-show-signature',
  ],
  ['log', '-1', '--format=%H %aN'],
  ['merge-base', 'HEAD', 'HEAD~1'],
  ['rev-parse', 'HEAD'],
  ['cat-file', '-p', 'LOST'],
];

type Repository = ReturnType<typeof makeRepository>;

function makeRepository() {
  const outer = mkdtempSync(join(tmpdir(), 'wiring-hostile-'));
  const root = join(outer, 'repo');
  const canary = join(outer, 'canary');
  mkdirSync(root);
  const env = { ...PLAIN_GIT, HOME: outer, GIT_TERMINAL_PROMPT: '0' };
  const path = (name: string) => (name === '' ? root : join(root, name));
  const write = (name: string, text: string) => writeFileSync(path(name), text);
  const plain = (args: readonly string[], input?: string) =>
    spawnSync('git', args, { cwd: root, env, input: input ?? '', timeout: 10_000 }).stdout?.toString() ?? '';
  const git = (...args: string[]) => {
    const { status, stderr, stdout } = spawnSync('git', args, { cwd: root, env });
    assert.equal(status, 0, stderr.toString());
    return stdout.toString().trim();
  };
  git('init', '-q', '-b', 'main');
  write('a.ts', 'one\n');
  git('add', '.');
  git('commit', '-q', '-m', 'one');
  write('a.ts', 'two\n');
  git('commit', '-q', '-a', '-m', 'two');
  const lost = git('rev-parse', 'HEAD~1:a.ts');
  return {
    path,
    write,
    git,
    plain,
    lost,
    hardened: (args: readonly string[]) =>
      spawnSync('git', [...hardenedGitArguments(), ...args], {
        cwd: root,
        env: hardenedGitEnvironment(),
        timeout: 10_000,
      }),
    program() {
      const program = join(outer, 'program');
      writeFileSync(program, `#!/bin/sh\necho ran >> ${canary}\ncat >/dev/null 2>&1 </dev/null\nexit 1\n`);
      chmodSync(program, 0o755);
      return program;
    },
    sprung: () => existsSync(canary),
    reset: () => rmSync(canary, { force: true }),
    /** A commit whose signature nobody made: git asks the program before it can know. */
    commitSigned(kind = 'PGP SIGNATURE') {
      const text = git('cat-file', 'commit', 'HEAD');
      const [head = '', ...rest] = text.split('\n\n');
      const signature = `gpgsig -----BEGIN ${kind}-----\n \n YWJj\n -----END ${kind}-----`;
      const id = plain(
        ['hash-object', '-t', 'commit', '-w', '--stdin'],
        `${head}\n${signature}\n\n${rest.join('\n\n')}\n`,
      ).trim();
      git('update-ref', 'HEAD', id);
    },
    /** The repository becomes a partial clone whose first version of a.ts was never fetched. */
    loseObject(url: string) {
      git('config', 'core.repositoryFormatVersion', '1');
      git('config', 'extensions.partialClone', 'origin');
      git('config', 'remote.origin.url', url);
      git('config', 'remote.origin.promisor', 'true');
      rmSync(path(`.git/objects/${lost.slice(0, 2)}/${lost.slice(2)}`));
    },
    remove: () => rmSync(outer, { recursive: true, force: true }),
  };
}
