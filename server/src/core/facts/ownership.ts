import type { Place, RepoPath } from './place.ts';
import type { Problem } from './problem.ts';

/** One CODEOWNERS file, as GitHub reads it. */
export interface OwnershipFacts {
  readonly path: RepoPath;
  /** In file order; the last that matches wins. */
  readonly rules: readonly OwnerRule[];
  readonly problems: readonly Problem[];
  /** Other CODEOWNERS files that GitHub would not read because an earlier place has one. */
  readonly unread: readonly RepoPath[];
}

export interface OwnerRule {
  readonly pattern: string;
  /** The pattern's range; `line` is the whole line for removal. */
  readonly place: Place;
  readonly line: number;
  /** Alternatives: any one satisfies the rule. Empty: the rule takes ownership away. */
  readonly owners: readonly OwnerMention[];
  /** The comment block directly above, without `#`; used in hovers. */
  readonly comment: string;
}

export interface OwnerMention {
  /** As written, with `@`. */
  readonly handle: string;
  /** `team` is `@org/team`; `person` is `@user` or an e-mail. */
  readonly kind: 'team' | 'person';
  readonly place: Place;
}
