import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { appendItem, writeName } from './wiring-text.ts';

/** Adds the module to the `uses` clause, in the style of the clause. */
export function declareUse(finding: Finding, { model, text }: FixContext): readonly Fix[] {
  const from = finding.subject.module === undefined ? undefined : model.module(finding.subject.module);
  const to = finding.subject.toModule;
  const uses = from?.declared?.uses;
  if (!from || !uses || to === undefined) return [];
  const { path, range } = uses.at;
  const source = text(path);
  if (source === undefined) return [];
  const name = writeName(to);
  const items = uses.modules.map(ref => ref.at.range);
  const edits =
    items.length === 0
      ? [{ path, range, newText: `uses ${name}` }]
      : appendItem(path, source, range, items, name);
  return [{ title: `Declare that ${from.name} uses ${to}`, edits, preferred: true }];
}
