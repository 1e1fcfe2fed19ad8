import type { OwnerMention } from '#core/facts/ownership';
import type { Place } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { readOwnerPattern, type UnreadPattern } from '#core/owner-patterns';
import type { Word } from './codeowners-lines.ts';

interface Wrong {
  readonly problem: Problem;
  /** GitHub leaves the whole line out. */
  readonly skipsLine: boolean;
}

/** What is wrong with a pattern; nothing for a good one. */
export function patternProblem(pattern: Word, hash: Place | undefined): readonly Wrong[] {
  const read = readOwnerPattern(pattern.text);
  if (read === 'escaped-hash' || hash !== undefined) return [hashProblem(pattern, hash ?? pattern.place)];
  if (read === 'never-matches') return [neverMatches(pattern)];
  if (typeof read === 'string') {
    return [
      { skipsLine: true, problem: problemAt(pattern, 'unsupported-pattern', 'error', UNSUPPORTED[read]) },
    ];
  }
  if (!/\*{3}/.test(pattern.text)) return [];
  const fixed = pattern.text.replace(/\*{3,}/g, '**');
  const message = `GitHub does not say what three stars mean; Wiring reads "${pattern.text}" as "${fixed}", as git does.`;
  return [{ skipsLine: false, problem: problemAt(pattern, 'many-stars', 'information', message, fixed) }];
}

/** What is wrong with an owner; nothing for `@user`, `@org/team` and e-mail addresses. */
export function ownerProblem(owner: Word): readonly Wrong[] {
  if (readMention(owner) !== undefined) return [];
  const bare = owner.text.replace(/^[,;]+|[,;]+$/g, '');
  const fixed = [bare, `@${bare}`].find(text => text !== '' && isOwner(text));
  const message = `"${owner.text}" is neither @user, @org/team nor an e-mail address, so GitHub skips this whole line.${
    fixed === undefined ? '' : ` Write "${fixed}".`
  }`;
  return [{ skipsLine: true, problem: problemAt(owner, 'invalid-owner', 'error', message, fixed) }];
}

/** The owner, as written; undefined when GitHub would not take it for one. */
export function readMention({ text, place }: Word): OwnerMention | undefined {
  if (!isOwner(text)) return undefined;
  return { handle: text, kind: TEAM.test(text) ? 'team' : 'person', place };
}

const TEAM = /^@[\w-]+\/[\w.-]+$/;
const USER = /^@[\w-]+(?:\[bot\])?$/;
const EMAIL = /^[^\s@"(),:;<>[\]\\]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

function isOwner(text: string): boolean {
  return TEAM.test(text) || USER.test(text) || EMAIL.test(text);
}

const UNSUPPORTED: Readonly<Record<Exclude<UnreadPattern, 'never-matches' | 'escaped-hash'>, string>> = {
  negation:
    'GitHub does not read "!" patterns in CODEOWNERS and skips this line. To take ownership away, write the pattern without "!" and without owners, below the rule it limits.',
  range:
    'GitHub does not read "[ ]" ranges in CODEOWNERS and skips this line. Write "?" for one character, or one rule for each.',
  'dangling-escape':
    'This pattern has a "\\" with nothing behind it to escape, so it matches nothing. Remove it, or write the character it should escape.',
};

function hashProblem(pattern: Word, place: Place): Wrong {
  // Both readings (a comment from here on, or a character) would give files to somebody by guess.
  const fixed = pattern.text.replace(/\\?#/g, '?');
  const message = `On GitHub "#" begins a comment and cannot be escaped, so this line is left out. Write "?", which matches any one character: "${fixed}".`;
  return {
    skipsLine: true,
    problem: { ...problemAt(pattern, 'hash-in-pattern', 'warning', message, fixed), place },
  };
}

function neverMatches(pattern: Word): Wrong {
  const slashes = /^\/+$/.test(pattern.text);
  const fixed = slashes
    ? '*'
    : `/${pattern.text
        .split('/')
        .filter(part => part !== '' && part !== '.')
        .join('/')}`;
  const climbs = pattern.text.split('/').includes('..');
  const why = slashes
    ? ''
    : ' Paths start at the root of the repository, without "." or ".." or an empty name.';
  const message = `"${pattern.text}" never matches anything.${why}${climbs ? '' : ` Write "${fixed}".`}`;
  return {
    skipsLine: false,
    problem: problemAt(pattern, 'never-matches', 'warning', message, climbs ? undefined : fixed),
  };
}

function problemAt(
  word: Word,
  code: string,
  severity: Problem['severity'],
  message: string,
  replacement?: string,
): Problem {
  const { path, range } = word.place;
  const suggestions =
    replacement === undefined
      ? []
      : [{ title: `Write "${replacement}"`, edits: [{ path, range, newText: replacement }] }];
  return { code, severity, message, place: word.place, suggestions };
}
