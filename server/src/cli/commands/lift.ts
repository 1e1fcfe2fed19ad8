import { liftingNow } from '#core/couches/lifting';
import { DOCUMENT_VERSION } from '#core/views/facts-document';
import { toJson } from '#core/views/to-json';
import { type Command, OPENING } from '../command.ts';
import { openAndRead } from '../open.ts';
import { EXIT } from '../outcome.ts';
import { paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';
import { liftingLines } from '../text/lifting.ts';
import { settingsOf } from './check.ts';

export const lift: Command = {
  name: 'lift',
  order: 4,
  summary: 'tell what you are lifting now: teams, couches and missing partners of your change',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: ['base', 'format', ...OPENING],
  examples: [
    { line: 'wiring lift', says: 'of what is not committed yet' },
    { line: 'wiring lift --base main', says: 'of the whole branch, and of what is not committed yet' },
  ],
  run: async (parsed, world) => {
    const { opened, snapshot } = await openAndRead(parsed.operands[0] ?? '.', parsed, world);
    const found = await world.uncommitted(opened, parsed.value('base'), !parsed.has('no-git'));
    if (found.state === 'absent') {
      const message = wrap(`wiring: ${plain(found.reason)}; ${plain(found.gain)}.`, '  ', '');
      return { stdout: '', stderr: `${message.join('\n')}\n`, code: EXIT.incomplete };
    }
    const lifting = liftingNow(snapshot.model, found.facts);
    if (parsed.value('format') === 'json') {
      const { couches, ...rest } = lifting;
      const document = {
        format: 'wiring-lift',
        version: DOCUMENT_VERSION,
        base: found.facts.base ?? null,
        changed: found.facts.files,
        notes: found.notes,
        ...rest,
        couches: couches.map(({ couch, verdict, because }) => ({ id: couch.id, verdict, because })),
      };
      return { stdout: toJson(document), code: EXIT.clean };
    }
    const colours = paint(settingsOf(parsed, world, opened).colour);
    const lines = liftingLines(found.facts, lifting, found.notes, colours);
    return { stdout: `${lines.join('\n')}\n`, code: EXIT.clean };
  },
};
