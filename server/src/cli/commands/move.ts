import type { MoveRequest } from '#core/facts/file-move';
import { folderOf, isWithin, type RepoPath } from '#core/facts/place';
import { factsOf } from '#core/facts/state';
import { movesInto, sourceFolder, withTests } from '#core/fixes/move-files';
import type { Snapshot } from '#session/snapshot';
import { type Command, OPENING } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { inRoot } from '../in-root.ts';
import { openAndRead } from '../open.ts';
import { UsageError } from '../outcome.ts';
import { planAndWrite } from '../plan-and-write.ts';
import type { Opened } from '../world.ts';

export const move: Command = {
  name: 'move',
  order: 6,
  summary: 'move a source file or folder, with every import, owner and path that names it',
  operand: { name: 'PATH', required: true, describe: 'a source file, or a folder with all its sources' },
  options: ['to', 'write', 'format', ...OPENING],
  examples: [
    {
      line: 'wiring move packages/cart/src/tax.ts --to packages/cart/src/money/',
      says: 'show what would be edited, where and whose it is; nothing is written',
    },
    {
      line: 'wiring move packages/cart/src/tax.ts --to pricing --write',
      says: 'bring it and its tests to another module, or say why not',
    },
  ],
  run: async (parsed, world) => {
    const place = parsed.value('to');
    if (place === undefined) throw new UsageError('move needs --to PLACE: a folder, a file or a module');
    const { opened, snapshot } = await openAndRead('.', parsed, world);
    const request = requestOf(parsed.operands[0] ?? '', place, opened, snapshot);
    return planAndWrite(request, { opened, snapshot, parsed, world });
  },
};

function requestOf(asked: string, place: string, opened: Opened, snapshot: Snapshot): MoveRequest {
  const { model } = snapshot;
  const known = factsOf(snapshot.facts.files)?.files ?? [];
  const isThere = (path: RepoPath) => known.some(file => isWithin(file.path, path));
  const found = inRoot(asked, opened, isThere);
  const source = found !== undefined && isThere(found) ? found : undefined;
  const isFile = known.some(({ path }) => path === source);
  if (source === undefined || (source === '' && !isFile)) {
    const meant = didYouMean(
      asked,
      known.map(({ path }) => path),
    );
    throw new UsageError(
      `there is no file or folder "${asked}" here${meant ? ` — did you mean "${meant}"?` : ''}`,
    );
  }
  const paths = isFile
    ? withTests(model, source)
    : known
        .filter(({ path, language }) => isWithin(path, source) && language !== 'other')
        .map(({ path }) => path);
  if (paths.length === 0) throw new UsageError(`"${asked}" holds no source files`);
  const module = model.module(place);
  const folder = placeOf(place, opened, path => known.some(file => file.path.startsWith(`${path}/`)));
  if (isFile && folder.file !== undefined) {
    const { file } = folder;
    const tests = movesInto(paths.slice(1), folderOf(source), folderOf(file));
    return withOwners(snapshot, [{ from: source, to: file }, ...tests]);
  }
  const target = module && !folder.isThere ? sourceFolder(model, module) : folder.path;
  if (target === undefined) throw new UsageError(`"${place}" is no folder or module here`);
  return withOwners(snapshot, movesInto(paths, folderOf(source), target));
}

/** Within a module its files keep their owner; in another one they are its owner's. */
function withOwners({ model }: Snapshot, moves: MoveRequest['moves']): MoveRequest {
  const leaves = moves.some(({ from, to }) => model.moduleOf(from) !== model.moduleOf(to));
  return { moves, edits: [], owners: leaves ? 'follow' : 'stay' };
}

function placeOf(place: string, opened: Opened, isFolder: (path: RepoPath) => boolean) {
  const path = inRoot(place, opened, isFolder);
  const isThere = path !== undefined && (path === '' || isFolder(path));
  if (isThere || /[\\/]$/.test(place)) return { path, isThere: true };
  return /\.[cm]?[jt]sx?$/.test(place) ? { path, isThere: false, file: path } : { path, isThere: false };
}
