import type { Judged } from '../couches/couch.ts';
import { verdictOn } from '../couches/judge-couches.ts';
import { byText, type RepoPath, tryRepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model, ModuleName } from '../model/model.ts';
import { numberSection } from './couch-numbers.ts';
import { couchesOfModule, couchesOfTeam, couchSections } from './couches.ts';
import { coChangeSections } from './explain-co-change.ts';
import { explainFile } from './explain-file.ts';
import { explainImport, explainPair } from './explain-import.ts';
import { explainModule } from './explain-module.ts';
import { explainTeam } from './explain-team.ts';
import type { Reviewed } from './reviewed.ts';

/** What is known about one thing, as headed lists of sentences. */
export interface Explanation {
  readonly kind: 'file' | 'import' | 'dependency' | 'module' | 'team' | 'couch';
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** Nothing goes by that name; `known` are names to look for a near one. */
export interface NotFound {
  readonly message: string;
  readonly known: readonly string[];
}

/**
 * Explains a file, an import (`file:line` or `from -> to`), a module, a couch or a team, looked for in this order; a couch
 * that is called as a module goes by its id (`couch:NAME`). `within` is the folder that a relative path is taken from
 * first, before the root.
 */
export function explain(
  reviewed: Reviewed,
  target: string,
  within: RepoPath,
  options: { readonly coChange?: boolean } = {},
): Explanation | NotFound {
  const { model } = reviewed;
  const withPairs = (explanation: Explanation, members: readonly ModuleName[]) =>
    options.coChange ? withCoChange(model, explanation, members) : explanation;
  const arrow = /^(.+?)\s*->\s*(.+)$/.exec(target);
  if (arrow?.[1] !== undefined && arrow[2] !== undefined)
    return pair(reviewed, arrow[1].trim(), arrow[2].trim(), within);
  const file = fileNamed(reviewed, target, within);
  if (file !== undefined) return explainFile(reviewed, file);
  const spot = /^(.+?):(\d+)(?::\d+)?$/.exec(target);
  if (spot?.[1] !== undefined) {
    const path = fileNamed(reviewed, spot[1], within);
    if (path !== undefined) return importAt(reviewed, path, Number(spot[2]));
  }
  const module = model.module(target);
  if (module) {
    const explained = withCouches(reviewed, explainModule(reviewed, module), couchesOfModule(model, module));
    return withPairs(explained, [module.name]);
  }
  const couch = verdictOn(model, target);
  if (couch) {
    const { name, members } = couch.couch;
    return withPairs({ kind: 'couch', title: name, sections: couchStory(reviewed, couch) }, members);
  }
  const lower = target.toLowerCase();
  const team = model.team(target) ?? model.teams.find(({ name }) => name.toLowerCase() === lower);
  if (team) {
    const explained = explainTeam(reviewed, team);
    const lines = couchesOfTeam(model, team);
    const own = model.modules.filter(({ ownership }) => ownership.teams.includes(team.name));
    return withPairs(
      lines.length === 0
        ? explained
        : { ...explained, sections: [...explained.sections, { heading: 'Couches it carries', lines }] },
      own.map(({ name }) => name),
    );
  }
  return { message: `there is no file, module, couch or team "${target}" here`, known: knownNames(reviewed) };
}

/** The module's own verdict with all that is behind it; the larger couches it is part of by their sentence. */
function withCouches(
  reviewed: Reviewed,
  explained: Explanation,
  [own, ...others]: readonly Judged[],
): Explanation {
  const larger = others.map(({ couch, verdict, because }) => `${couch.name}, ${verdict}: ${because}`);
  return {
    ...explained,
    sections: [
      ...explained.sections,
      ...(own ? couchStory(reviewed, own) : []),
      ...(larger.length === 0 ? [] : [{ heading: 'Part of', lines: larger }]),
    ],
  };
}

function couchStory(reviewed: Reviewed, judged: Judged): readonly Section[] {
  const { model, today } = reviewed;
  const [verdict, ...others] = couchSections(
    judged,
    reviewed.text ? { model, today, text: path => reviewed.text?.(path) } : undefined,
  );
  return [...(verdict ? [verdict] : []), numberSection(judged), ...others];
}

function withCoChange(model: Model, explanation: Explanation, members: readonly ModuleName[]): Explanation {
  if (members.length === 0) return explanation;
  return { ...explanation, sections: [...explanation.sections, ...coChangeSections(model, members)] };
}

function pair(reviewed: Reviewed, from: string, to: string, within: RepoPath): Explanation | NotFound {
  const { model } = reviewed;
  const side = (name: string) => {
    const path = fileNamed(reviewed, name, within);
    return { path, module: model.module(name) ?? (path === undefined ? undefined : model.moduleOf(path)) };
  };
  const left = side(from);
  const right = side(to);
  if (left.path !== undefined && right.path !== undefined) {
    const fact = model
      .importsOf(left.path)
      ?.imports.find(({ resolution }) => resolution.to === 'file' && resolution.path === right.path);
    if (fact) return explainImport(reviewed, left.path, fact);
    return { message: `${left.path} does not import ${right.path}`, known: [] };
  }
  if (left.module && right.module) return explainPair(reviewed, left.module, right.module);
  return {
    message: `there is no file or module "${left.module ? to : from}" here`,
    known: knownNames(reviewed),
  };
}

function importAt(reviewed: Reviewed, path: RepoPath, line: number): Explanation | NotFound {
  const imports = reviewed.model.importsOf(path)?.imports ?? [];
  const fact =
    imports.find(({ range }) => range.start.line === line - 1) ??
    imports.find(({ statement }) => statement.start.line <= line - 1 && statement.end.line >= line - 1);
  if (fact) return explainImport(reviewed, path, fact);
  const lines = [...new Set(imports.map(({ range }) => range.start.line + 1))].slice(0, 10);
  const hint = lines.length === 0 ? 'it has no imports' : `its imports are on line ${lines.join(', ')}`;
  return { message: `${path} has no import on line ${line}; ${hint}`, known: [] };
}

/** The file of that name, told from the folder one stands in, or else from the root. */
function fileNamed({ facts }: Reviewed, name: string, within: RepoPath): RepoPath | undefined {
  const files = factsOf(facts.files)?.files ?? [];
  for (const path of [tryRepoPath(within === '' ? name : `${within}/${name}`), tryRepoPath(name)]) {
    if (path !== undefined && files.some(file => file.path === path)) return path;
  }
  return undefined;
}

function knownNames({ model, facts }: Reviewed): readonly string[] {
  return [
    ...model.modules.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...(factsOf(facts.declared)?.couches ?? []).map(({ name }) => name),
    ...model.teams.flatMap(({ name, handles }) => [name, ...handles]),
    ...(factsOf(facts.files)?.files ?? []).map(({ path }) => path),
  ].sort(byText);
}
