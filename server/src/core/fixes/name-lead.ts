import type { DeclaredInitiative } from '../facts/declared.ts';
import { byText } from '../facts/place.ts';
import { initiativeNumbers } from '../organisation/initiatives.ts';
import type { Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { count, withCommas } from '../views/words.ts';
import { textPositions } from './text-positions.ts';
import { writeName } from './wiring-text.ts';

/** Names the team that decides: the one that owns most of what is touched, and of equals the first by name. */
export function nameLead(initiative: DeclaredInitiative, context: FixContext): readonly Fix[] {
  const numbers = initiativeNumbers(context.model, initiative);
  const modulesOf = (each: (typeof numbers.teams)[number]) =>
    each.because.by === 'owns' ? each.because.modules.length : 0;
  const [lead] = [...numbers.teams].sort((a, b) => modulesOf(b) - modulesOf(a) || byText(a.team, b.team));
  const source = initiative.block && context.text(initiative.block.path);
  const ways = numbers.teams.length - 1;
  // Two have one path either way.
  if (!lead || ways >= numbers.paths || !initiative.block || source === undefined) return [];
  const lines = textPositions(source);
  const { start } = initiative.block.range;
  const position = { line: start.line, character: start.character + 1 };
  const inline = initiative.block.range.end.line === start.line;
  const clause = `led by ${writeName(lead.team)}`;
  const newText = inline ? ` ${clause}` : `${lines.newline}  ${clause}`;
  return [
    {
      title: `Let ${lead.team} decide: ${withCommas(numbers.paths)} paths → ${withCommas(ways)}, still ${count(numbers.teams.length, 'team')}`,
      edits: [{ path: initiative.block.path, range: { start: position, end: position }, newText }],
      preferred: false,
      note: `All talk to ${lead.team} and not with each other; write down whom you mean once it is so`,
    },
  ];
}
