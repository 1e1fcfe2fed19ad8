import type { OptionName, Parsed } from './options.ts';
import type { Outcome } from './outcome.ts';
import type { World } from './world.ts';

/** One command, one file in `commands/`. The registry is generated from the folder. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What may follow the name; `required` without a default. */
  readonly operand?: { readonly name: string; readonly required: boolean; readonly describe: string };
  readonly options: readonly OptionName[];
  readonly examples: readonly { readonly line: string; readonly says: string }[];
  /** Where this command stands in the list. */
  readonly order: number;
  run(parsed: Parsed, world: World): Promise<Outcome>;
}

/** The options of every command that opens a root. */
export const OPENING: readonly OptionName[] = [
  'root',
  'today',
  'traces',
  'no-git',
  'no-cache',
  'color',
  'no-color',
  'help',
];
