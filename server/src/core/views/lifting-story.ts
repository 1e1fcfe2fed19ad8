import type { Lifting } from '../couches/lifting.ts';
import type { UncommittedFacts } from '../facts/uncommitted.ts';
import { couchInShort } from './couch-name.ts';
import type { Section } from './explain.ts';
import { count, listed, percent, someOf } from './words.ts';

/** For a status bar: `lifting: 2 teams`, or `lifting: Checkout` where one team can carry it alone. */
export function liftingInShort({ files, teams, missing }: Lifting): string {
  const [only] = teams;
  const whom =
    files.length === 0
      ? 'nobody'
      : only === undefined
        ? 'no owner known'
        : teams.length === 1
          ? only
          : count(teams.length, 'team');
  return `lifting: ${whom}${missing.length === 0 ? '' : `, ${missing.length} perhaps missing`}`;
}

/** What does not count, or cannot be told, in sentences. */
export function liftingAside({ noise, unowned, gone }: Lifting): readonly string[] {
  return [
    ...(noise > 0
      ? [
          `${count(noise, 'file')} of these ${noise === 1 ? 'lifts' : 'lift'} nobody (lock files, changelogs, generated)`,
        ]
      : []),
    ...(unowned > 0 ? [`nobody owns ${count(unowned, 'file')} of these`] : []),
    ...(gone.length > 0
      ? [
          `${count(gone.length, 'package is', 'packages are')} taken away or moved (${someOf(gone, 3)}): what ${gone.length === 1 ? 'it was' : 'they were'} part of, and what changed with ${gone.length === 1 ? 'it' : 'them'}, is not told`,
        ]
      : []),
  ];
}

/** The whole: whom the change needs, which couches it is a carry of, and what mostly changes with it and is not in it. */
export function liftingSections(
  { files: changed }: UncommittedFacts,
  lifting: Lifting,
  notes: readonly string[],
): readonly Section[] {
  const { files, teams, modules, couches, missing } = lifting;
  const lines = [`${count(changed.length, 'file')} not committed yet`, ...liftingAside(lifting), ...notes];
  if (files.length === 0) return [{ heading: 'Change', lines }];
  return [
    { heading: 'Change', lines },
    {
      heading: `Teams  ${teams.length}`,
      lines: [
        teams.length === 0
          ? 'nobody is known to own what it touches'
          : `${listed(teams)} ${teams.length === 1 ? 'can carry it alone' : 'must lift it together'}`,
      ],
    },
    {
      heading: `Modules  ${modules.length}`,
      lines: modules.length === 0 ? ['none: it is beside all modules'] : modules,
    },
    {
      heading: `Couches  ${couches.length}`,
      lines: couches.map(({ couch, verdict, because }) => `${couchInShort(couch)}, ${verdict}: ${because}`),
    },
    {
      heading: `Perhaps missing  ${missing.length}`,
      lines: missing.map(
        each =>
          `${each.module}: it changed in ${each.shared} of the ${count(each.changes, 'change')} to ${each.with} (${percent(each.confidence)})`,
      ),
    },
    { heading: `Files  ${files.length}`, lines: files },
  ];
}

/** At most five lines, for a tooltip. */
export function liftingAtAGlance(lifting: Lifting): readonly string[] {
  const { files, teams, couches, missing, unowned } = lifting;
  if (files.length === 0) return ['What is not committed yet lifts nobody.'];
  const off = couches.filter(({ verdict }) => verdict !== 'JUST RIGHT' && verdict !== 'UNKNOWN');
  return [
    teams.length === 0
      ? `Nobody is known to own what ${count(files.length, 'changed file')} ${files.length === 1 ? 'needs' : 'need'}.`
      : `${count(files.length, 'changed file')}: ${someOf(teams, 5)} ${teams.length === 1 ? 'can carry it alone' : 'must lift it together'}.`,
    ...(teams.length > 0 && unowned > 0 ? [`Nobody owns ${count(unowned, 'file')} of these.`] : []),
    ...(couches.length === 0
      ? []
      : [
          `A carry of ${someOf(
            (off.length > 0 ? off : couches).map(
              ({ couch, verdict }) => `${couchInShort(couch)} (${verdict})`,
            ),
            3,
          )}.`,
        ]),
    missing.length === 0
      ? 'Nothing that mostly changes with it is left out.'
      : `Perhaps missing: ${someOf(
          missing.map(each => `${each.module} (with ${each.with} in ${each.shared} of ${each.changes})`),
          3,
        )}.`,
  ];
}
