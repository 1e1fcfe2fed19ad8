import { factsDocument } from '#core/views/facts-document';
import { toJson } from '#core/views/to-json';
import { type Command, OPENING } from '../command.ts';
import { openAndRead } from '../open.ts';
import { EXIT } from '../outcome.ts';

export const facts: Command = {
  name: 'facts',
  order: 3,
  summary: 'print what was read, as JSON: files, imports, modules, teams, changes',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: OPENING,
  examples: [
    { line: 'wiring facts > facts.json', says: 'everything; the schema is schema/facts.schema.json' },
    {
      line: 'wiring facts | jq \'.imports[] | select(.resolution == "no-such-file")\'',
      says: 'imports of files that do not exist',
    },
  ],
  run: async (parsed, world) => {
    const { snapshot } = await openAndRead(parsed.operands[0] ?? '.', parsed, world);
    const complete = snapshot.facts.files.state !== 'absent';
    return { stdout: toJson({ ...factsDocument(snapshot) }), code: complete ? EXIT.clean : EXIT.incomplete };
  },
};
