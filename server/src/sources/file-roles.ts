import type { FileFact, FileRole } from '#core/facts/files';
import type { RepoPath } from '#core/facts/place';

/**
 * What a file is for, told by its path alone.
 *
 * - `declaration`: `.d.ts` and its kin
 * - `generated`: `__generated__` and `generated` folders, `.gen.`, `.generated.`, `_pb.`, `.min.`, what yarn and Rush check in
 * - `test`: whatever is there for tests and is not shipped: `.test.`, `.spec.`, `-test.`, `_test.`, `.e2e.`, `.cy.`, benchmarks,
 *   stories, and the folders `__tests__`, `test`, `tests`, `e2e`, `cypress`, `fixtures`, `mocks` with their underscored forms
 * - `source`: other code; `other`: everything that is not code
 *
 * A folder `spec` or `testing` says nothing: the one often holds specifications, the other a published helper package.
 */
export function roleOf(path: RepoPath): FileRole {
  if (languageOf(path) === 'other') return 'other';
  if (DECLARATION.test(path)) return 'declaration';
  if (GENERATED.test(path)) return 'generated';
  return TEST_NAME.test(path) || TEST_FOLDER.test(path) ? 'test' : 'source';
}

/** `unread`: code with imports that Wiring does not read yet; it is counted and shown as such. */
export function languageOf(path: RepoPath): FileFact['language'] {
  const dot = path.lastIndexOf('.');
  return (dot < 0 ? undefined : LANGUAGES.get(path.slice(dot + 1))) ?? 'other';
}

const LANGUAGES: ReadonlyMap<string, FileFact['language']> = new Map([
  ['ts', 'typescript'],
  ['tsx', 'typescript'],
  ['mts', 'typescript'],
  ['cts', 'typescript'],
  ['js', 'javascript'],
  ['jsx', 'javascript'],
  ['mjs', 'javascript'],
  ['cjs', 'javascript'],
  ['vue', 'unread'],
  ['svelte', 'unread'],
  ['astro', 'unread'],
]);

const DECLARATION = /\.d\.(?:[^./]+\.)?[cm]?ts$/;

const GENERATED = new RegExp(
  [
    '(?:^|/)(?:__generated__|_generated|generated)/',
    String.raw`[._-](?:gen|generated|pb)\.[^./]+$`,
    String.raw`\.min\.[cm]?js$`,
    String.raw`(?:^|/)\.yarn/`,
    String.raw`(?:^|/)\.pnp\.[^/]*$`,
    String.raw`^common/scripts/install-run[^/]*\.js$`,
  ].join('|'),
);

const TEST_NAME = /[._-](?:tests?|specs?|e2e|cy|bench|benchmark|stories)\.[^./]+$/;

const TEST_FOLDER =
  /(?:^|\/)(?:tests?|__tests?__|e2e|__e2e__|cypress|fixtures|__fixtures__|mocks|__mocks__)\//;
