import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { matchesOwnerPattern } from '#core/codeowners';
import type { RepoPath } from '#core/facts/place';

const PAGE = fileURLToPath(new URL('../../docs/codeowners.md', import.meta.url));
const ROW = /^\| `(?<pattern>[^`]+)` \| `(?<file>[^`]+)` \| (?<rule>yes|no) \| (?<git>yes|no) \|/gm;

describe('docs/codeowners.md', () => {
  const rows = [...readFileSync(PAGE, 'utf8').matchAll(ROW)].map(match => match.groups ?? {});

  it('has a table', () => assert.ok(rows.length >= 14, `${rows.length} rows were found`));

  for (const { pattern = '', file = '', rule, git } of rows) {
    it(`${pattern} on ${file}: ${rule}, for git ${git}`, () => {
      assert.equal(matchesOwnerPattern(pattern)(file as RepoPath) ? 'yes' : 'no', rule, 'Wiring');
      assert.equal(gitIgnores(pattern, file) ? 'yes' : 'no', git, 'git');
    });
  }
});

function gitIgnores(pattern: string, file: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'wiring-page-'));
  const env = {
    PATH: process.env.PATH ?? '',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
    // A disk that ignores case would make git ignore it too.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.ignoreCase',
    GIT_CONFIG_VALUE_0: 'false',
  };
  try {
    spawnSync('git', ['init', '-q', folder], { env });
    writeFileSync(join(folder, '.gitignore'), `${pattern}\n`);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
    const { status } = spawnSync('git', ['check-ignore', '-q', '--no-index', '--', file], {
      cwd: folder,
      env,
    });
    assert.ok(status === 0 || status === 1);
    return status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
