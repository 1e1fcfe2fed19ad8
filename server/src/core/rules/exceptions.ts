import type { DeclaredAccept } from '../facts/declared.ts';
import type { FileImports, InlineIgnore } from '../facts/imports.ts';
import type { Place, RepoPath } from '../facts/place.ts';
import { compileGlob } from '../globs.ts';
import type { Model, Module } from '../model/model.ts';
import type { Finding } from './finding.ts';

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

/** Whether an accept is about a finding: the rule, and what it names behind `on` and `from … to`. */
export function accepts(accept: DeclaredAccept, finding: Finding, model: Model): boolean {
  if (accept.rule.name !== finding.rule) return false;
  const { subject } = finding;
  if (accept.between) {
    if (!isAbout(model, accept.between.from.name, subject.module)) return false;
    if (!isAbout(model, accept.between.to.name, subject.toModule)) return false;
  }
  return !accept.on || isOn(accept.on.kind, accept.on.ref.name, finding, model);
}

/** The name is the module's, or that of a team that owns it. */
function isAbout(model: Model, name: string, subject: string | undefined): boolean {
  if (subject === undefined) return false;
  const module = model.module(subject);
  const named = model.module(name);
  if (named) return named === module;
  return ownedBy(model, name, module);
}

function ownedBy(model: Model, name: string, module: Module | undefined): boolean {
  const team = model.team(name);
  return team !== undefined && module?.ownership.teams.includes(team.name) === true;
}

function isOn(kind: string, name: string, finding: Finding, model: Model): boolean {
  const { subject } = finding;
  switch (kind) {
    case 'module': {
      const named = model.module(name);
      return (
        named !== undefined &&
        [subject.module, subject.toModule].some(own => own !== undefined && model.module(own) === named)
      );
    }
    case 'team': {
      const named = model.team(name);
      if (!named) return false;
      if (subject.team !== undefined && model.team(subject.team) === named) return true;
      return subject.module !== undefined && ownedBy(model, name, model.module(subject.module));
    }
    case 'path': {
      const glob = compileGlob(name);
      const paths = [
        ...(subject.path === undefined ? [] : [subject.path as RepoPath]),
        ...finding.places.map(({ place }) => place.path),
      ];
      // What a finding is about may be a folder, of which a glob names what lies in it.
      return paths.some(path => glob.matches(path) || glob.matches(`${path}/*` as RepoPath));
    }
    default:
      return false;
  }
}
