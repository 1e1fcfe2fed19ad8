import { dayOf } from '../../couches/evidence.ts';
import type { HiddenGroup } from '../../couches/hidden-groups.ts';
import { byText } from '../../facts/place.ts';
import { count, percent, someOf } from '../../views/words.ts';
import type { Draft } from '../rule.ts';

/** Many pairs with the same changes: one finding, at each of the modules. */
export function groupDraft({ modules, pairs, lifts, toAll }: HiddenGroup): Draft {
  const names = modules.map(({ name }) => name);
  const possible = (names.length * (names.length - 1)) / 2;
  const news = pairs.every(({ test }) => test.isNew === true) ? ', which they did not a window ago' : '';
  const where =
    pairs.length === possible
      ? 'from one to another'
      : `from one to the other in at least ${pairs.length} of their ${possible} pairs`;
  const changes =
    toAll === lifts.length
      ? `${count(toAll, 'change')} are to all of them`
      : `${count(lifts.length, 'change')} are to several of them, ${toAll} to all`;
  const message = `${someOf(names, names.length > 4 ? 3 : 4)} change together${news}, and nothing in the code leads ${where}: ${changes}; what ties them?`;
  const told = [...pairs].sort((x, y) => byText(x.test.a, y.test.a) || byText(x.test.b, y.test.b));
  return {
    key: names.join('+'),
    message,
    places: modules.map(({ at }) => ({ place: at, message })),
    related: [],
    subject: { module: names[0] ?? '' },
    members: names,
    together: true,
    evidence: [
      ...(names.length > 4 ? [`its modules: ${names.join(', ')}`] : []),
      ...told
        .slice(0, MOST_PAIRS)
        .map(
          ({ test }) =>
            `${test.a} and ${test.b}: ${test.shared} of ${count(test.changesOfA, 'change')} (${percent(test.confidenceFromA)}) and of ${test.changesOfB} (${percent(test.confidenceFromB)}); chance would give ${test.expected.toFixed(1)}`,
        ),
      ...(told.length > MOST_PAIRS ? [`${count(told.length - MOST_PAIRS, 'more pair')} like these`] : []),
      ...lifts.slice(0, 3).map(({ change }) => `${dayOf(change.at)} ${change.subject}`),
    ],
  };
}

/** A large group has hundreds of pairs. */
const MOST_PAIRS = 10;
