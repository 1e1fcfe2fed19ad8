import type { DeclaredQueue } from '../facts/declared.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import type { QueueNumbers } from '../organisation/queues.ts';
import { timeInWords } from '../organisation/times.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { count } from '../views/words.ts';
import { textPositions } from './text-positions.ts';

/** Says that nobody waits any more, in place of how long they wait today. */
export function replaceActual(
  queue: DeclaredQueue,
  { wait, service }: QueueNumbers,
  context: FixContext,
): readonly Fix[] {
  const source = context.text(wait.at.path);
  if (source === undefined) return [];
  const lines = textPositions(source);
  // The clause begins with its word, directly before the time.
  const before = source.slice(0, lines.offsetAt(wait.at.range.start));
  const word = /\bactual\s+$/.exec(before);
  if (!word) return [];
  const clause = { start: lines.positionAt(word.index), end: wait.at.range.end };
  const saved = timeInWords(Math.max(0, wait.ms - service.ms), [wait.text, service.text]);
  const each =
    queue.serves.length > 1 ? ` of each of the ${count(queue.serves.length, 'team')} it serves` : '';
  const fix = (way: string, cost: string, preferred: boolean): Fix => {
    const edits: TextEdit[] = queue.access
      ? [
          { path: wait.at.path, range: clause, newText: '' },
          { path: queue.access.at.path, range: queue.access.at.range, newText: `access ${way}` },
        ]
      : [{ path: wait.at.path, range: clause, newText: `access ${way}` }];
    return {
      title: `Make ${queue.name} ${way}: ${wait.text} → ${way === 'embedded' ? service.text : 'no wait'}`,
      edits: queue.access ? edits.map(edit => widened(edit, source)) : edits,
      preferred,
      note: `${way === 'embedded' ? saved : wait.text} of waiting less for each request${each}. Cost: ${cost}; write it down once it is so`,
    };
  };
  // What it says already would only take the wait out of sight.
  return [
    { way: 'embedded', cost: 'its people leave their team' },
    { way: 'self-service', cost: 'somebody builds what the teams can use themselves' },
  ]
    .filter(({ way }) => way !== queue.access?.way)
    .map(({ way, cost }, at) => fix(way, cost, at === 0));
}

/** A clause that is taken out goes with its line, where nothing else stands on it, else with the blank before it. */
function widened(edit: TextEdit, source: string): TextEdit {
  if (edit.newText !== '') return edit;
  const lines = textPositions(source);
  const { start, end } = edit.range;
  const line = lines.line(start.line);
  const alone = line.slice(0, start.character).trim() === '' && line.slice(end.character).trim() === '';
  if (!alone) {
    const blank = /\s/.test(line.charAt(start.character - 1)) ? 1 : 0;
    return {
      ...edit,
      range: { start: { line: start.line, character: start.character - blank }, end },
    };
  }
  const range = { start: { line: start.line, character: 0 }, end: { line: start.line + 1, character: 0 } };
  return { ...edit, range };
}
