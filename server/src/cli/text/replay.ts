import type { CouchReplay, Replayed } from '#core/views/replayed';
import { count, percent, someOf } from '#core/views/words';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { columns, cut, padEnd, padStart, wrap } from '../terminal/wrap.ts';

const MOST = 20;

/** Two models over the same history: the whole first, then every couch that something changes for. */
export function replayLines(
  { all, couches, notReplayable, unchanged, notes }: Replayed,
  name: string,
  showAll: boolean,
  colours: Paint,
): readonly string[] {
  const title = `${colours.heading('Replay')} · today → ${plain(name)}`;
  if (all.replay === undefined)
    return [title, ...wrap(`Not replayable: ${plain(all.why ?? 'nothing can be counted')}.`, '  ')];
  const { carries, windowMonths } = all.replay;
  const shown = showAll ? couches : couches.slice(0, MOST);
  const width = Math.min(30, Math.max(16, ...shown.map(each => columns(plain(each.name)))));
  const lines = [
    title,
    ...wrap(
      `The ${count(carries, 'change')} of ${windowMonths} months, carried again over both models. Alone: lifted by one team. Independence weighs newer changes more.`,
      '  ',
    ),
    '',
    colours.faint(`  ${padEnd('couch', width)} changes       alone   independence     lifters`),
    row({ name: 'everything', replay: all.replay }, width),
    ...shown.map(each => row(each, width)),
  ];
  if (couches.length > shown.length)
    lines.push(`  … and ${count(couches.length - shown.length, 'more couch', 'more couches')} (--all)`);
  lines.push(
    '',
    ...wrap(
      couches.length === 0
        ? 'No couch would have been lifted by more teams or fewer.'
        : `${count(unchanged, 'other couch', 'other couches')}: by as many teams as today.`,
      '  ',
    ),
  );
  if (shown.some(({ replay }) => replay.carries < FEW))
    lines.push(...wrap(`few: under ${FEW} changes, which is too few for a share.`, '  '));
  if (notReplayable.length > 0)
    lines.push(
      ...wrap(
        `Not replayable, for no change in them lifted a team in either model: ${plain(someOf(notReplayable, 5))}.`,
        '  ',
      ),
    );
  for (const note of notes) lines.push(...wrap(plain(note), '  '));
  return lines;
}

const FEW = 10;

function row({ name, replay }: CouchReplay, width: number): string {
  const { today, edited, carries } = replay;
  const share = (value: number) => (carries < FEW ? 'few' : percent(value));
  return [
    `  ${padEnd(cut(plain(name), width), width)}`,
    padStart(String(carries), 7),
    padStart(`${today.alone} → ${edited.alone}`, 11),
    padStart(carries < FEW ? 'few' : `${share(today.independence)} → ${share(edited.independence)}`, 14),
    padStart(`${today.lifters.toFixed(2)} → ${edited.lifters.toFixed(2)}`, 11),
  ].join(' ');
}
