import type { ImportFact } from '../facts/imports.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { importAt } from './import-at.ts';
import { textPositions } from './text-positions.ts';

/** `import { A } from` becomes `import type { A } from`; a default beside named ones becomes two imports. */
export function makeTypeOnly(place: Finding['place'], { model, text }: FixContext): readonly Fix[] {
  const fact = importAt(model, place);
  const source = text(place.path);
  if (fact?.kind !== 'static' || fact.typeOnly || source === undefined) return [];
  const newText = typeOnlyStatement(fact, source);
  if (newText === undefined) return [];
  return [
    {
      title: 'Make the import type-only',
      edits: [{ path: place.path, range: fact.statement, newText }],
      preferred: true,
    },
  ];
}

/** The statement as a type-only import; `undefined` for a form that is not understood, which is then left alone. */
function typeOnlyStatement(fact: ImportFact, source: string): string | undefined {
  const lines = textPositions(source);
  const statement = lines.slice(fact.statement);
  const start = lines.offsetAt(fact.statement.start);
  const specifier = lines.offsetAt(fact.range.start) - start - 1;
  const head = /^import(\s*)([\s\S]*?)(\s*)from(\s*)$/.exec(statement.slice(0, specifier));
  if (!head) return undefined;
  const [, gap = '', clause = '', beforeFrom = '', afterFrom = ''] = head;
  const parts = /^([\p{ID_Start}$_][\p{ID_Continue}$]*)?(?:(\s*,\s*)?(\{[\s\S]*\}))?$/u.exec(clause);
  if (!parts) return undefined;
  const [, first, , braces] = parts;
  if (/\btype\s+as\b/.test(clause)) return undefined;
  const named = braces === undefined ? undefined : withoutInlineTypes(braces);
  const tail = `${beforeFrom}from${afterFrom}${statement.slice(specifier)}`;
  const opening = `import type${gap === '' ? ' ' : gap}`;
  if (first === undefined) return `${opening}${named ?? ''}${tail}`;
  if (named === undefined) return `${opening}${first}${tail}`;
  const indent = /^[ \t]*/.exec(lines.line(fact.statement.start.line))?.[0] ?? '';
  return `${opening}${first}${tail}${lines.newline}${indent}import type ${named}${tail}`;
}

/** TypeScript allows `type` before the braces or inside them, not both. What stands in comments stays. */
function withoutInlineTypes(braces: string): string {
  return braces.replace(/\/\/[^\n]*|\/\*[\s\S]*?\*\/|\btype\s+(?=[\p{ID_Start}$_"'])/gu, found =>
    found.startsWith('/') ? found : '',
  );
}
