import { hardenedGitEnvironment } from './git-hardening.ts';
import { isInside } from './is-inside.ts';

/**
 * git refuses a folder of another user unless this user has said that it is safe, in a configuration of his own. The
 * hardened environment hides that configuration from git, so the one setting in it that is the user's word on this very
 * question is asked for apart. No repository is looked at: only what the user and the system say counts.
 */
export function safeFoldersQuestion(): { readonly args: string[]; readonly env: Record<string, string> } {
  const env = hardenedGitEnvironment();
  for (const name of ['GIT_CONFIG_NOSYSTEM', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG_GLOBAL']) delete env[name];
  for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'XDG_CONFIG_HOME']) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  env.GIT_DIR = process.platform === 'win32' ? 'NUL' : '/dev/null';
  return { args: ['config', '--null', '--get-all', 'safe.directory'], env };
}

/** The entries in git's answer that may mean this folder. */
export function safeFolders(answer: string, root: string): readonly string[] {
  // Each entry ends with a NUL. An empty one takes back what stands before it.
  const entries = answer.split('\0').slice(0, -1);
  const valid = entries.slice(entries.lastIndexOf('') + 1);
  // Which of these is the repository's own folder is for git to decide; the others are passed on in vain.
  return valid.filter(entry => entry === '*' || isInside(root, entry.replace(/\/\*?$/, '')));
}

/** The arguments that pass the user's word on. */
export function vouching(folders: readonly string[]): readonly string[] {
  return folders.flatMap(folder => ['-c', `safe.directory=${folder}`]);
}
