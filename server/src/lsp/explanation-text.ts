import type { Explanation } from '#core/views/explain';

/**
 * A whole explanation as Markdown that is read as it is: an editor shows the text, and its places (`path:line:column`)
 * stay as they are, to be followed by a click.
 */
export function explanationText({ title, sections }: Pick<Explanation, 'title' | 'sections'>): string {
  const parts = [`# ${oneLine(title)}`];
  for (const { heading, lines } of sections) {
    // Some headings carry a number or a verdict after two spaces.
    const [name = '', rest] = heading.split('  ');
    parts.push(
      [
        `## ${oneLine(name)}${rest === undefined ? '' : `: ${oneLine(rest)}`}`,
        '',
        ...(lines.length === 0 ? ['- none'] : lines.map(line => `- ${oneLine(line)}`)),
      ].join('\n'),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

/** Text from the workspace can end a line or hide what follows it; here it cannot. */
function oneLine(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, ' ');
}
