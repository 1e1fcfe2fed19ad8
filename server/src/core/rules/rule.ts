import type { DeclaredAccept } from '../facts/declared.ts';
import type { PlanMoves } from '../facts/file-move.ts';
import type { FileExports, InlineIgnore } from '../facts/imports.ts';
import type { RepoPath } from '../facts/place.ts';
import type { SourceKind } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import type { Finding, FindingPlace, Fix, Severity } from './finding.ts';

/** One rule, one file. The registry, its documentation page and its place in the JSON schema are generated from the folder. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity | 'off';
  /** Without these facts the rule is skipped and said to be skipped. */
  readonly needs: readonly SourceKind[];
  /** Facts that it takes into account where they are there, and does without where they are not. */
  readonly uses?: readonly SourceKind[];
  readonly layer: 1 | 2 | 3;
  readonly mechanism: 'slowify' | 'simplify' | 'amplify';
  readonly options: readonly OptionSpec[];
  readonly docs: RuleDocs;
  /** Judges what the other rules and the exceptions left over; runs last, and nothing can accept what it finds. */
  readonly last?: true;
  /** Why it cannot judge this model though its facts are there, as the end of "could not run: …"; then it is skipped. */
  cannot?(model: Model): string | undefined;
  check(context: RuleContext): Iterable<Draft>;
  /** Drafts that have one cause, each with the others once at most; asked after those that are accepted were taken out. */
  gather?(model: Model, drafts: readonly Draft[]): readonly Gathered[];
  /** Real edits for one finding (or one of its places). Called only when somebody asks. */
  fixes?(finding: Finding, place: Finding['place'], context: FixContext): readonly Fix[];
}

/**
 * What a rule gives; severity, layer and mechanism are filled in from the rule and its settings.
 * Places that a person set aside (`off in`, inline ignores) are taken out before the message is made, so that its
 * numbers are those of what is left.
 */
export type Draft = Omit<
  Finding,
  'rule' | 'severity' | 'layer' | 'mechanism' | 'id' | 'place' | 'message' | 'evidence' | 'acceptedMembers'
> & {
  readonly message: string | ((places: readonly FindingPlace[], files: readonly RepoPath[]) => string);
  readonly evidence:
    | readonly string[]
    | ((places: readonly FindingPlace[], files: readonly RepoPath[]) => readonly string[]);
  /**
   * The files that it is about, where it stands elsewhere (in CODEOWNERS, at a module): severities for paths and
   * `accept … on path` look at these and not at the places. The rule leaves out those that do not count. With a message
   * that is a function some of them can be accepted; else all or none. A place without a message has that of the whole.
   */
  readonly files?: readonly RepoPath[];
  /** All modules that it is about, where it has no direction: any two of them name it, unless it is `together`. */
  readonly members?: readonly string[];
  /** It is about its members together, and counts nothing: it is accepted where accepts name every one of them. */
  readonly together?: true;
  /** What it counts (providers, teams, hand-offs), where `accept … at most N` can name it. */
  readonly size?: number;
  /** The part of the id after the rule's name. */
  readonly key: string;
  /** Overrides the rule's severity where the table of rules has two (declared by a person: error; inferred: warning). */
  readonly severity?: Severity;
};

/** One draft that stands for several. */
export interface Gathered {
  readonly draft: Draft;
  readonly of: readonly Draft[];
}

export interface OptionSpec {
  readonly key: string;
  readonly type: 'percent' | 'count' | 'duration' | 'word';
  /** A share for percent, a number for count, days for duration. */
  readonly fallback: number | string;
  /** For `count`: it is held against a measure that is seldom a whole number, so it need not be one either. */
  readonly fraction?: true;
  /** For `word`: the words it may be. */
  readonly words?: readonly string[];
  readonly describe: string;
}

export interface RuleDocs {
  readonly what: string;
  readonly why: string;
  readonly evidence: string;
  readonly fixes: string;
  readonly accept: string;
  /** A smallest example, in the notation of the tests. */
  readonly example: string;
}

export interface RuleContext {
  readonly model: Model;
  /** ISO date used for expiry. */
  readonly today: string;
  /** The option's value in effect (percent as a share, duration in days). */
  option(key: string): number;
  /** The word in effect, for an option whose type is `word`. */
  word(key: string): string;
  /** False for a file for which the rule is off; asked by rules that stand elsewhere than in the files they count. */
  counts(path: RepoPath): boolean;
  /** To be called once for each thing looked at; shown when nothing was found. */
  looked(count: number, what: string): void;
  /** What became of ignores and accepts; empty but for rules that run last. */
  readonly exceptions: Exceptions;
}

/** Exceptions that did not do what they were written for. */
export interface Exceptions {
  readonly ignores: readonly {
    readonly path: RepoPath;
    readonly ignore: InlineIgnore;
    readonly why: 'no-reason' | 'unknown-rule' | 'nothing-matched' | 'placeholder' | 'block-comment';
    /** Of an unknown rule: the one that was probably meant. */
    readonly meant?: string;
  }[];
  readonly accepts: readonly {
    readonly accept: DeclaredAccept;
    readonly why: 'expired' | 'nothing-matched' | 'too-wide' | 'outgrown' | 'uncounted';
    /** For an expired one: how many findings it would still set aside. */
    readonly matches: number;
    /** Of one with `at most`: the largest size among what it names. */
    readonly size?: number;
  }[];
}

export interface FixContext {
  readonly model: Model;
  readonly today: string;
  text(path: RepoPath): string | undefined;
  /** What a file exports, read when asked; without it only files are known whose exports the model holds. */
  exportsOf?(path: RepoPath): FileExports | undefined;
  /** What moving files would take, worked out when asked; a second and more in a large tree. */
  planMoves?: PlanMoves;
  /** Why files cannot be moved from here, as the end of "not offered here: …"; told, and planned all the same. */
  readonly cannotMove?: string;
}
