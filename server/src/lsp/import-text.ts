import { coChanging } from '#core/couches/co-changing';
import { judgeCouches } from '#core/couches/judge-couches';
import type { ImportFact } from '#core/facts/imports';
import type { RepoPath } from '#core/facts/place';
import type { Model, Module, ModuleEdge } from '#core/model/model';
import { whereTo } from '#core/views/explain-file';
import { verdictLine } from '#core/views/verdict-story';
import { count, ownersInWords } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { plain } from './hover-text.ts';

/** One import at a glance: from whom to whom, what is declared, how much there is of it in both directions. Markdown. */
export function importText(snapshot: Snapshot, path: RepoPath, fact: ImportFact): string {
  const { model } = snapshot;
  const { resolution } = fact;
  const from = model.moduleOf(path);
  const to = model.moduleMeant(resolution);
  const where = plain(whereTo(resolution, snapshot));
  const leads = where.startsWith('not ') ? `N${where.slice(1)}` : `Leads to ${where}`;
  const target = `${leads}${fact.typeOnly ? ', for types only' : ''}`;
  if (!from || !to || from === to) {
    const inside = from !== undefined && from === to ? [`Stays inside ${titled(from)}`] : [];
    return [...inside, target].join('\n\n');
  }
  return [
    `${titled(from)} → ${titled(to)}`,
    target,
    declared(from, to),
    traffic(model, from, to),
    ...together(model, from, to),
    ...[from, to].flatMap(module => verdictOf(snapshot, module)),
  ].join('\n\n');
}

/** What history says of the two, where it says anything. */
function together(model: Model, from: Module, to: Module): readonly string[] {
  const names: readonly string[] = [from.name, to.name];
  const pair = coChanging(model)?.pairs.find(({ a, b }) => names.includes(a) && names.includes(b));
  if (!pair) return [];
  const [ofFrom, ofTo] =
    pair.a === from.name ? [pair.changesOfA, pair.changesOfB] : [pair.changesOfB, pair.changesOfA];
  const chance = pair.significant ? 'more often than by chance' : 'no more often than chance would have it';
  return [
    `Changed together ${count(pair.shared, 'time')}, in ${ofFrom} changes of ${plain(from.name)} and ${ofTo} of ${plain(to.name)}: ${chance}`,
  ];
}

function verdictOf(snapshot: Snapshot, { name }: Module): readonly string[] {
  const judged = judgeCouches(snapshot.model).find(({ couch }) => couch.id === `module:${name}`);
  if (!judged || judged.verdict === 'UNKNOWN') return [];
  return [`${plain(name)}: ${plain(verdictLine(snapshot, judged))}`];
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
