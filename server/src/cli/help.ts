import type { Command } from './command.ts';
import { OPTIONS, type OptionName, type OptionSpec } from './options.ts';
import { padEnd, wrap } from './terminal/wrap.ts';

/** The help for the whole. */
export function overallHelp(commands: readonly Command[]): string {
  const sorted = [...commands].sort((a, b) => a.order - b.order);
  return [
    'Wiring reviews coupling in TypeScript monorepos together with the teams that',
    'own them.',
    '',
    'Usage: wiring COMMAND [OPTIONS]',
    '',
    'Commands',
    ...sorted.flatMap(({ name, summary }) => entry(name, summary)),
    '',
    'Examples',
    ...example('wiring check', 'review the repository around the current folder'),
    ...example('wiring init', 'write a first architecture.wiring'),
    ...example(
      'wiring explain packages/cart/src/index.ts',
      'who owns a file, what it imports, who imports it',
    ),
    '',
    'Exit codes',
    ...entry('0', 'nothing at or above the fail level (--fail-on)'),
    ...entry('1', 'findings at or above the fail level'),
    ...entry('2', 'wrong usage, or errors in .wiring or CODEOWNERS files'),
    ...entry('3', 'the analysis could not be completed'),
    '',
    '"wiring COMMAND --help" shows the options of a command.',
    '',
  ].join('\n');
}

/** The help for one command. */
export function commandHelp(command: Command): string {
  const { operand } = command;
  const shown = operand ? ` ${operand.required ? operand.name : `[${operand.name}]`}` : '';
  return [
    `Usage: wiring ${command.name}${shown} [OPTIONS]`,
    '',
    ...wrap(sentence(command.summary), ''),
    ...(operand ? ['', ...entry(operand.name, operand.describe)] : []),
    '',
    'Options',
    ...command.options.flatMap(option),
    '',
    'Examples',
    ...command.examples.flatMap(({ line, says }) => example(line, says)),
    '',
  ].join('\n');
}

/** A summary that asks ends with its question mark. */
function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}${summary.endsWith('?') ? '' : '.'}`;
}

function option(name: OptionName): readonly string[] {
  const spec: OptionSpec = OPTIONS[name];
  const short = spec.short === undefined ? '' : `-${spec.short}, `;
  return entry(`${short}--${name}${spec.value === undefined ? '' : ` ${spec.value}`}`, spec.describe);
}

function entry(left: string, right: string): readonly string[] {
  const indent = ' '.repeat(22);
  return wrap(right, indent, `${padEnd(`  ${left}`, 20)}  `);
}

function example(line: string, says: string): readonly string[] {
  return [`  ${line}`, ...wrap(says, '      ')];
}
