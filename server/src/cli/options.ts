import { parseArgs } from 'node:util';
import { didYouMean } from './did-you-mean.ts';
import { UsageError } from './outcome.ts';

/** One option of the command line; a command names those it takes. */
export interface OptionSpec {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly describe: string;
  readonly choices?: readonly string[];
}

export const OPTIONS = {
  format: { type: 'string', value: 'FORMAT', describe: 'text (default) or json', choices: ['text', 'json'] },
  'fail-on': {
    type: 'string',
    value: 'LEVEL',
    describe: 'the least severity that exits with 1: error (default), warning, information or never',
    choices: ['error', 'warning', 'information', 'never'],
  },
  rule: { type: 'string', value: 'ID', describe: 'only this rule; may be given several times' },
  all: { type: 'boolean', describe: 'leave nothing out of a list, however long it is' },
  quiet: { type: 'boolean', short: 'q', describe: 'print findings only, and nothing when there are none' },
  today: {
    type: 'string',
    value: 'DATE',
    describe: 'the day that expiry dates are compared with (YYYY-MM-DD)',
  },
  cochange: {
    type: 'boolean',
    describe: 'also what changes together with it, with figures, and as code-maat lists it',
  },
  base: {
    type: 'string',
    value: 'REF',
    describe: 'also what was committed since this branch or commit',
  },
  touch: {
    type: 'string',
    value: 'NAMES',
    describe: 'modules, files or folders, separated by commas; may be given several times',
  },
  to: {
    type: 'string',
    value: 'PLACE',
    describe: 'where to: a folder (with a slash at the end where it is new), a file, or a module',
  },
  pick: { type: 'string', value: 'N', describe: 'which of the fixes, by its number in the list' },
  write: { type: 'boolean', describe: 'do it; without this it is only shown' },
  with: { type: 'string', value: 'FILE', describe: 'the .wiring file to compare with' },
  root: { type: 'string', value: 'PATH', describe: 'review this folder as a root of its own' },
  traces: {
    type: 'string',
    value: 'PATH',
    describe:
      'recorded traces, a file or a folder, beside those a .wiring file names; may be given several times',
  },
  'no-git': { type: 'boolean', describe: 'never run git: no history, files are found by walking' },
  'no-cache': { type: 'boolean', describe: 'read everything anew and remember nothing of it' },
  color: { type: 'boolean', describe: 'colour even when the output is no terminal' },
  'no-color': { type: 'boolean', describe: 'no colour (as NO_COLOR=1)' },
  stdout: { type: 'boolean', describe: 'print the file instead of writing it' },
  stdio: { type: 'boolean', describe: 'speak on stdin and stdout (the only way there is)' },
  help: { type: 'boolean', short: 'h', describe: 'show this help' },
  version: { type: 'boolean', describe: 'show the version' },
} as const satisfies Readonly<Record<string, OptionSpec>>;

export type OptionName = keyof typeof OPTIONS;

/** What was written, checked against the options that the command takes. */
export interface Parsed {
  readonly operands: readonly string[];
  has(name: OptionName): boolean;
  value(name: OptionName): string | undefined;
  values(name: OptionName): readonly string[];
}

/**
 * Parses what follows the command's name.
 * @throws UsageError for an unknown option, a missing or impossible value.
 */
export function parse(args: readonly string[], takes: readonly OptionName[]): Parsed {
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      Object.entries(OPTIONS as Readonly<Record<string, OptionSpec>>).map(([name, { type, short }]) => [
        name,
        { type, ...(short === undefined ? {} : { short }) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const operands: string[] = [];
  const given = new Map<OptionName, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const name = known(token.name, token.rawName, takes);
    const values = given.get(name) ?? [];
    given.set(name, values);
    values.push(checkedValue(name, token.value, token.inlineValue ?? false));
  }
  return {
    operands,
    has: name => given.has(name),
    value: name => given.get(name)?.at(-1),
    values: name => given.get(name) ?? [],
  };
}

function known(name: string, written: string, takes: readonly OptionName[]): OptionName {
  const found = takes.find(option => option === name);
  if (found) return found;
  if (name in OPTIONS) throw new UsageError(`this command does not take ${written}`);
  const meant = didYouMean(name, takes);
  throw new UsageError(`unknown option ${written}${meant ? ` — did you mean --${meant}?` : ''}`);
}

function checkedValue(name: OptionName, value: string | undefined, inline: boolean): string {
  const spec: OptionSpec = OPTIONS[name];
  if (spec.type === 'boolean') {
    if (inline) throw new UsageError(`--${name} takes no value`);
    return '';
  }
  if (value === undefined || value === '' || (!inline && value.startsWith('-'))) {
    throw new UsageError(`--${name} needs a value: ${spec.choices?.join(', ') ?? spec.value ?? 'TEXT'}`);
  }
  if (spec.choices && !spec.choices.includes(value)) {
    const meant = didYouMean(value, spec.choices);
    const hint = meant ? ` — did you mean ${meant}?` : '';
    throw new UsageError(`--${name} is ${spec.choices.join(', ')}; "${value}" is none of them${hint}`);
  }
  return value;
}

/**
 * A day of the calendar as it was written.
 * @throws UsageError when there is no such day.
 */
export function checkedDate(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) {
    throw new UsageError(`--today is a date such as 2026-11-20; there is no day "${text}"`);
  }
  return text;
}
