import type { ImportFact } from '#core/facts/imports';
import type { RepoPath } from '#core/facts/place';
import type { Model, Module, ModuleEdge } from '#core/model/model';
import { whereTo } from '#core/views/explain-file';
import { count, ownersInWords } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { plain } from './hover-text.ts';

/** One import at a glance: from whom to whom, what is declared, how much there is of it in both directions. Markdown. */
export function importText(snapshot: Snapshot, path: RepoPath, fact: ImportFact): string {
  const { model } = snapshot;
  const { resolution } = fact;
  const from = model.moduleOf(path);
  const to = model.moduleMeant(resolution);
  const target = `Leads to ${plain(whereTo(resolution, snapshot))}${fact.typeOnly ? ', for types only' : ''}`;
  if (!from || !to || from === to) {
    const inside = from !== undefined && from === to ? [`Stays inside ${titled(from)}`] : [];
    return [...inside, target].join('\n\n');
  }
  return [`${titled(from)} → ${titled(to)}`, target, declared(from, to), traffic(model, from, to)].join(
    '\n\n',
  );
}

function titled(module: Module): string {
  return `**${plain(module.name)}** (${plain(ownersInWords(module.ownership) ?? 'nobody owns it')})`;
}

function declared(from: Module, to: Module): string {
  const uses = from.declared?.uses;
  if (!uses) return `${plain(from.name)} declares no "uses", so it may use anything`;
  const names = new Set<string>([to.name, ...to.aliases]);
  const does = uses.modules.some(({ name }) => names.has(name)) ? 'declares' : 'does not declare';
  return `${plain(from.name)} ${does} that it uses ${plain(to.name)}`;
}

function traffic(model: Model, from: Module, to: Module): string {
  const there = inWords(model.edge(from.name, to.name));
  const back = inWords(model.edge(to.name, from.name));
  return `From ${plain(from.name)} to ${plain(to.name)}: ${there}; the other way: ${back}`;
}

function inWords(edge: ModuleEdge | undefined): string {
  if (!edge) return 'none';
  const types = edge.imports.filter(({ fact }) => fact.typeOnly).length;
  const parts = [count(edge.imports.length, 'import')];
  if (types > 0) parts.push(`${types} of types only`);
  if (edge.inTests.length > 0) parts.push(`${edge.inTests.length} in tests`);
  return parts.join(', ');
}
