import type { MoveRequest } from '../facts/file-move.ts';
import type { Place, RepoPath } from '../facts/place.ts';
import type { SourceKind } from '../facts/state.ts';
import type { TextEdit } from '../facts/text-edit.ts';

export type Severity = 'error' | 'warning' | 'information';

/** A judgement with its evidence, at a place. One finding per cause; `places` are all its occurrences. */
export interface Finding {
  readonly rule: string;
  /** Stable over edits elsewhere: rule and subject, never line numbers. `undeclared-dependency:cart>legacy-tax`. */
  readonly id: string;
  readonly severity: Severity;
  /** What is so, the numbers, what to do. One or two sentences, no trailing period needed by any surface. */
  readonly message: string;
  /** The most useful place; first of `places`. */
  readonly place: Place;
  /** Every occurrence with what to say there (the editor marks each). Includes `place`. */
  readonly places: readonly FindingPlace[];
  /** Other places that explain it (the `uses` clause, the rule that shadows). */
  readonly related: readonly FindingPlace[];
  readonly subject: Subject;
  /** Short facts a sceptic would ask for. */
  readonly evidence: readonly string[];
  /** What it counts, where it counts something: providers, teams, hand-offs. */
  readonly size?: number;
  /** All modules that it is about, where it is about several together. */
  readonly members?: readonly string[];
  /** Those of them that are accepted, each by itself; it stays for the others. */
  readonly acceptedMembers?: readonly string[];
  readonly layer: 1 | 2 | 3;
  readonly mechanism: 'slowify' | 'simplify' | 'amplify';
}

export interface FindingPlace {
  readonly place: Place;
  readonly message: string;
}

/** What the finding is about: at least one of these. The team named first is the one to whom it is shown. */
export interface Subject {
  readonly module?: string;
  readonly toModule?: string;
  readonly team?: string;
  /** The other team, where it is about two. */
  readonly toTeam?: string;
  /** Not about one part of it, so not for who owns the place where it is said. */
  readonly repository?: true;
  /** A declared couch. */
  readonly couch?: string;
  readonly service?: string;
  /** The service that is called, where it is about a call. */
  readonly toService?: string;
  readonly queue?: string;
  readonly initiative?: string;
  readonly flow?: string;
  readonly capability?: string;
  readonly path?: string;
}

/** A real edit. `command` fixes do not exist: what cannot be written as edits is not offered. */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The one to offer first. At most one per finding. */
  readonly preferred: boolean;
  /**
   * Files that move along. `edits` are then only those that were known without a plan: whoever applies the fix has
   * `MoveRequest` planned first, and may have to say why it cannot be made.
   */
  readonly moves?: Omit<MoveRequest, 'edits'>;
  /** What it costs or changes, in one line, where that is not obvious. */
  readonly note?: string;
  /** The part of the new text that only a person can write, as it stands there until then. */
  readonly toWrite?: { readonly path: RepoPath; readonly text: string };
}

/** A finding set aside by a person: still counted, shown with its reason. */
export interface AcceptedFinding {
  readonly finding: Finding;
  readonly by: 'accept' | 'inline';
  readonly reason: string;
  readonly at: Place;
  readonly until?: string;
}

/** A rule that could not run. */
export interface SkippedRule {
  readonly rule: string;
  readonly missing: readonly SourceKind[];
  readonly message: string;
}

/** What one run of all rules gives. Sorted: severity, path, line, rule. */
export interface Judgement {
  readonly findings: readonly Finding[];
  readonly accepted: readonly AcceptedFinding[];
  readonly skipped: readonly SkippedRule[];
  /** Rules that ran, with the number of places or subjects each looked at: so that an empty result says why it is empty. */
  readonly ran: readonly { readonly rule: string; readonly looked: number; readonly at: string }[];
}
