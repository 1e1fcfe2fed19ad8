import type { CancellationToken, Hover, HoverParams, Position, Range } from 'vscode-languageserver';
import { verdictOn } from '#core/couches/judge-couches';
import type { OwnerRule } from '#core/facts/ownership';
import type { RepoPath } from '#core/facts/place';
import { callGraphOf } from '#core/measures/runtime/graph-of';
import type { Module, Team } from '#core/model/model';
import { RULES } from '#core/rules/registry';
import type { OptionSpec } from '#core/rules/rule';
import { explainClause } from '#core/views/explain-clause';
import { explainModule } from '#core/views/explain-module';
import { explainName, type NameExplanation } from '#core/views/explain-name';
import { explainTeam } from '#core/views/explain-team';
import { serviceGlance } from '#core/views/service-glance';
import { moduleStory, teamStory, verdictStory } from '#core/views/verdict-story';
import { count, percent } from '#core/views/words';
import type { NameAt } from '#language/editor-language';
import type { Snapshot } from '#session/snapshot';
import { hoverText, plain, storyText, withStory } from '../hover-text.ts';
import { importText } from '../import-text.ts';
import { ownerRuleText } from '../owner-rule-text.ts';
import { isOwnersFile, ownerRuleAt } from '../owners-file.ts';
import { holds } from '../ranges.ts';
import type { Server } from '../server.ts';
import { type WiringFile, wiringFile } from '../wiring-file.ts';

/** Explains an import, a CODEOWNERS rule or owner, a name in a `.wiring` file, or that of a package which nobody declared. */
export async function hover(
  server: Server,
  { textDocument, position }: HoverParams,
  token: CancellationToken,
): Promise<Hover | null> {
  const wiring = await wiringFile(server, textDocument.uri, token);
  const found = wiring ?? (await server.located(textDocument.uri, token));
  if (!found) return null;
  const { snapshot, path } = found;
  const made = wiring
    ? nameHover(wiring, position)
    : isOwnersFile(path)
      ? ownersHover(snapshot, path, position)
      : (manifestHover(snapshot, path, position) ?? importHover(snapshot, path, position));
  return made ? { contents: { kind: 'markdown', value: made.text }, range: made.range } : null;
}

/** A module that nobody declared has its lens and findings at its name in `package.json`; so its verdict is told there. */
function manifestHover(snapshot: Snapshot, path: RepoPath, position: Position): Text | undefined {
  if (!path.endsWith('package.json')) return undefined;
  const module = snapshot.model.moduleOf(path);
  if (!module || module.at.path !== path || !holds(module.at.range, position)) return undefined;
  return { text: moduleText(snapshot, module), range: module.at.range };
}

function importHover(snapshot: Snapshot, path: RepoPath, position: Position): Text | undefined {
  const fact = snapshot.model.importsOf(path)?.imports.find(({ range }) => holds(range, position));
  if (!fact) return undefined;
  return { text: importText(snapshot, path, fact), range: fact.range };
}

function ownersHover(snapshot: Snapshot, path: RepoPath, position: Position): Text | undefined {
  const at = ownerRuleAt(snapshot, path, position);
  if (!at) return undefined;
  const team = at.owner && snapshot.model.team(at.owner.handle);
  if (at.owner && team) return { text: teamText(snapshot, team), range: at.owner.place.range };
  const text = [ownerRuleText(snapshot, at.rule), ...ruleStory(snapshot, at.rule)].join('\n\n');
  return { text, range: (at.owner ?? at.rule).place.range };
}

function nameHover({ language, snapshot, path }: WiringFile, position: Position): Text | undefined {
  const at = language.nameAt(path, position);
  const clause = explainClause(snapshot.model, path, position);
  if (!at) return clause && { text: hoverText(clause, []), range: clause.at.range };
  // On what is called the call comes first: its figures are in no other place.
  const call = clause && at.kind === 'service' ? `${hoverText(clause, [])}\n\n---\n\n` : '';
  return { text: `${call}${nameText(snapshot, at)}`, range: at.range };
}

/** The verdict stands first; what changes say is told by it. */
function moduleText(snapshot: Snapshot, module: Module): string {
  return withStory(explainModule(snapshot, module), moduleStory(snapshot, module), ['Findings', 'Changes']);
}

function teamText(snapshot: Snapshot, team: Team): string {
  return withStory(explainTeam(snapshot, team), teamStory(snapshot, team), [
    'Findings',
    'Independence of action',
  ]);
}

/** Where a rule is about one module, its verdict. */
function ruleStory(snapshot: Snapshot, { pattern }: OwnerRule): readonly string[] {
  const folder = pattern.replace(/^\/|\/(\*\*?)?$/g, '');
  const module = folder === '' ? undefined : snapshot.model.modules.find(({ root }) => root === folder);
  if (!module) return [];
  return [storyText(moduleStory(snapshot, module))];
}

function nameText(snapshot: Snapshot, { kind, name, rule: of }: NameAt): string {
  const { model } = snapshot;
  // What provides a capability is a service, else a module, else a team.
  const provider = kind === 'service' && explainName(snapshot, kind, name) === undefined;
  const module = kind === 'module' || provider ? model.module(name) : undefined;
  if (module) return moduleText(snapshot, module);
  // Where modules are meant, teams may be too: an accept goes from one to the other.
  const team = kind === 'team' || kind === 'module' || provider ? model.team(name) : undefined;
  if (team) return teamText(snapshot, team);
  const rule = kind === 'rule' ? RULES.find(({ id }) => id === name) : undefined;
  if (rule) return `**${plain(rule.title)}**\n\n${rule.docs.what}`;
  const option =
    kind === 'option'
      ? RULES.find(({ id }) => id === of)?.options.find(({ key }) => key === name)
      : undefined;
  if (option) {
    return `**${plain(name)}** of ${plain(of ?? '')}: ${plain(option.describe)}\n\nWithout it: ${plain(fallbackInWords(option))}`;
  }
  // Or services: the calls of one to the other.
  const called = kind === 'module' ? explainName(snapshot, 'service', name) : undefined;
  if (called) return serviceText(snapshot, called, name);
  const explanation = explainName(snapshot, kind, name);
  const couch = kind === 'couch' ? verdictOn(model, `couch:${name}`) : undefined;
  if (explanation && couch) return withStory(explanation, verdictStory(snapshot, couch), []);
  if (explanation && kind === 'service') return serviceText(snapshot, explanation, name);
  return explanation ? hoverText(explanation, []) : `${kind} **${plain(name)}**`;
}

/** What is declared, then what follows from it; who calls and is called stands below in figures, or one line away. */
function serviceText({ model }: Snapshot, { title, sections }: NameExplanation, name: string): string {
  const graph = callGraphOf(model);
  const service = graph.services.find(
    ({ declared }) => declared?.name === name || declared?.aliases.includes(name),
  );
  const glance = service ? serviceGlance(graph, service) : [];
  return hoverText({ title, sections: [...sections, ...glance] }, ['Called by', 'Calls']);
}

function fallbackInWords({ type, fallback }: OptionSpec): string {
  if (typeof fallback === 'string') return fallback;
  if (type === 'percent') return percent(fallback);
  return type === 'duration' ? count(fallback, 'day') : String(fallback);
}

interface Text {
  readonly text: string;
  readonly range: Range;
}
