export interface ExampleChange {
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly by: string;
  readonly subject: string;
  readonly files: readonly string[];
}
export interface Example {
  readonly people: Readonly<Record<string, string>>;
  readonly begin: { readonly at: string; readonly by: string; readonly subject: string };
  /** Oldest first. */
  readonly changes: readonly ExampleChange[];
  /** Texts of the present by path. */
  readonly files: ReadonlyMap<string, string>;
}
export const TWINS: readonly string[];
export function caseNames(): readonly string[];
export function exampleNames(): readonly string[];
export function exampleAt(folder: string): string | undefined;
/** What is expected of Wiring on a case; see `case-review.d.mts`. */
export function readCase(name: string): import('./case-review.mjs').ExpectedCase;
export function readExample(name: string): Example;
