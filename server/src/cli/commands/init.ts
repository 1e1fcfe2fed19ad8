import { join } from 'node:path';
import { factsOf } from '#core/facts/state';
import { firstWiring } from '#core/views/first-wiring';
import { count } from '#core/views/words';
import { type Command, OPENING } from '../command.ts';
import { openAndRead } from '../open.ts';
import { EXIT, UsageError } from '../outcome.ts';

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
    if (!world.create(join(opened.root, FILE), text)) {
      throw new UsageError(`${FILE} is there already and is left as it is; --stdout prints a new one`);
    }
    const { model } = snapshot;
    const teams = model.teams.filter(team => !team.unnamed).length;
    const lines = [
      `Wrote ${FILE}: ${count(model.modules.length, 'module')}, ${count(teams, 'team')}.`,
      'It says what is so today. Read it, change what should be otherwise, then run',
      '"wiring check".',
    ];
    return { stdout: `${lines.join('\n')}\n`, code: EXIT.clean };
  },
};
