import type { OwnerMention, OwnerRule } from '#core/facts/ownership';
import type { Place, RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { isSection, sectionOwners, sectionProblem } from './codeowners-sections.ts';
import { ownerProblem, patternProblem, readMention } from './codeowners-words.ts';

/** A piece of a line with its place; `text` is as written. */
export interface Word {
  readonly text: string;
  readonly place: Place;
}

/** Rules and problems of a CODEOWNERS text. Lines end in LF or CRLF; a byte order mark is no character of the first line. */
export function readOwnerLines(
  path: RepoPath,
  text: string,
): { rules: readonly OwnerRule[]; problems: readonly Problem[] } {
  const rules: OwnerRule[] = [];
  const problems: Problem[] = [];
  const sections: Word[] = [];
  let inherited = false;
  let leftOut = 0;
  let comment: string[] = [];

  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  for (const [line, content] of lines.entries()) {
    const trimmed = content.trim();
    if (trimmed.startsWith('#')) {
      comment.push(trimmed.replace(/^#+\s?/, ''));
      continue;
    }
    const above = comment.join('\n').trim();
    comment = [];
    if (trimmed === '') continue;
    if (isSection(trimmed)) {
      const start = content.length - content.trimStart().length;
      sections.push(wordAt(path, line, start, trimmed));
      inherited = sectionOwners(trimmed);
      continue;
    }
    const { pattern, owners, hash } = cutLine(path, line, content);
    const wrong = [...patternProblem(pattern, hash), ...owners.flatMap(owner => ownerProblem(owner))];
    problems.push(...wrong.map(({ problem }) => problem));
    if (wrong.some(({ skipsLine }) => skipsLine)) continue;
    if (inherited && owners.length === 0) {
      leftOut++;
      continue;
    }
    const mentions: OwnerMention[] = owners.flatMap(owner => readMention(owner) ?? []);
    rules.push({ pattern: pattern.text, place: pattern.place, line, owners: mentions, comment: above });
  }
  const [firstSection] = sections;
  if (firstSection !== undefined) problems.push(sectionProblem(firstSection, sections.length, leftOut));
  problems.sort((a, b) => a.place.range.start.line - b.place.range.start.line);
  return { rules, problems };
}

/**
 * Pattern, then owners, then perhaps a comment. A backslash keeps the character behind it, so that `a\ b` is one pattern.
 * `hash` is the place of a `#` inside the pattern, where GitHub does not say what it takes it for.
 */
function cutLine(
  path: RepoPath,
  line: number,
  content: string,
): { pattern: Word; owners: readonly Word[]; hash: Place | undefined } {
  let at = content.length - content.trimStart().length;
  const start = at;
  let hash: number | undefined;
  for (; at < content.length; at++) {
    const char = content[at] ?? '';
    if (isSpace(char)) break;
    if (char === '#' && at > start) hash ??= at;
    if (char === '\\') {
      at++;
      if (content[at] === '#') hash ??= at;
    }
  }
  const end = Math.min(at, content.length);
  const pattern = wordAt(path, line, start, content.slice(start, end));
  const owners: Word[] = [];
  for (const match of content.slice(end).matchAll(/\S+/g)) {
    const [beforeHash = ''] = match[0].split('#', 1);
    if (beforeHash !== '') owners.push(wordAt(path, line, end + match.index, beforeHash));
    if (beforeHash.length < match[0].length) break;
  }
  return { pattern, owners, hash: hash === undefined ? undefined : wordAt(path, line, hash, '#').place };
}

function wordAt(path: RepoPath, line: number, character: number, text: string): Word {
  return {
    text,
    place: { path, range: { start: { line, character }, end: { line, character: character + text.length } } },
  };
}

function isSpace(char: string): boolean {
  return char.trim() === '';
}
