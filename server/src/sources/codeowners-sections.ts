import type { Problem } from '#core/facts/problem';
import type { Word } from './codeowners-lines.ts';

const SECTION = /^\^?\[[^\]]+\](?:\[\d+\])?(?:\s+(?<owners>.*))?$/;

/** GitLab's `[Section]`, `^[Optional]`, `[Name][2] @default`: alone on a line, or followed by owners only. */
export function isSection(line: string): boolean {
  // `[abc] @team` is a section for GitLab and a range for GitHub, which skips it; `[abc].ts @team` is a range only.
  return SECTION.test(line);
}

/** Whether the section names owners that its rules without owners inherit. */
export function sectionOwners(line: string): boolean {
  const owners = SECTION.exec(line)?.groups?.owners ?? '';
  return /^[^#]*@/.test(owners);
}

/** One problem for all sections, at the first. */
export function sectionProblem(first: Word, sections: number, leftOut: number): Problem {
  const count = sections === 1 ? 'This section is' : `The ${sections} sections of this file are`;
  const inherited =
    leftOut === 0
      ? ''
      : ` ${leftOut} rules that take their owners from a section are left out, and their files count as not covered by them.`;
  return {
    code: 'gitlab-section',
    severity: 'warning',
    message: `${count} GitLab's, which Wiring does not read yet: the rules are taken as one list, where the last match wins.${inherited}`,
    place: first.place,
    suggestions: [],
  };
}
