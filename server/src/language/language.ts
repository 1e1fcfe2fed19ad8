import type { DeclaredFacts } from '#core/facts/declared';
import type { RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';

/**
 * The `.wiring` language as the rest of the project sees it. Two steps, because names may be inferred:
 * `read` parses and converts (needs nothing else); `check` links and validates once the inferred names are known.
 * What is wrong with the files is `facts.problems` and what `check` gives, together; the two never overlap.
 */
export interface WiringLanguage {
  /** Makes the parser, which `read` would do the first time: for whoever has time before there is a text. */
  prepare(): void;
  /**
   * Files of one root with their text, sorted. Unchanged texts are not parsed again; if nothing changed, the same
   * facts come back. Problems are those of one file alone: syntax, unknown words, impossible numbers and dates, bad globs.
   */
  read(files: ReadonlyMap<RepoPath, string>): Promise<DeclaredFacts>;
  /** Unknown and duplicate names, cyclic groups, unknown rules and options; for the files last read. Sorted. */
  check(known: InferredNames): Promise<readonly Problem[]>;
}

/** Names that resolve as if they had been declared. */
export interface InferredNames {
  readonly modules: readonly InferredName[];
  readonly teams: readonly InferredName[];
}

export interface InferredName {
  readonly name: string;
  /** Where it comes from (a package.json, a CODEOWNERS line), for go to definition. */
  readonly path?: RepoPath;
  readonly line?: number;
  /** For completion and hover: `package at packages/cart`, `owner in CODEOWNERS`. */
  readonly detail: string;
}
