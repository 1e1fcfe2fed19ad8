import type { Place } from './place.ts';
import type { TextEdit } from './text-edit.ts';

/**
 * Something wrong with what a person wrote for Wiring or for its inputs: a `.wiring` file that does not parse,
 * an unknown name, a CODEOWNERS line GitHub would skip, a broken `package.json`.
 * A problem is about the input; a finding is a judgement about the system.
 */
export interface Problem {
  /** Stable, kebab-case: `syntax`, `unknown-name`, `duplicate-name`, `broken-json` … */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** What is so and what to do; one or two sentences. */
  readonly message: string;
  readonly place: Place;
  /** Edits that would mend it, each a quick fix. */
  readonly suggestions: readonly { readonly title: string; readonly edits: readonly TextEdit[] }[];
}
