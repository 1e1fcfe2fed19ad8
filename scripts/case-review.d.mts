export interface CaseTwin {
  /** The folder of the files in which it differs. */
  readonly folder: string;
  readonly differs: string;
  readonly verdict?: string;
  /** By id: words of its message. */
  readonly findings: Readonly<Record<string, string>>;
}

/** What `case.json` expects of Wiring. */
export interface ExpectedCase {
  readonly tells: string;
  /** As `wiring explain` takes it. */
  readonly couch?: string;
  readonly verdict?: string;
  readonly because?: string;
  readonly findings: Readonly<Record<string, string>>;
  readonly remedy?: string;
  readonly gain?: string;
  readonly cost?: string;
  readonly asks?: string;
  readonly twin: CaseTwin;
}

export interface ReviewedCase {
  readonly name: string;
  readonly expected: ExpectedCase;
  /** Sentences; empty where all is as expected. */
  readonly faults: readonly string[];
}

export function reviewCase(name: string, scratch: string, expected?: ExpectedCase): ReviewedCase;
export function reviewCases(scratch: string, begins?: (name: string) => void): readonly ReviewedCase[];
