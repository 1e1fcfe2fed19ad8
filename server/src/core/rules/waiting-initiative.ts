import type { DeclaredInitiative } from '../facts/declared.ts';
import { factsOf } from '../facts/state.ts';
import { textPositions } from '../fixes/text-positions.ts';
import { type WaitNumbers, waitNumbers } from '../organisation/initiatives.ts';
import { timeInWords } from '../organisation/times.ts';
import { daysOf } from '../quantities.ts';
import { count, listed } from '../views/words.ts';
import type { Fix } from './finding.ts';
import type { Draft, FixContext, Rule } from './rule.ts';

export const waitingInitiative: Rule = {
  id: 'waiting-initiative',
  title: 'Waiting initiative',
  severity: 'warning',
  needs: ['declared'],
  layer: 3,
  mechanism: 'simplify',
  options: [
    {
      key: 'saves-from',
      type: 'duration',
      fallback: 14,
      describe: 'what asking at once would save, from which it is a finding',
    },
  ],
  docs: {
    what: 'An initiative waits for several things one after the other that could be asked for at once, and that would save at least two weeks. A wait that comes `after` another stays after it. A queue takes what its `actual` says, else what it promises.',
    why: 'Waits in series add; asked for at once they take the longest. Nothing is cheaper than to ask earlier.',
    evidence:
      'Both times, and the expected longest if every wait is exponential with its time as the mean: of n equal ones m·H_n, with H_n = 1 + 1/2 + … + 1/n (grade A as arithmetic).',
    fixes: 'Ask for everything at once; then shorten the longest by helping yourself.',
    accept:
      'accept waiting-initiative on initiative sunroof because "the second feed depends on the first contract"',
    example: `
//- /architecture.wiring
initiative sunroof {
//         ^^^^^^^ warning waiting-initiative: sunroof waits 33 months for 3 things one after the other
  waits for feed temperature 11 months
  waits for feed wipers 11 months
  waits for feed roof 11 months
}
//- /a.ts
export const a = 1;
`,
  },

  *check(context): Iterable<Draft> {
    const initiatives = factsOf(context.model.facts.declared)?.initiatives ?? [];
    const waiting = initiatives.filter(({ waits }) => waits.length > 1);
    context.looked(waiting.length, 'initiatives with several waits');
    for (const initiative of waiting) {
      if (initiative.asksAtOnce) continue;
      const numbers = waitNumbers(context.model, initiative);
      if (daysOf(numbers.inSeries - numbers.atOnce) < context.option('saves-from')) continue;
      const message = messageOf(initiative, numbers);
      yield {
        key: initiative.name,
        message,
        places: [{ place: initiative.at, message }],
        related: numbers.waits.map(({ wait, text }) => ({
          place: wait.at,
          message: `${wait.on.name}: ${text}`,
        })),
        subject: { initiative: initiative.name, ...(initiative.ledBy && { team: initiative.ledBy.name }) },
        evidence: [
          `waits for ${listed(numbers.waits.map(({ wait, text }) => `${wait.on.name} ${text}`))}`,
          ...(numbers.unknown.length > 0
            ? [`nobody wrote down how long ${listed(numbers.unknown.map(({ on }) => on.name))} takes`]
            : []),
        ],
      };
    }
  },

  fixes(finding, _place, context) {
    const initiative = factsOf(context.model.facts.declared)?.initiatives.find(
      ({ name }) => name === finding.subject.initiative,
    );
    return initiative ? askAtOnce(initiative, context) : [];
  },
};

function messageOf({ name }: DeclaredInitiative, numbers: WaitNumbers): string {
  const texts = numbers.waits.map(({ text }) => text);
  const expected =
    numbers.expected === undefined
      ? ''
      : `, and ${timeInWords(numbers.expected, texts)} expected for the longest if waits are exponential`;
  return `${name} waits ${timeInWords(numbers.inSeries, texts)} for ${count(numbers.waits.length, 'thing')} one after the other; asked for at once it is ${timeInWords(numbers.atOnce, texts)}${expected}; ask for all of them at once, and see which can be had without asking`;
}

function askAtOnce(initiative: DeclaredInitiative, { model, text }: FixContext): readonly Fix[] {
  const last = initiative.waits.at(-1);
  const source = last && text(last.at.path);
  if (!last || source === undefined) return [];
  const lines = textPositions(source);
  const indent = /^\s*/.exec(lines.line(last.at.range.start.line))?.[0] ?? '';
  const { line, character } = last.at.range.end;
  const whole = lines.line(line);
  // A comment stays with the line that it is about; where a block stands in one line, so does what is added.
  const ends = /^\s*(\/\/.*)?$/.test(whole.slice(character));
  const position = ends ? { line, character: whole.length } : last.at.range.end;
  const lead = ends ? `${lines.newline}${indent}` : ' ';
  const numbers = waitNumbers(model, initiative);
  const texts = numbers.waits.map(wait => wait.text);
  const expected =
    numbers.expected === undefined
      ? ''
      : ` (${timeInWords(numbers.expected, texts)} expected if exponential)`;
  const edit = { path: last.at.path, range: { start: position, end: position } };
  return [
    {
      title: `Ask for everything at once: ${timeInWords(numbers.inSeries, texts)} → ${timeInWords(numbers.atOnce, texts)}${expected}`,
      edits: [{ ...edit, newText: `${lead}waits at once` }],
      preferred: true,
    },
  ];
}
