import type { Lifting } from '#core/couches/lifting';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import { couchInShort } from '#core/views/couch-name';
import { liftingAside } from '#core/views/lifting-story';
import { count, listed, percent, someOf } from '#core/views/words';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';

const MOST = 10;

/** What somebody lifts now, as sections. */
export function liftingLines(
  facts: UncommittedFacts,
  lifting: Lifting,
  notes: readonly string[],
  colours: Paint,
): readonly string[] {
  const { files, teams, modules, couches, missing } = lifting;
  const { base } = facts;
  const since =
    base === undefined
      ? 'not committed yet'
      : `since ${plain(base.ref)} parted at ${base.commit.slice(0, 10)} (${count(base.commits, 'commit')}), and what is not committed yet`;
  if (facts.files.length === 0)
    return [
      ...wrap(
        base === undefined
          ? 'Nothing is being lifted: no file differs from the last commit. What a branch lifts since it left another one, "wiring lift --base REF" tells.'
          : `Nothing is being lifted: no file differs from where ${plain(base.ref)} parted, at ${base.commit.slice(0, 10)}.`,
        '',
      ),
    ];
  const lines = [
    ...wrap(`${count(facts.files.length, 'file')} ${since}`, '  ', `${colours.heading('Lifting now')}  `),
  ];
  for (const each of [...liftingAside(lifting), ...notes]) lines.push(...wrap(plain(each), '    ', '  '));
  if (files.length === 0) return lines;
  lines.push(
    '',
    colours.heading(`Teams  ${teams.length}`),
    ...wrap(
      teams.length === 0
        ? 'nobody is known to own what it touches'
        : `${plain(listed(teams))}${teams.length === 1 ? ' can carry it alone' : ' must lift it together'}`,
      '    ',
      '  ',
    ),
    '',
    colours.heading(`Modules  ${modules.length}`),
    ...wrap(
      modules.length === 0 ? 'none: it is beside all modules' : plain(someOf(modules, MOST)),
      '    ',
      '  ',
    ),
    '',
    colours.heading(`Couches  ${couches.length}`),
  );
  for (const { couch, verdict, because } of couches.slice(0, MOST))
    lines.push(...wrap(`${plain(couchInShort(couch))}, ${verdict}: ${plain(because)}`, '      ', '  '));
  if (couches.length > MOST)
    lines.push(`  … and ${count(couches.length - MOST, 'more couch', 'more couches')}`);
  if (couches.length === 0) lines.push('  none');
  lines.push('', colours.heading(`Perhaps missing  ${missing.length}`));
  for (const each of missing.slice(0, MOST))
    lines.push(
      ...wrap(
        `${plain(each.module)}: it changed in ${each.shared} of the ${count(each.changes, 'change')} to ${plain(each.with)} (${percent(each.confidence)})`,
        '      ',
        '  ',
      ),
    );
  if (missing.length > MOST) lines.push(`  … and ${missing.length - MOST} more`);
  if (missing.length === 0) lines.push('  nothing that mostly changes with it is left out');
  return lines;
}
