/**
 * A document as JSON with one array item a line: small enough for eight thousand files, and two documents
 * can be compared with `diff`. Keys keep the order in which the document was made.
 */
export function toJson(document: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries(document)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `  ${JSON.stringify(key)}: ${field(value)}`);
  return `{\n${fields.join(',\n')}\n}\n`;
}

function field(value: unknown): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  if (value.length === 0) return '[]';
  return `[\n${value.map(item => `    ${JSON.stringify(item)}`).join(',\n')}\n  ]`;
}
