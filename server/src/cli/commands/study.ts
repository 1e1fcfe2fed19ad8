import { predictionStudy } from '#core/couches/study';
import { toJson } from '#core/views/to-json';
import { type Command, OPENING } from '../command.ts';
import { open, read } from '../open.ts';
import { EXIT } from '../outcome.ts';
import { paint } from '../terminal/paint.ts';
import { studyLines } from '../text/study.ts';
import { settingsOf } from './check.ts';

/** Longer than any repository is old. */
const WHOLE_HISTORY_MONTHS = 1200;

/** Of its document; since 2 a module is pooled by its changes at all cut-offs, and chance is judged by sign flips. */
const VERSION = 2;

export const study: Command = {
  name: 'study',
  order: 6,
  summary: 'test the verdicts on this repository: did they tell how many teams came after?',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: ['format', ...OPENING],
  examples: [
    { line: 'wiring study', says: 'judge by the past, then look at the six months after it' },
    { line: 'wiring study ../shop --format json', says: 'every pair of modules that was compared' },
  ],
  run: async (parsed, world) => {
    const opened = await open(parsed.operands[0] ?? '.', parsed, world, WHOLE_HISTORY_MONTHS);
    const snapshot = await read(opened, world);
    const result = predictionStudy(snapshot.model);
    const code = result.nothing === undefined ? EXIT.clean : EXIT.incomplete;
    if (parsed.value('format') === 'json') {
      const { nothing = null, ...rest } = result;
      const document = { format: 'wiring-study', version: VERSION, nothing, ...rest };
      return { stdout: toJson(document), code };
    }
    const { colour, rootName } = settingsOf(parsed, world, opened);
    return { stdout: `${studyLines(result, rootName, paint(colour)).join('\n')}\n`, code };
  },
};
