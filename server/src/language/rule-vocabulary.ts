import type { OptionSpec } from '#core/rules/rule';

/** What the language needs to know of the rules: the registry of rules fits as it is. */
export interface RuleVocabulary {
  readonly rules: readonly {
    readonly id: string;
    readonly title?: string;
    readonly options: readonly OptionSpec[];
    /** Judges exceptions, and cannot be accepted itself. */
    readonly last?: true;
  }[];
}
