import type { FileFacts } from '#core/facts/files';
import type { OwnershipFacts } from '#core/facts/ownership';
import { FILE_START, type RepoPath, repoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { absent, ready, type SourceState, stale } from '#core/facts/state';
import type { FileSystem, ReadResult } from '#platform/file-system';
import { readOwnerLines } from './codeowners-lines.ts';

/** Where GitHub looks, in its order: the first that exists is the only one read. */
export const CODEOWNERS_PLACES: readonly RepoPath[] = [
  '.github/CODEOWNERS',
  'CODEOWNERS',
  'docs/CODEOWNERS',
].map(repoPath);

/** GitHub loads no CODEOWNERS file above 3 MB. */
const LARGEST_BYTES = 3 * 1024 * 1024;

/** The CODEOWNERS file that counts, or why there is none. Never throws. */
export function readOwnership(fs: FileSystem, files: FileFacts): SourceState<OwnershipFacts> {
  const found = CODEOWNERS_PLACES.map(path => ({ path, result: readExactly(fs, files, path) })).filter(
    ({ result }) => result.ok || result.reason !== 'missing',
  );
  const [first, ...others] = found;
  if (first === undefined) return noFile(files);
  const unread = others.map(({ path }) => path);
  const notes = unread.map(path => `${path} is not read: GitHub takes ${first.path} first.`);
  const notRead = unread.map(path => unreadProblem(path, first.path));
  const refused = whyRefused(first.path, first.result);
  if (!first.result.ok || refused !== undefined) {
    const message = refused ?? `${first.path} could not be read, so no owner is known.`;
    const problem: Problem = {
      code: 'codeowners-refused',
      severity: 'error',
      message,
      place: startOf(first.path),
      suggestions: [],
    };
    return stale({ path: first.path, rules: [], problems: [problem, ...notRead], unread }, message, notes);
  }
  const facts = parseCodeowners(first.path, first.result.text);
  return ready({ ...facts, problems: [...facts.problems, ...notRead], unread }, notes);
}

/** One file's text as GitHub reads it: lines it would skip give a problem at their place and no rule. */
export function parseCodeowners(path: RepoPath, text: string): OwnershipFacts {
  const { rules, problems } = readOwnerLines(path, text);
  return { path, rules, problems, unread: [] };
}

/** On a disk that ignores case `.github/codeowners` opens too; GitHub would not find it. */
function readExactly(fs: FileSystem, files: FileFacts, path: RepoPath): ReadResult {
  const otherCase = files.files.some(
    file => file.path !== path && file.path.toLowerCase() === path.toLowerCase(),
  );
  if (otherCase && !files.files.some(file => file.path === path)) return { ok: false, reason: 'missing' };
  return fs.read(path);
}

function whyRefused(path: RepoPath, result: ReadResult): string | undefined {
  if (result.ok) return Buffer.byteLength(result.text) > LARGEST_BYTES ? tooLarge(path) : undefined;
  switch (result.reason) {
    case 'too-large':
      return tooLarge(path);
    case 'binary':
      return `${path} is not UTF-8 text, so no owner is known. Save it as UTF-8.`;
    case 'link':
    case 'link-outside':
    case 'link-loop':
      return `${path} is a link, which Wiring does not follow, so no owner is known. Put the file itself there.`;
    default:
      return undefined;
  }
}

function tooLarge(path: RepoPath): string {
  return `${path} is larger than 3 MB, and GitHub loads no such file, so nobody owns anything. Join rules by wildcards.`;
}

function unreadProblem(path: RepoPath, first: RepoPath): Problem {
  return {
    code: 'codeowners-not-read',
    severity: 'warning',
    message: `GitHub reads ${first} and not this file: of .github/, the root and docs/ the first one counts. Move the rules there.`,
    place: startOf(path),
    suggestions: [],
  };
}

function noFile(files: FileFacts): SourceState<OwnershipFacts> {
  const near = files.files.find(
    ({ path }) => /(?:^|\/)codeowners$/i.test(path) && !CODEOWNERS_PLACES.includes(path),
  );
  const reason =
    near === undefined
      ? 'there is no CODEOWNERS file'
      : `there is no CODEOWNERS file in .github/, the root or docs/ (${near.path} is not read by GitHub)`;
  return absent(
    reason,
    'add .github/CODEOWNERS: it tells which team owns what, and so who has to lift a change together',
  );
}

function startOf(path: RepoPath) {
  return { path, range: FILE_START };
}
