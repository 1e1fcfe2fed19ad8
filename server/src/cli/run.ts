import type { Command } from './command.ts';
import { didYouMean } from './did-you-mean.ts';
import { COMMANDS } from './generated/commands.ts';
import { commandHelp, overallHelp } from './help.ts';
import { parse } from './options.ts';
import { EXIT, type Outcome, UsageError } from './outcome.ts';
import { plain } from './terminal/plain.ts';
import type { World } from './world.ts';

/** One run of the command line, from its arguments to what is printed. Never throws. */
export async function run(args: readonly string[], world: World): Promise<Outcome> {
  try {
    return await dispatch(args, world);
  } catch (error) {
    if (error instanceof UsageError) {
      const command = COMMANDS.find(({ name }) => name === args[0])?.name;
      const where = command === undefined ? 'wiring --help' : `wiring ${command} --help`;
      return { stdout: '', stderr: `wiring: ${plain(error.message)}\nSee "${where}".\n`, code: EXIT.usage };
    }
    if (world.signal.aborted) return { stdout: '', stderr: 'wiring: interrupted\n', code: EXIT.interrupted };
    return { stdout: '', stderr: failure(error, world), code: EXIT.incomplete };
  }
}

async function dispatch(args: readonly string[], world: World): Promise<Outcome> {
  const [first, ...rest] = args;
  if (first === undefined) return { stdout: '', stderr: overallHelp(COMMANDS), code: EXIT.usage };
  if (first === '--version' || first === 'version') return said(`${world.version}\n`);
  if (first === '--help' || first === '-h' || first === 'help') {
    const [about] = rest;
    return said(about === undefined ? overallHelp(COMMANDS) : commandHelp(named(about)));
  }
  const command = named(first);
  const parsed = parse(rest, command.options);
  if (parsed.has('help')) return said(commandHelp(command));
  const most = command.operand ? 1 : 0;
  const extra = parsed.operands[most];
  if (extra !== undefined) {
    throw new UsageError(
      `${command.name} takes ${most === 0 ? 'no argument' : `one ${command.operand?.name}`}; "${extra}" is too many`,
    );
  }
  if (command.operand?.required && parsed.operands.length === 0) {
    throw new UsageError(`${command.name} needs a ${command.operand.name}: ${command.operand.describe}`);
  }
  return command.run(parsed, world);
}

function named(name: string): Command {
  const found = COMMANDS.find(command => command.name === name);
  if (found) return found;
  const meant = didYouMean(
    name,
    COMMANDS.map(command => command.name),
  );
  const what = name.startsWith('-') ? `unknown option ${name}` : `there is no command "${name}"`;
  const hint = meant
    ? ` — did you mean "${meant}"?`
    : /[./\\]/.test(name)
      ? ` — to review a path: wiring check ${name}`
      : '';
  throw new UsageError(`${what}${hint}`);
}

function said(stdout: string): Outcome {
  return { stdout, code: EXIT.clean };
}

function failure(error: unknown, world: World): string {
  const message = error instanceof Error ? error.message : String(error);
  const stack = world.env.WIRING_DEBUG && error instanceof Error ? `${error.stack ?? ''}\n` : '';
  const hint = stack === '' ? 'WIRING_DEBUG=1 shows where. ' : '';
  return `wiring: the analysis could not be completed: ${plain(message)}\n${hint}Nothing was judged.\n${stack}`;
}
