import type { Replay } from '#core/couches/replay';
import { type BandwidthChange, bandwidthInWords } from '#core/views/bandwidths';
import { type CouchReplay, modulesOnly, type Replayed } from '#core/views/replayed';
import { count, listed, percent, someOf } from '#core/views/words';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { columns, cut, padEnd, padStart, wrap } from '../terminal/wrap.ts';

const MOST = 20;
const MOST_VERDICTS = 8;

/** A couch whose verdict is another one over the edited model. */
export interface TurnedVerdict {
  readonly couch: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** The couch that it would be, where it is another one: it became part of that, was taken apart, or renamed. */
  readonly becomes?: { readonly couch: string; readonly name: string };
}

/** Two teams with another bandwidth, and the couch that asks most of them. */
export interface OtherBandwidth extends Omit<BandwidthChange, 'couch'> {
  readonly couch?: string;
  readonly name?: string;
}

export interface ReplayedWithVerdicts extends Replayed {
  readonly bandwidths: readonly OtherBandwidth[];
  readonly verdicts: readonly TurnedVerdict[];
}

/** Two models over the same history: the whole first, then every couch that something changes for. */
export function replayLines(
  replay: ReplayedWithVerdicts,
  name: string,
  showAll: boolean,
  colours: Paint,
): readonly string[] {
  const { all, couches, notReplayable, otherTeams, verdicts, bandwidths, notes } = replay;
  const title = `${colours.heading('Replay')} · today → ${plain(name)}`;
  if (all.replay === undefined)
    return [title, ...wrap(`Not replayable: ${plain(all.why ?? 'nothing can be counted')}.`, '  ')];
  const { carries, windowMonths } = all.replay;
  const lifted = couches.filter(each => !modulesOnly(each.replay));
  const unchanged = replay.unchanged + couches.length - lifted.length;
  const shown = showAll ? lifted : lifted.slice(0, MOST);
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
  if (lifted.length > shown.length)
    lines.push(`  … and ${count(lifted.length - shown.length, 'more couch', 'more couches')} (--all)`);
  lines.push(
    '',
    ...wrap(
      lifted.length === 0
        ? 'No couch would have been lifted by more teams or fewer.'
        : `${count(unchanged, 'other couch', 'other couches')}: by as many teams as today.`,
      '  ',
    ),
  );
  if (otherTeams > 0)
    lines.push(
      ...wrap(`${count(otherTeams, 'change')} would have been lifted by other teams than today.`, '  '),
    );
  const lost = all.replay.edited.unowned - all.replay.today.unowned;
  // Whose owner is taken away needs nobody, which is no independence and no gain.
  if (lost > 0)
    lines.push(
      ...wrap(
        `${count(lost, 'change')} would lift nobody, because what they touch would have no owner: lifted by no team, and so not alone.`,
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
  lines.push(...modulesLines(all.replay, couches, showAll, colours));
  lines.push(...bandwidthLines(bandwidths, showAll, colours));
  if (verdicts.length > 0) {
    const told = showAll ? verdicts : verdicts.slice(0, MOST_VERDICTS);
    const heading = colours.heading(`Verdicts that would be others  ${verdicts.length}`);
    lines.push('', heading);
    for (const { name, before, after, becomes } of told) {
      const as = becomes && becomes.name !== name ? `, as ${plain(becomes.name)}` : '';
      lines.push(...wrap(`${plain(name)}: ${before} → ${after}${as}`, '    ', '  '));
    }
    lines.push(...more(verdicts, told));
  }
  if (verdicts.length > 0 && notes.length > 0) lines.push('');
  for (const note of notes) lines.push(...wrap(plain(note), '  '));
  return lines;
}

/** What a merge gains and a cut costs: how many modules a change works on. */
function modulesLines(
  all: Replay,
  couches: readonly CouchReplay[],
  showAll: boolean,
  colours: Paint,
): readonly string[] {
  const inWords = ({ modules }: Replay['today']) => modules.toFixed(2);
  const changed = [{ name: 'everything', replay: all }, ...couches].filter(
    ({ replay: { today, edited } }) => inWords(today) !== inWords(edited),
  );
  if (changed.length === 0) return [];
  const told = showAll ? changed : changed.slice(0, MOST_VERDICTS);
  return [
    '',
    colours.heading('Modules a change works on'),
    ...told.flatMap(({ name, replay: { today, edited, carries } }) =>
      wrap(
        `${plain(name)}: ${inWords(today)} → ${inWords(edited)} over ${count(carries, 'change')}`,
        '    ',
        '  ',
      ),
    ),
    ...more(changed, told),
  ];
}

/** What wiring gains: need against bandwidth. */
function bandwidthLines(
  bandwidths: readonly OtherBandwidth[],
  showAll: boolean,
  colours: Paint,
): readonly string[] {
  if (bandwidths.length === 0) return [];
  const told = showAll ? bandwidths : bandwidths.slice(0, MOST_VERDICTS);
  return [
    '',
    colours.heading('Bandwidth between teams'),
    ...told.flatMap(each => {
      const where = each.name === undefined ? '' : ` for ${plain(each.name)}`;
      return wrap(`${plain(listed(each.teams))}: ${bandwidthInWords(each)}${where}`, '    ', '  ');
    }),
    ...more(bandwidths, told),
  ];
}

function more(all: readonly unknown[], told: readonly unknown[]): readonly string[] {
  return all.length > told.length ? [`  … and ${all.length - told.length} more (--all)`] : [];
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
