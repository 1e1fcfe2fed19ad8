import type { Explanation } from '#core/views/explain';
import type { Paint } from '../terminal/paint.ts';
import { plain } from '../terminal/plain.ts';
import { wrap } from '../terminal/wrap.ts';

/** What one screen holds of one section: so many entries, on so many lines. */
const MOST = 12;
const MOST_LINES = 28;

export function explanationLines(explanation: Explanation, colours: Paint): readonly string[] {
  const title = wrap(plain(explanation.title), '  ', '').map(line => colours.heading(line));
  const lines = [...title.slice(0, -1), `${title.at(-1) ?? ''}  ${colours.faint(explanation.kind)}`];
  return [...lines, ...sectionLines(explanation.sections, colours)];
}

/** Headed lists, each begun with an empty line. */
export function sectionLines(sections: Explanation['sections'], colours: Paint): readonly string[] {
  const lines: string[] = [];
  for (const section of sections) {
    lines.push('', colours.strong(plain(section.heading)));
    const shown: string[] = [];
    let told = 0;
    for (const line of section.lines.slice(0, MOST)) {
      const wrapped = wrap(plain(line), '      ', '  ');
      if (told > 0 && shown.length + wrapped.length > MOST_LINES) break;
      shown.push(...wrapped);
      told += 1;
    }
    lines.push(...shown);
    const left = section.lines.length - told;
    if (left > 0) lines.push(`  … and ${left} more (--format json has them all)`);
  }
  return lines;
}
