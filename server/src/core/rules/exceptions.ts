import type { DeclaredAccept, DeclaredFacts } from '../facts/declared.ts';
import type { FileImports, InlineIgnore } from '../facts/imports.ts';
import type { Place, RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { compileGlob } from '../globs.ts';
import type { Model, Module, Team, TeamName } from '../model/model.ts';
import type { Draft } from './rule.ts';
import type { Part } from './settle.ts';

/** The inline ignore that sets aside what a rule finds at a place; a comment without a reason sets nothing aside. */
export function ignoreAt(model: Model, rule: string, place: Place): InlineIgnore | undefined {
  const file = model.importsOf(place.path);
  if (!file || file.ignores.length === 0) return undefined;
  const { line } = place.range.start;
  const from = firstLineOfStatement(file, place);
  return file.ignores.find(
    ignore =>
      ignore.rule === rule &&
      ignore.reason.trim() !== '' &&
      (ignore.line < 0 || (ignore.line >= from && ignore.line <= line)),
  );
}

/** A comment stands above the statement, the finding at the specifier, which may be some lines further down. */
function firstLineOfStatement(file: FileImports, place: Place): number {
  const { line, character } = place.range.start;
  for (const { range, statement } of file.imports) {
    if (range.start.line === line && Math.abs(range.start.character - character) <= 1) {
      return Math.min(line, statement.start.line);
    }
  }
  return line;
}

/**
 * What an accept takes of a draft: the rule must be its rule, and what it names behind `on` and `from … to` what the
 * draft is about. A glob takes only the places and files that it matches.
 */
export function setAside(accept: DeclaredAccept, draft: Draft, all: Part, model: Model): Part {
  if (accept.between && !isBetween(accept.between.from.name, accept.between.to.name, draft, model))
    return NOTHING;
  if (!accept.on) return all;
  const { kind, ref } = accept.on;
  if (kind === 'path') return within(ref.name, draft, all);
  return isOn(kind, ref.name, draft, model) ? all : NOTHING;
}

const NOTHING: Part = { places: [], files: [] };

function isBetween(from: string, to: string, { subject, members }: Draft, model: Model): boolean {
  if (isAbout(model, from, subject.module) && isAbout(model, to, subject.toModule)) return true;
  // A call has one direction: from who calls.
  if (subject.toService !== undefined && subject.service === from && subject.toService === to) return true;
  if (subject.team !== undefined && subject.toTeam !== undefined) {
    const ends = [model.team(subject.team), model.team(subject.toTeam)];
    const [one, other] = [model.team(from), model.team(to)];
    // What two teams lack or have between them has no direction.
    return (
      one !== undefined && other !== undefined && ends.includes(one) && ends.includes(other) && one !== other
    );
  }
  const any = (name: string) => members?.some(member => isAbout(model, name, member)) === true;
  return any(from) && any(to);
}

/** The name is the module's, or that of a team that owns it. */
function isAbout(model: Model, name: string, subject: string | undefined): boolean {
  if (subject === undefined) return false;
  const module = model.module(subject);
  const named = model.module(name);
  if (named) return named === module;
  const team = model.team(name);
  return team !== undefined && ownedBy(team.name, module);
}

function ownedBy(team: TeamName, module: Module | undefined): boolean {
  return module?.ownership.teams.includes(team) === true;
}

function within(pattern: string, draft: Draft, all: Part): Part {
  const glob = compileGlob(pattern);
  const { path } = draft.subject;
  // What a finding is about may be a folder, of which a glob names what lies in it.
  const matches = (each: RepoPath) => glob.matches(each) || glob.matches(`${each}/*` as RepoPath);
  if (path !== undefined && matches(path as RepoPath)) return all;
  const part: Part = all.files
    ? { places: all.places, files: all.files.filter(glob.matches) }
    : { places: all.places.filter(({ place }) => glob.matches(place.path)), files: undefined };
  // Numbers that are written out already are those of all files.
  const whole = typeof draft.message !== 'string' || part.files?.length === all.files?.length;
  return whole ? part : NOTHING;
}

function isOn(kind: string, name: string, draft: Draft, model: Model): boolean {
  const { subject } = draft;
  const about = [subject.module, subject.toModule, ...(draft.members ?? [])].flatMap(own =>
    own === undefined ? [] : (model.module(own) ?? []),
  );
  const teams = (names: readonly TeamName[]) =>
    names.some(
      team =>
        (subject.team !== undefined && model.team(subject.team)?.name === team) ||
        (subject.toTeam !== undefined && model.team(subject.toTeam)?.name === team) ||
        (subject.module !== undefined && ownedBy(team, model.module(subject.module))),
    );
  const modules = (refs: readonly { readonly name: string }[]) =>
    refs.some(ref => {
      const named = model.module(ref.name);
      return named !== undefined && about.includes(named);
    });
  const declared = factsOf(model.facts.declared);
  switch (kind) {
    case 'module':
      return modules([{ name }]);
    case 'team': {
      const named = model.team(name);
      return named !== undefined && teams([named.name]);
    }
    case 'group':
      return teams(model.teams.flatMap(team => (isInGroup(team, name, declared) ? [team.name] : [])));
    case 'couch':
      return (
        subject.couch === name || modules(declared?.couches.find(couch => couch.name === name)?.modules ?? [])
      );
    case 'service':
      // What is about a service is about that one, whatever the others run that it deals with.
      return subject.service === undefined
        ? modules(declared?.services.find(service => service.name === name)?.runs ?? [])
        : subject.service === name;
    case 'queue':
      return subject.queue === name;
    case 'initiative':
      return subject.initiative === name;
    case 'flow':
      return subject.flow === name;
    case 'capability':
      return subject.capability === name;
    default:
      return false;
  }
}

/** Also through groups that lie in it. */
function isInGroup(team: Team, name: string, declared: DeclaredFacts | undefined): boolean {
  const seen = new Set<string>();
  let group = team.declared?.group?.name;
  while (group !== undefined && group !== name && !seen.has(group)) {
    seen.add(group);
    const here = group;
    group = declared?.groups.find(each => each.name === here)?.parent?.name;
  }
  return group === name;
}
