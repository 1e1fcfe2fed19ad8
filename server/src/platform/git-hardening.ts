import { homedir } from 'node:os';

/**
 * What stands before every git command. A repository's own configuration can name programs to run and files to read;
 * the command line wins over it, so everything of that kind is answered here once (DESIGN.md section 9).
 */
export function hardenedGitArguments(): string[] {
  return [...FLAGS, ...SETTINGS.flatMap(setting => ['-c', setting])];
}

/** An environment made from nothing: an inherited `GIT_DIR` or `GIT_EXTERNAL_DIFF` cannot reach git. */
export function hardenedGitEnvironment(): Record<string, string> {
  const environment: Record<string, string> = { ...FIXED };
  for (const name of KEPT) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  // A path that begins with `~` in a local setting is fatal to git where HOME is unknown.
  environment.HOME ??= homedir();
  return environment;
}

const FLAGS: readonly string[] = ['--no-pager', '--no-replace-objects', '--no-optional-locks'];

const SETTINGS: readonly string[] = [
  // Programs that a repository could name.
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'core.pager=cat',
  'core.editor=false',
  'core.sshCommand=false',
  'core.askPass=',
  'core.gitProxy=',
  'core.alternateRefsCommand=:',
  'credential.helper=',
  'gpg.program=false',
  'gpg.openpgp.program=false',
  'gpg.x509.program=false',
  'gpg.ssh.program=false',
  'log.showSignature=false',
  // Files that a repository could name; a pipe among them would hang git.
  'core.attributesFile=/dev/null',
  'core.excludesFile=/dev/null',
  'diff.orderFile=/dev/null',
  'mailmap.file=',
  'mailmap.blob=',
  'blame.ignoreRevsFile=',
  // Nothing is fetched, nothing is written, no repository is entered that nobody asked for.
  'protocol.allow=never',
  'gc.auto=0',
  'maintenance.auto=false',
  'submodule.recurse=false',
  'safe.bareRepository=explicit',
  // The same words on every machine.
  'core.quotePath=false',
  'color.ui=false',
  'advice.graftFileDeprecated=false',
];

const FIXED: Readonly<Record<string, string>> = {
  LC_ALL: 'C',
  LANGUAGE: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_ATTR_NOSYSTEM: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: '',
  SSH_ASKPASS: '',
  GIT_PAGER: 'cat',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_NO_REPLACE_OBJECTS: '1',
  GIT_GRAFT_FILE: '/dev/null',
  // A missing object of a partial clone is an error, never a call to the network. Set, this outranks `protocol.*` settings.
  GIT_NO_LAZY_FETCH: '1',
  GIT_ALLOW_PROTOCOL: 'none',
  // `git log` fills a hundred megabytes. In pages of 2 MiB that takes half the time where pages are dear, as in virtual
  // machines; a C library or kernel that does not know it leaves it alone.
  GLIBC_TUNABLES: 'glibc.malloc.hugetlb=1',
};

/** What git needs to run at all, on any system. */
const KEPT: readonly string[] = [
  'PATH',
  'HOME',
  'SystemRoot',
  'SystemDrive',
  'TEMP',
  'TMP',
  'USERPROFILE',
  'PATHEXT',
];
