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
export function readExample(name: string): Example;
