import type { Command } from '../command.ts';
import { EXIT } from '../outcome.ts';

export const lsp: Command = {
  name: 'lsp',
  order: 6,
  summary: 'serve any editor by the Language Server Protocol on stdin and stdout',
  options: ['stdio', 'help'],
  examples: [{ line: 'wiring lsp --stdio', says: 'the command to name in the settings of an editor' }],
  run: async (_parsed, world) => {
    await world.serve();
    return { stdout: '', code: EXIT.clean };
  },
};
