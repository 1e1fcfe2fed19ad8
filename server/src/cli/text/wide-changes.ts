import { dayOf } from '#core/couches/evidence';
import type { Model } from '#core/model/model';
import { SET_ASIDE_WORDS } from '#core/views/not-analysed';
import { type SetAsideClass, type WideChange, wideChanges, widestFirst } from '#core/views/wide-changes';
import { count, withCommas } from '#core/views/words';
import { plain } from '../terminal/plain.ts';
import { columns, cut, padEnd, WIDTH, wrap } from '../terminal/wrap.ts';

/**
 * A sweep that was not recognised invents coupling, and work taken for one hides it: so both can be looked over.
 * Without `all` the widest few, and how many more there are.
 */
export function wideLines(model: Model, heading: (text: string) => string, all: boolean): readonly string[] {
  const { counted, inPart, setAside, from } = wideChanges(model);
  const any = counted[0] ?? inPart[0] ?? setAside[0]?.changes[0];
  if (!any) return [];
  const part = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [heading(title), ...lines, ''];
  return [
    ...part(`Changes that count with ${from} or more modules`, countedLines(counted, all)),
    ...(all
      ? [
          ...part(`Changes over ${from} or more modules, set aside in part`, byReason(inPart)),
          ...setAside.flatMap(({ class: kind, changes }) =>
            part(`Set aside as ${kind}: ${count(changes.length, 'change')}`, byReason(changes)),
          ),
        ]
      : part('Changes set aside in whole or in part', widestLines(inPart, setAside))),
    'To correct one, write into a .wiring file:',
    `  history { change "${any.id.slice(0, 9)}" is ${any.class === 'ordinary' ? 'sweep' : 'ordinary'} }`,
    '',
  ];
}

/** What fits on a screen with all else that doctor tells. */
const FEW = 5;

function countedLines(changes: readonly WideChange[], all: boolean): readonly string[] {
  const shown = all ? changes : changes.slice(0, FEW);
  const more = changes.length - shown.length;
  return [...rows(shown, '  '), ...(more > 0 ? [`  and ${withCommas(more)} more (--all)`] : [])];
}

/** The class of these is beyond doubt, so that there is seldom anything to correct. */
const SURE: readonly string[] = ['release', 'bot', 'noise-only'];

function widestLines(inPart: readonly WideChange[], setAside: readonly SetAsideClass[]): readonly string[] {
  const doubtful = setAside.filter(({ class: kind }) => !SURE.includes(kind));
  const shown = widestFirst([...inPart, ...doubtful.flatMap(({ changes }) => changes)]).slice(0, FEW);
  const left = (changes: readonly WideChange[]) => changes.filter(each => !shown.includes(each)).length;
  const more = [
    ...(left(inPart) > 0 ? [`${withCommas(left(inPart))} in part`] : []),
    ...setAside.flatMap(({ class: kind, changes }) => {
      const n = left(changes);
      return n > 0 ? [`${withCommas(n)} ${SET_ASIDE_WORDS[kind] ?? kind}`] : [];
    }),
  ].join(', ');
  return [
    ...shown.flatMap(change => [...rows([change], '  '), ...wrap(plain(change.reason), REASON, REASON)]),
    ...(more === '' ? [] : wrap(`${shown.length > 0 ? 'and ' : ''}${more} (--all)`, '    ', '  ')),
  ];
}

const REASON = ' '.repeat(13);

/** Most of those in one class are there for the same reason, which then is told once. */
function byReason(changes: readonly WideChange[]): readonly string[] {
  const reasons = [...new Set(changes.map(({ reason }) => reason))];
  return reasons.flatMap(reason => [
    ...wrap(plain(reason), '  '),
    ...rows(
      changes.filter(each => each.reason === reason),
      '    ',
    ),
  ]);
}

/** One line a change: its id, its day, how wide it is, and as much of its title as there is room for. */
function rows(changes: readonly WideChange[], indent: string): readonly string[] {
  const widths = changes.map(widthOf);
  const most = Math.max(0, ...widths.map(columns));
  return changes.map(({ id, at, subject }, i) => {
    const lead = `${indent}${id.slice(0, 9)}  ${dayOf(at)}  ${padEnd(widths[i] ?? '', most)}  `;
    return `${lead}${cut(plain(subject), Math.max(20, WIDTH - columns(lead)))}`;
  });
}

function widthOf({ modules, counted, class: kind }: WideChange): string {
  const width = count(modules, 'module');
  return kind === 'ordinary' && counted < modules ? `${width}, ${withCommas(counted)} count` : width;
}
