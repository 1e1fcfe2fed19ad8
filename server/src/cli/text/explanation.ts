import type { Explanation } from '#core/views/explain';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';

const MOST = 12;

export function explanationLines(explanation: Explanation, colours: Paint): readonly string[] {
  const title = wrap(plain(explanation.title), '  ', '').map(line => colours.heading(line));
  const lines = [...title.slice(0, -1), `${title.at(-1) ?? ''}  ${colours.faint(explanation.kind)}`];
  for (const section of explanation.sections) {
    lines.push('', colours.strong(plain(section.heading)));
    for (const line of section.lines.slice(0, MOST)) lines.push(...wrap(plain(line), '      ', '  '));
    if (section.lines.length > MOST)
      lines.push(`  … and ${section.lines.length - MOST} more (--format json has them all)`);
  }
  return lines;
}
