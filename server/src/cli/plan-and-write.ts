import type { MoveRequest, Written } from '#core/facts/file-move';
import type { RepoPath } from '#core/facts/place';
import { editedText } from '#core/fixes/edited-text';
import { DOCUMENT_VERSION } from '#core/views/facts-document';
import { moveCost, moveCostInWords, moveSections } from '#core/views/move-story';
import { toJson } from '#core/views/to-json';
import { count } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { settingsOf } from './commands/check.ts';
import type { Parsed } from './options.ts';
import { EXIT, type Outcome } from './outcome.ts';
import { paint } from './terminal/paint.ts';
import { plain } from './terminal/plain.ts';
import { wrap } from './terminal/wrap.ts';
import { sectionLines } from './text/explanation.ts';
import type { Opened, World } from './world.ts';

interface Run {
  readonly opened: Opened;
  readonly snapshot: Snapshot;
  readonly parsed: Parsed;
  readonly world: World;
}

/** Plans edits and moves, tells them, and makes them where `--write` says so. Ends with 1 where it cannot be done. */
export async function planAndWrite(
  request: MoveRequest,
  { opened, snapshot, parsed, world }: Run,
  about?: string,
): Promise<Outcome> {
  await world.followNames();
  const plan = snapshot.planMoves(request);
  if (!plan) throw new Error('TypeScript could not be loaded');
  const { model } = snapshot;
  // Told of the texts as they are: after it is carried out they read otherwise.
  const sections = moveSections(model, plan, snapshot.text);
  const refused =
    plan.ok && parsed.has('write') ? world.carryOut(opened, writtenBy(plan, snapshot)) : undefined;
  const code = plan.ok && refused === undefined ? EXIT.clean : plan.ok ? EXIT.incomplete : EXIT.findings;
  const done = plan.ok && parsed.has('write') && refused === undefined;
  const stderr =
    refused === undefined
      ? ''
      : `${wrap(`wiring: nothing was written: ${plain(refused)}`, '  ', '').join('\n')}\n`;
  if (parsed.value('format') === 'json') {
    const document = { format: 'wiring-move', version: DOCUMENT_VERSION, written: done, ...plan };
    return { stdout: toJson(document), stderr, code };
  }
  const colours = paint(settingsOf(parsed, world, opened).colour);
  const head = plan.ok
    ? `${about === undefined ? '' : `${plain(about)}. `}${moveCostInWords(moveCost(model, plan))}`
    : `${about === undefined ? '' : `${plain(about)}. `}${count(request.moves.length, 'file')} cannot be moved as asked`;
  const tail = !plan.ok || done || refused !== undefined ? [] : ['', 'Nothing was written; --write does it.'];
  const title = colours.heading(done ? 'Done' : plan.ok ? 'Plan' : 'Refused');
  const lines = [...wrap(head, '  ', `${title}  `), ...sectionLines(sections, colours), ...tail];
  return { stdout: `${lines.join('\n')}\n`, stderr, code };
}

function writtenBy(
  { edits, moves }: { readonly edits: MoveRequest['edits']; readonly moves: MoveRequest['moves'] },
  { text }: Snapshot,
): Written {
  const byPath = new Map<RepoPath, MoveRequest['edits'][number][]>();
  for (const edit of edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  return {
    moves,
    texts: [...byPath].map(([path, own]) => {
      const before = text(path);
      return { path, before, after: editedText(before ?? '', own) };
    }),
  };
}
