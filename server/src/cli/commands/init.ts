import { join } from 'node:path';
import { repoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { countSeverities } from '#core/views/findings-by-team';
import { firstWiring } from '#core/views/first-wiring';
import { count, withCommas } from '#core/views/words';
import { type Command, OPENING } from '../command.ts';
import { openAndRead } from '../open.ts';
import { EXIT, UsageError } from '../outcome.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';

const FILE = 'architecture.wiring';

export const init: Command = {
  name: 'init',
  order: 4,
  summary: 'write a first architecture.wiring from workspaces, CODEOWNERS and history',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: ['stdout', ...OPENING],
  examples: [
    { line: 'wiring init', says: `write ${FILE} at the root; an existing file is never overwritten` },
    { line: 'wiring init --stdout', says: 'print it instead, also where a .wiring file exists' },
  ],
  run: async (parsed, world) => {
    const { opened, snapshot } = await openAndRead(parsed.operands[0] ?? '.', parsed, world);
    const text = firstWiring(snapshot);
    if (parsed.has('stdout')) return { stdout: text, code: EXIT.clean };
    const existing = factsOf(snapshot.facts.declared)?.files[0];
    if (existing !== undefined)
      throw new UsageError(`${existing} is there already and is left as it is; --stdout prints a new one`);
    const created = attempt(() => world.create(join(opened.root, FILE), text));
    if (typeof created === 'string')
      return {
        stdout: '',
        stderr: `wiring: ${FILE} could not be written: ${plain(created)}; --stdout prints it instead\n`,
        code: EXIT.incomplete,
      };
    if (!created)
      throw new UsageError(`${FILE} is there already and is left as it is; --stdout prints a new one`);
    opened.session.apply({ kind: 'files', paths: [repoPath(FILE)] });
    const { model, judgement, problems } = await opened.session.snapshot({ signal: world.signal });
    const found = countSeverities(judgement.findings);
    const wrong = problems.length === 0 ? '' : `; ${count(problems.length, 'problem')} with the inputs`;
    const teams = model.teams.filter(team => team.declared).length;
    const modules = model.modules.filter(module => module.declared).length;
    // Below the root the bare name would be taken for a file in the folder one stands in.
    const where = opened.within === '' ? FILE : plain(join(opened.root, FILE));
    const gives = `A check of it gives ${count(found.error, 'error')}, ${count(found.warning, 'warning')} and ${withCommas(found.information)} information${wrong}.`;
    const lines = [
      `Wrote ${where}: ${count(modules, 'module')}, ${count(teams, 'team')}.`,
      ...wrap(gives, ''),
      '',
      'It says what is so today. Change what should be otherwise; "wiring check" then',
      'shows where the code differs.',
    ];
    return { stdout: `${lines.join('\n')}\n`, code: EXIT.clean };
  },
};

/** What it gives, or what the system says against it. */
function attempt(create: () => boolean): boolean | string {
  try {
    return create();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
