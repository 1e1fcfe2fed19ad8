import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { importAt } from './import-at.ts';
import { appendItem, writeText } from './wiring-text.ts';

/** Adds the file that is imported to the `exposes` clause of its module. */
export function exposeTarget(finding: Finding, place: Finding['place'], context: FixContext): readonly Fix[] {
  const { model, text } = context;
  const to = finding.subject.toModule === undefined ? undefined : model.module(finding.subject.toModule);
  const exposes = to?.declared?.exposes;
  const fact = importAt(model, place);
  if (!to || !exposes || fact?.resolution.to !== 'file') return [];
  const target = fact.resolution.path;
  const { path, range } = exposes.at;
  const source = text(path);
  if (source === undefined) return [];
  const relative = to.root === '' ? target : target.slice(to.root.length + 1);
  const items = exposes.globs.map(glob => glob.at.range);
  // Characters with a meaning in patterns stand for themselves here.
  const glob = writeText(relative.replace(/[\\*?[\]{}]/g, '\\$&'));
  return [
    {
      title: `Add ${relative} to what ${to.name} exposes`,
      edits: appendItem(path, source, range, items, glob),
      preferred: false,
      note: `Every module may then import ${relative}`,
    },
  ];
}
