import type { RepoPath } from '../facts/place.ts';
import type { SourceKind } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import type { Finding, Fix, Severity } from './finding.ts';

/** One rule, one file. The registry, its documentation page and its place in the JSON schema are generated from the folder. */
export interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity | 'off';
  /** Without these facts the rule is skipped and said to be skipped. */
  readonly needs: readonly SourceKind[];
  readonly layer: 1 | 2 | 3;
  readonly mechanism: 'slowify' | 'simplify' | 'amplify';
  readonly options: readonly OptionSpec[];
  readonly docs: RuleDocs;
  check(context: RuleContext): Iterable<Draft>;
  /** Real edits for one finding (or one of its places). Called only when somebody asks. */
  fixes?(finding: Finding, place: Finding['place'], context: FixContext): readonly Fix[];
}

/** What a rule gives; severity, layer and mechanism are filled in from the rule and its settings. */
export type Draft = Omit<Finding, 'rule' | 'severity' | 'layer' | 'mechanism' | 'id' | 'place'> & {
  /** The part of the id after the rule's name. */
  readonly key: string;
  /** Overrides the rule's severity where the table of rules has two (declared by a person: error; inferred: warning). */
  readonly severity?: Severity;
};

export interface OptionSpec {
  readonly key: string;
  readonly type: 'percent' | 'count' | 'duration' | 'word';
  readonly fallback: number | string;
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
  /** To be called once for each thing looked at; shown when nothing was found. */
  looked(count: number, what: string): void;
}

export interface FixContext {
  readonly model: Model;
  readonly today: string;
  text(path: RepoPath): string | undefined;
}
