import type { DeclaredFlow } from '../facts/declared.ts';
import type { FlowNumbers } from '../measures/organisation/hand-offs.ts';
import { timeInWords } from '../organisation/times.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { count } from '../views/words.ts';
import { textPositions } from './text-positions.ts';
import { writeName } from './wiring-text.ts';

/**
 * Puts neighbouring steps of one team into one: their work adds up, and what lay between them waits for nobody. Hand-offs stay
 * as many, so where nothing lay between them nothing is gained, and nothing is offered.
 */
export function mergeNeighbours(
  flow: DeclaredFlow,
  { neighbours }: FlowNumbers,
  context: FixContext,
): readonly Fix[] {
  return neighbours.flatMap(([from, to]): Fix[] => {
    const steps = flow.steps.slice(from, to + 1);
    const [first] = steps;
    const last = steps.at(-1);
    const source = first && context.text(first.at.path);
    if (!first || !last || source === undefined || first.at.path !== last.at.path) return [];
    const range = { start: first.at.range.start, end: last.at.range.end };
    // A comment between them would be lost.
    if (/\/\/|\/\*/.test(textPositions(source).slice(range))) return [];
    const touches = steps.flatMap(({ touch }) => touch ?? []);
    const touch = touches.reduce((sum, { ms }) => sum + ms, 0);
    const between = steps.slice(1).reduce((sum, { wait }) => sum + (wait?.ms ?? 0), 0);
    if (between === 0) return [];
    const number = steps.reduce((sum, step) => sum + step.count, 0);
    const words = [
      `${writeName(first.name)} by ${writeName(first.team.name)}`,
      ...(touches.length > 0
        ? [
            timeInWords(
              touch,
              touches.map(({ text }) => text),
            ),
          ]
        : []),
      ...(first.wait ? [`waiting ${first.wait.text}`] : []),
      ...(number > steps.length ? [`in ${number} steps`] : []),
    ];
    return [
      {
        title: `Put ${count(steps.length, 'entry', 'entries')} of ${first.team.name} into ${first.name}: ${timeInWords(between)} of waiting less, ${flow.steps.length} → ${flow.steps.length - steps.length + 1} entries`,
        edits: [{ path: first.at.path, range, newText: words.join(' ') }],
        preferred: false,
      },
    ];
  });
}
