import type { Judged } from '../couches/couch.ts';
import { driftOf, quartersOf } from '../couches/drift.ts';
import { canJudge } from '../couches/judge-couch.ts';
import { verdictOn } from '../couches/judge-couches.ts';
import { type DeclaredFacts, NOTHING_DECLARED } from '../facts/declared.ts';
import { byText, type RepoPath, tryRepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { callGraphOf } from '../measures/runtime/graph-of.ts';
import type { Model, Module, ModuleName } from '../model/model.ts';
import { couchInShort, groupCalled } from './couch-name.ts';
import { numberSection } from './couch-numbers.ts';
import { couchesOfModule, couchesOfTeam, couchSections } from './couches.ts';
import { coChangeSections, fileCoChangeSections } from './explain-co-change.ts';
import {
  COORDINATION,
  type CoordinationKind,
  explainCoordination,
  mendingSections,
} from './explain-coordination.ts';
import { explainFile } from './explain-file.ts';
import { explainImport, explainPair } from './explain-import.ts';
import { explainModule } from './explain-module.ts';
import { fileMoveSections, moduleMoveSections } from './explain-moves.ts';
import { explainName } from './explain-name.ts';
import { explainService } from './explain-service.ts';
import { explainTeam } from './explain-team.ts';
import { fixContextOf, type Reviewed } from './reviewed.ts';
import { trendSection, untestedTrend } from './trend.ts';
import { someOf } from './words.ts';

/** What is known about one thing, as headed lists of sentences. */
export interface Explanation {
  readonly kind:
    | 'file'
    | 'import'
    | 'dependency'
    | 'module'
    | 'team'
    | 'couch'
    | 'service'
    | CoordinationKind
    | DeclaredKind;
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
  /** The figures in the lines once more, for programs; only JSON shows them. */
  readonly rows?: readonly Row[];
}

export interface Row {
  readonly [column: string]: string | number | boolean | null | readonly Row[];
}

/** Nothing goes by that name; `known` are names to look for a near one. */
export interface NotFound {
  readonly message: string;
  readonly known: readonly string[];
}

/**
 * Explains a file, an import (`file:line` or `from -> to`), a module, a couch or a team, looked for in this order; a couch
 * that is called as a module goes by its id (`couch:NAME`), and a module may (`module:NAME`). `within` is the folder that a relative path is taken from
 * first, before the root. A team that is called as one of these goes by
 * `team:NAME`. Then a queue, initiative, flow or capability (`queue:NAME`). Then a service, by any name it is known as
 * (`service:NAME`). Last, a module by its folder.
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
  const withFiles = (explanation: Explanation, files: readonly RepoPath[]): Explanation =>
    options.coChange
      ? {
          ...explanation,
          sections: [...explanation.sections, ...fileCoChangeSections(model, path => files.includes(path))],
        }
      : explanation;
  const context = fixContextOf(reviewed);
  // Said outright, it is the service, also where a module goes by the same name.
  const asked = target.startsWith('service:') ? target.slice('service:'.length) : undefined;
  const service = asked === undefined ? undefined : explainService(reviewed, asked);
  if (service) return service;
  const arrow = /^(.+?)\s*->\s*(.+)$/.exec(target);
  if (arrow?.[1] !== undefined && arrow[2] !== undefined)
    return pair(reviewed, arrow[1].trim(), arrow[2].trim(), within);
  const file = fileNamed(reviewed, target, within);
  if (file !== undefined) {
    const told = explainFile(reviewed, file);
    const moves = context ? fileMoveSections(context, file) : [];
    return withFiles({ ...told, sections: [...told.sections, ...moves] }, [file]);
  }
  const spot = /^(.+?):(\d+)(?::\d+)?$/.exec(target);
  if (spot?.[1] !== undefined) {
    const path = fileNamed(reviewed, spot[1], within);
    if (path !== undefined) return importAt(reviewed, path, Number(spot[2]));
  }
  const explainedModule = (module: Module) =>
    withPairs(
      withMoves(
        reviewed,
        module,
        withCouches(
          reviewed,
          explainModule(reviewed, module, { whole: true }),
          couchesOfModule(model, module),
        ),
      ),
      [module.name],
    );
  const module = model.module(target) ?? model.module(target.replace(/^module:/, ''));
  if (module) return explainedModule(module);
  const couch = verdictOn(model, target) ?? groupCalled(model, target);
  if (couch) {
    const { members } = couch.couch;
    const title = couchInShort(couch.couch);
    const all =
      title === couch.couch.name ? [] : [{ heading: `Modules  ${members.length}`, lines: [...members] }];
    return withPairs({ kind: 'couch', title, sections: [...all, ...couchStory(reviewed, couch)] }, members);
  }
  const lower = target.toLowerCase();
  const team =
    model.team(target.replace(/^team:/, '')) ?? model.teams.find(({ name }) => name.toLowerCase() === lower);
  if (team) {
    const explained = explainTeam(reviewed, team, { whole: true });
    const lines = couchesOfTeam(model, team);
    const mending = mendingSections(reviewed, 'team', team.name);
    const own = model.modules.filter(({ ownership }) => ownership.teams.includes(team.name));
    return withPairs(
      {
        ...explained,
        sections: [
          ...explained.sections,
          ...(lines.length === 0 ? [] : [{ heading: 'Couches it carries, of those not just right', lines }]),
          ...mending,
        ],
      },
      own.map(({ name }) => name),
    );
  }
  const coordinated = coordinationNamed(reviewed, target);
  if (coordinated) return coordinated;
  const running = explainService(reviewed, target);
  if (running) return running;
  const folder = moduleAt(model, target, within);
  if (folder) return explainedModule(folder);
  const declared = declaredNamed(reviewed, target);
  if (declared) return declared;
  return {
    message: `there is no file, module, couch, team or service "${target}" here`,
    known: knownNames(reviewed),
  };
}

/** A queue, initiative, flow or capability by its name, or as `queue:NAME` where something else has that name too. */
function coordinationNamed(reviewed: Reviewed, target: string): Explanation | undefined {
  for (const kind of COORDINATION) {
    const name = target.startsWith(`${kind}:`) ? target.slice(kind.length + 1) : target;
    const found = explainCoordination(reviewed, kind, name);
    if (found)
      return { kind, ...found, sections: [...found.sections, ...mendingSections(reviewed, kind, name)] };
  }
  return undefined;
}

/** What else a wiring file declares. */
const DECLARED = ['organization', 'group', 'event', 'feed'] as const;
type DeclaredKind = (typeof DECLARED)[number];

/** The organisation, a group, an event or a feed by its name, or as `group:NAME`. */
function declaredNamed(reviewed: Reviewed, target: string): Explanation | undefined {
  const facts = factsOf(reviewed.facts.declared);
  if (!facts) return undefined;
  for (const kind of DECLARED) {
    const name = target.startsWith(`${kind}:`) ? target.slice(kind.length + 1) : target;
    const found = namesOf(facts, kind).includes(name) ? explainName(reviewed, kind, name) : undefined;
    if (found) return { kind, ...found };
  }
  return undefined;
}

function namesOf(facts: DeclaredFacts, kind: DeclaredKind): readonly string[] {
  switch (kind) {
    case 'organization':
      return facts.organization ? [facts.organization.name] : [];
    case 'group':
      return facts.groups.map(({ name }) => name);
    case 'event':
      return facts.services.flatMap(({ publishes }) => publishes.map(({ name }) => name));
    case 'feed':
      return facts.initiatives.flatMap(({ waits }) =>
        waits.filter(wait => wait.kind === 'feed').map(({ on }) => on.name),
      );
  }
}

/** The module's own verdict with all that is behind it; the larger couches it is part of by their sentence. */
function withCouches(
  reviewed: Reviewed,
  explained: Explanation,
  [own, ...others]: readonly Judged[],
): Explanation {
  const larger = others.map(
    ({ couch, verdict, because }) => `${couchInShort(couch)}, ${verdict}: ${because}`,
  );
  // Whoever asks about a module wants to know first whether it is right, by itself and in what it is part of.
  const [verdict, ...story] = own ? couchStory(reviewed, own) : [];
  return {
    ...explained,
    sections: [
      ...(verdict ? [verdict] : []),
      ...(larger.length === 0 ? [] : [{ heading: 'Part of', lines: larger }]),
      ...explained.sections,
      ...story,
    ],
  };
}

/** With the files of the module that change with another one. */
function withMoves(reviewed: Reviewed, module: Module, explained: Explanation): Explanation {
  const context = fixContextOf(reviewed);
  const moves = context ? moduleMoveSections(context, module) : [];
  return { ...explained, sections: [...explained.sections, ...moves] };
}

function couchStory(reviewed: Reviewed, judged: Judged): readonly Section[] {
  const { model } = reviewed;
  const [verdict, ...others] = couchSections(judged, fixContextOf(reviewed));
  return [...(verdict ? [verdict] : []), numberSection(judged), ...trendOf(model, judged), ...others];
}

/** Modules and declared couches are tested; what was found in the history itself is shown by its quarters only. */
function trendOf(model: Model, { couch }: Judged): readonly Section[] {
  if (!canJudge(model)) return [];
  const drift = driftOf(model);
  const counted = 'changes to it that one team lifted alone, of all';
  const told = couch.kind === 'module' || couch.kind === 'declared' ? drift.of(couch) : undefined;
  return told
    ? trendSection(told, drift.tests, counted)
    : untestedTrend(quartersOf(model, couch), counted, couch.running !== undefined);
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
  const lines = [...new Set(imports.map(({ range }) => String(range.start.line + 1)))];
  const hint =
    lines.length === 0
      ? 'it has no imports'
      : `its imports are on ${lines.length === 1 ? 'line' : 'lines'} ${someOf(lines, 10)}`;
  return { message: `${path} has no import on line ${line}; ${hint}`, known: [] };
}

/** The module whose folder it is, told as a file would be. */
function moduleAt(model: Model, name: string, within: RepoPath): Module | undefined {
  const folder = name.replace(/\/+$/, '');
  for (const path of [tryRepoPath(within === '' ? folder : `${within}/${folder}`), tryRepoPath(folder)]) {
    const found = path === undefined ? undefined : model.modules.find(({ root }) => root === path);
    if (found && found.root !== '') return found;
  }
  return undefined;
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
  const declared = factsOf(facts.declared) ?? NOTHING_DECLARED;
  const { couches, queues, initiatives, flows, capabilities } = declared;
  const services = callGraphOf(model).services.map(({ name }) => name);
  const coordinated = [...couches, ...queues, ...initiatives, ...flows, ...capabilities];
  return [
    ...model.modules.flatMap(({ name, aliases }) => [name, ...aliases]),
    ...coordinated.map(({ name }) => name),
    ...DECLARED.flatMap(kind => namesOf(declared, kind)),
    ...services,
    ...model.teams.flatMap(({ name, handles }) => [name, ...handles]),
    ...(factsOf(facts.files)?.files ?? []).map(({ path }) => path),
  ].sort(byText);
}
