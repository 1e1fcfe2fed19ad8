import { repoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { bandwidthChanges } from '#core/views/bandwidths';
import { couchInShort } from '#core/views/couch-name';
import { DOCUMENT_VERSION } from '#core/views/facts-document';
import { replayed } from '#core/views/replayed';
import { toJson } from '#core/views/to-json';
import { turnedName, turnedVerdicts } from '#core/views/turned-verdicts';
import type { Snapshot } from '#session/snapshot';
import { type Command, OPENING } from '../command.ts';
import { open, read } from '../open.ts';
import { EXIT, type Outcome, UsageError } from '../outcome.ts';
import { paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { type OtherBandwidth, replayLines, type TurnedVerdict } from '../text/replay.ts';
import type { Opened, World } from '../world.ts';
import { settingsOf } from './check.ts';

export const replay: Command = {
  name: 'replay',
  order: 5,
  summary: 'compare today’s model with that of another .wiring file, over the same history',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: ['with', 'format', 'all', ...OPENING],
  examples: [
    {
      line: 'wiring replay --with proposal.wiring',
      says: 'what every couch would have cost, had the file stood in place of today’s',
    },
    { line: 'wiring replay --with proposal.wiring --format json', says: 'for programs' },
  ],
  run: async (parsed, world) => {
    const file = parsed.value('with');
    if (file === undefined)
      throw new UsageError('replay needs --with FILE, the .wiring file to compare with');
    const opened = await open(parsed.operands[0] ?? '.', parsed, world);
    const models = await twoModels(file, opened, world);
    if ('code' in models) return models;
    const compared = replayed(models.today.model, models.edited.model);
    const { note } = models;
    const notes = note === undefined ? compared.notes : [note, ...compared.notes];
    const isTold = compared.all.replay !== undefined;
    const result = {
      ...compared,
      bandwidths: isTold ? bandwidthsOf(models) : [],
      verdicts: isTold ? verdictsOf(models) : [],
      notes,
    };
    const code = result.all.replay ? EXIT.clean : EXIT.incomplete;
    if (parsed.value('format') === 'json') {
      const document = { format: 'wiring-replay', version: DOCUMENT_VERSION, ...result };
      return { stdout: toJson(document), code };
    }
    const { colour } = settingsOf(parsed, world, opened);
    const lines = replayLines(result, file, parsed.has('all'), paint(colour));
    return { stdout: `${lines.join('\n')}\n`, code };
  },
};

function verdictsOf({ today, edited }: TwoModels): readonly TurnedVerdict[] {
  return turnedVerdicts(today.model, edited.model).map(turned => {
    const { before, was, after } = turned;
    return {
      couch: (was ?? after.couch).id,
      name: turnedName(turned),
      before,
      after: after.verdict,
      ...(was ? { becomes: { couch: after.couch.id, name: couchInShort(after.couch) } } : {}),
    };
  });
}

function bandwidthsOf({ today, edited }: TwoModels): readonly OtherBandwidth[] {
  return bandwidthChanges(today.model, edited.model).map(({ couch, ...rest }) => ({
    ...rest,
    ...(couch ? { couch: couch.id, name: couchInShort(couch) } : {}),
  }));
}

/** What "today" is, where the proposal lies among the files of the repository: what stands there without it. */
function apart(proposal: string, others: readonly string[]): string {
  const rest =
    others.length === 0
      ? 'what CODEOWNERS and the workspaces tell, for there is no other .wiring file'
      : `what the other ${others.length === 1 ? '.wiring file says' : '.wiring files say'}`;
  return `${proposal} lies in the repository, so that "today" is without it: ${rest}.`;
}

/** Of what is no .wiring file at all every line is a problem. */
const MOST_ERRORS = 10;

interface TwoModels {
  readonly today: Snapshot;
  readonly edited: Snapshot;
  readonly note?: string;
}

/**
 * The model of today and the one in which the named file stands in place of every `.wiring` file of the root. A proposal
 * that lies in the repository is no part of today's model.
 */
async function twoModels(file: string, opened: Opened, world: World): Promise<TwoModels | Outcome> {
  const { text, within } = world.readNamed(file, opened);
  const { session } = opened;
  const first = await read(opened, world);
  const wiring = (factsOf(first.facts.files)?.files ?? [])
    .map(({ path }) => path)
    .filter(path => path.endsWith('.wiring'));
  const proposal = wiring.find(path => path === within);
  if (proposal !== undefined) session.apply({ kind: 'edited', path: proposal, text: '' });
  const today = proposal === undefined ? first : await read(opened, world);
  const others = wiring.filter(path => path !== proposal);
  for (const path of others) session.apply({ kind: 'edited', path, text: '' });
  const place = proposal ?? others[0] ?? repoPath('architecture.wiring');
  session.apply({ kind: 'edited', path: place, text });
  const edited = await read(opened, world);
  const errors = edited.problems.filter(
    problem => problem.severity === 'error' && problem.place.path === place,
  );
  if (errors.length === 0)
    return { today, edited, ...(proposal === undefined ? {} : { note: apart(proposal, others) }) };
  const lines = errors
    .slice(0, MOST_ERRORS)
    .map(({ message, place: { range } }) =>
      plain(`wiring: ${file}:${range.start.line + 1}:${range.start.character + 1}: ${message}`),
    );
  if (errors.length > MOST_ERRORS)
    lines.push(`wiring: and ${errors.length - MOST_ERRORS} more problems in it.`);
  if (!file.endsWith('.wiring')) lines.push(plain(`wiring: --with takes a .wiring file; is ${file} one?`));
  return { stdout: '', stderr: `${lines.join('\n')}\n`, code: EXIT.usage };
}
