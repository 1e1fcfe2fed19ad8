import type { Explanation } from '#core/views/explain';
import { withCommas } from '#core/views/words';

/** A hover is read at a glance: more lines than this belong into `wiring explain`. */
const MOST_LINES = 5;

/** An explanation as Markdown. `without` names headings that the editor already shows beside the hover. */
export function hoverText(
  { title, sections }: Pick<Explanation, 'title' | 'sections'>,
  without: readonly string[],
): string {
  const parts = [`**${plain(title)}**`];
  for (const { heading, lines } of sections) {
    // Some headings carry a number after two spaces.
    const [name = '', number] = heading.split('  ');
    if (without.includes(name) || lines.length === 0) continue;
    const head = number === undefined ? `*${plain(name)}*` : `*${plain(name)}* (${number})`;
    const [only] = lines;
    if (lines.length === 1 && only !== undefined) parts.push(`${head}: ${plain(only)}`);
    else {
      const rest = lines.length - MOST_LINES;
      const shown = lines.slice(0, MOST_LINES).map(line => `- ${plain(line)}`);
      parts.push(
        [`${head}:`, '', ...shown, ...(rest > 0 ? [`- and ${withCommas(rest)} more`] : [])].join('\n'),
      );
    }
  }
  return parts.join('\n\n');
}

/** An explanation with a verdict's story between its title and everything else. */
export function withStory(
  explanation: Pick<Explanation, 'title' | 'sections'>,
  story: readonly string[],
  without: readonly string[],
): string {
  const title = hoverText({ ...explanation, sections: [] }, []);
  const rest = hoverText(explanation, without).slice(title.length);
  return story.length === 0 ? `${title}${rest}` : `${title}\n\n${storyText(story)}${rest}`;
}

/** The verdict in bold, the rest of the story below it, a line each. */
export function storyText(story: readonly string[]): string {
  return story
    .map(line => {
      const [, verdict, rest] = /^([A-Z][A-Z ]+[A-Z])(?=[ :])(.*)$/.exec(line) ?? [];
      return verdict === undefined ? `- ${plain(line)}` : `- **${verdict}**${plain(rest ?? '')}`;
    })
    .join('\n');
}

/** Text from the workspace must stay text: no markup, no link, no command. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&').replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
