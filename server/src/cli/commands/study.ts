import { predictionStudy } from '#core/couches/study';
import { DOCUMENT_VERSION } from '#core/views/facts-document';
import { toJson } from '#core/views/to-json';
import { type Command, OPENING } from '../command.ts';
import { openAndRead } from '../open.ts';
import { EXIT } from '../outcome.ts';
import { paint } from '../terminal/paint.ts';
import { studyLines } from '../text/study.ts';
import { settingsOf } from './check.ts';

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
    const { opened, snapshot } = await openAndRead(parsed.operands[0] ?? '.', parsed, world);
    const result = predictionStudy(snapshot.model);
    const code = result.nothing === undefined ? EXIT.clean : EXIT.incomplete;
    if (parsed.value('format') === 'json') {
      const { nothing = null, ...rest } = result;
      const document = { format: 'wiring-study', version: DOCUMENT_VERSION, nothing, ...rest };
      return { stdout: toJson(document), code };
    }
    const { colour, rootName } = settingsOf(parsed, world, opened);
    return { stdout: `${studyLines(result, rootName, paint(colour)).join('\n')}\n`, code };
  },
};
