import { matchesOwnerPattern } from '../codeowners.ts';
import type { OwnerRule } from '../facts/ownership.ts';
import { FILE_START, folderOf, isWithin, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { TextEdit } from '../facts/text-edit.ts';
import type { Model, Module, Team } from '../model/model.ts';
import type { Finding, Fix } from '../rules/finding.ts';
import type { FixContext } from '../rules/rule.ts';
import { at, textPositions } from './text-positions.ts';

/** How many teams are offered where nobody said who owns it. */
const OFFERED = 3;

/**
 * Adds a CODEOWNERS rule for the files of a module that lack the right owner: for the declared owner, else for the teams
 * that own most around it. It stands behind the rules of its parent folder where it wins over what it must,
 * and before those inside its folder that are to go on winning.
 */
export function addOwnerRule(finding: Finding, context: FixContext): readonly Fix[] {
  const { model } = context;
  const module = finding.subject.module === undefined ? undefined : model.module(finding.subject.module);
  if (!module) return [];
  const teams = teamsToOffer(model, module);
  const wrong = module.files.filter(path => isWrong(model, module, path));
  const pattern = module.root === '' ? '*' : `/${escapePattern(module.root)}/`;
  const matches = matchesOwnerPattern(pattern);
  // A module of scattered paths has no one pattern; half a fix would still leave the finding.
  if (wrong.length === 0 || !wrong.every(matches)) return [];
  const same = ruleToChange(model, wrong, pattern);
  if (same) return teams.flatMap((team, i) => changeOwners(same, team, i === 0 && team.sure));
  return teams.flatMap((team, i): Fix[] => {
    const edit = ruleEdit(context, module, wrong, pattern, team.handle);
    if (!edit) return [];
    return [
      {
        title: `Add an owner rule: ${pattern} ${team.handle}`,
        edits: [edit],
        preferred: i === 0 && team.sure,
        ...noteFor(team, pattern),
      },
    ];
  });
}

function noteFor(team: Offer, pattern: string): { note?: string } {
  const notes = [
    ...(team.sure ? [] : [`${team.handle} ${team.why}`]),
    ...(pattern === '*' ? ['it then owns whatever no other rule covers'] : []),
  ];
  const [first] = notes;
  if (first === undefined) return {};
  const note = notes.join('; ');
  return { note: team.sure ? `${note.charAt(0).toUpperCase()}${note.slice(1)}` : note };
}

/** The rule for this very folder that gives its files to others: a second one would only shadow it. */
function ruleToChange(model: Model, wrong: readonly RepoPath[], pattern: string): OwnerRule | undefined {
  const rules = new Set(wrong.map(path => model.ownerRuleOf(path)));
  const [rule] = rules;
  const folder = (text: string) => text.replace(/^\/|\/(\*\*)?$/g, '');
  const same = rule !== undefined && rules.size === 1 && folder(rule.pattern) === folder(pattern);
  return same && rule.owners.length > 0 ? rule : undefined;
}

function changeOwners(rule: OwnerRule, { handle }: Offer, preferred: boolean): Fix[] {
  const start = rule.owners[0]?.place.range.start;
  const end = rule.owners.at(-1)?.place.range.end;
  if (!start || !end) return [];
  const edits = [{ path: rule.place.path, range: { start, end }, newText: handle }];
  return [{ title: `Change the owner rule: ${rule.pattern} ${handle}`, edits, preferred }];
}

function isWrong(model: Model, module: Module, path: RepoPath): boolean {
  const rule = model.ownerRuleOf(path);
  if (!rule) return true;
  if (module.ownership.because.by !== 'wiring') return false;
  const teams = model.teamsOf(rule);
  return teams.length > 0 && !teams.some(team => module.ownership.teams.includes(team));
}

interface Offer {
  readonly handle: string;
  readonly sure: boolean;
  readonly why: string;
}

function teamsToOffer(model: Model, module: Module): readonly Offer[] {
  if (module.ownership.because.by === 'wiring') {
    const handles = module.ownership.teams.flatMap(name => handleOf(model.team(name)) ?? []);
    return handles.length === 0 ? [] : [{ handle: handles.join(' '), sure: true, why: '' }];
  }
  const own = tally(model, module.files, 'owns the rest of this module');
  const [best] = own;
  if (best) return [{ ...best, sure: true }];
  // Nobody owns any of it: the neighbours in the same folder, then whoever owns most.
  const parent = folderOf(module.root);
  const files = (factsOf(model.facts.files)?.files ?? []).map(file => file.path);
  const near = tally(
    model,
    files.filter(path => isWithin(path, parent)),
    'owns much of the folder around it',
  );
  const all = tally(model, files, 'owns much of the repository');
  const offers = [...near, ...all];
  return offers
    .filter((offer, i) => offers.findIndex(other => other.handle === offer.handle) === i)
    .slice(0, OFFERED);
}

function tally(model: Model, files: readonly RepoPath[], why: string): readonly Offer[] {
  const counts = new Map<string, number>();
  for (const path of files) {
    for (const name of model.ownershipOf(path).teams) {
      const handle = handleOf(model.team(name));
      if (handle !== undefined) counts.set(handle, (counts.get(handle) ?? 0) + 1);
    }
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([handle]) => ({ handle, sure: false, why }));
}

/** How a team is named in CODEOWNERS; a team of persons has no name there. */
export function handleOf(team: Team | undefined): string | undefined {
  const [handle] = team?.handles ?? [];
  if (handle !== undefined) return handle.startsWith('@') ? handle : `@${handle}`;
  return team?.name.startsWith('@') ? team.name : undefined;
}

function ruleEdit(
  { model, text }: FixContext,
  module: Module,
  wrong: readonly RepoPath[],
  pattern: string,
  handle: string,
): TextEdit | undefined {
  const ownership = factsOf(model.facts.ownership);
  const path = ownership?.path ?? ('.github/CODEOWNERS' as RepoPath);
  const source = text(path);
  if (!ownership || source === undefined) {
    return { path, range: FILE_START, newText: `${pattern} ${handle}\n`, create: true };
  }
  const { rules } = ownership;
  const index = slot(model, module, wrong, rules);
  const lines = textPositions(source);
  const previous = index === 0 ? undefined : rules[index - 1];
  const next = rules[index];
  if (!previous) {
    const line = next?.line ?? lines.lines - 1;
    if (next)
      return { path, range: at({ line, character: 0 }), newText: `${pattern} ${handle}${lines.newline}` };
    const opening = source === '' || source.endsWith('\n') ? '' : lines.newline;
    return {
      path,
      range: at(lines.positionAt(source.length)),
      newText: `${opening}${pattern} ${handle}${lines.newline}`,
    };
  }
  const line = lines.line(previous.line);
  // Owners stand in one column where they do so above.
  const column = /^\S+\s+/.exec(line)?.[0].length ?? 0;
  const gap = /^\S+\s{2,}/.test(line) ? Math.max(1, column - pattern.length) : 1;
  return {
    path,
    range: at({ line: previous.line, character: line.length }),
    newText: `${lines.newline}${pattern}${' '.repeat(gap)}${handle}`,
  };
}

/** The number of rules that stand before the new one. */
function slot(model: Model, module: Module, wrong: readonly RepoPath[], rules: readonly OwnerRule[]): number {
  const isWrongFile = new Set(wrong);
  let lowest = 0;
  let highest = rules.length;
  const indexOf = new Map(rules.map((rule, i) => [rule, i]));
  for (const path of module.files) {
    const rule = model.ownerRuleOf(path);
    const i = rule === undefined ? undefined : indexOf.get(rule);
    if (i === undefined) continue;
    if (isWrongFile.has(path)) lowest = Math.max(lowest, i + 1);
    else if (!coversFolder(rule, module)) highest = Math.min(highest, i);
  }
  // A default for all stands first, or it would take everything that the others won.
  if (module.root === '') return Math.min(lowest, rules.length);
  const parent = folderOf(module.root);
  let siblings = 0;
  rules.forEach((rule, i) => {
    const folder = rule.pattern.replace(/^\//, '');
    if (parent === '' ? rule.pattern.startsWith('/') : isWithin(folder as RepoPath, parent)) siblings = i + 1;
  });
  const wanted = siblings === 0 ? rules.length : siblings;
  return Math.max(lowest, Math.min(wanted, highest));
}

/** A rule for the whole folder or more gives nothing up that the new one, for the same owner, would not keep. */
function coversFolder(rule: OwnerRule | undefined, module: Module): boolean {
  return rule !== undefined && module.files.every(matchesOwnerPattern(rule.pattern));
}

export function escapePattern(path: string): string {
  return path.replace(/[\\*?# ]/g, '\\$&');
}
