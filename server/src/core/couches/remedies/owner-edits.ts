import type { OwnerRule } from '../../facts/ownership.ts';
import { isWithin, type RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { TextEdit } from '../../facts/text-edit.ts';
import { escapePattern, handleOf } from '../../fixes/add-owner-rule.ts';
import { at, textPositions } from '../../fixes/text-positions.ts';
import type { Model, Module, TeamName } from '../../model/model.ts';
import type { FixContext } from '../../rules/rule.ts';
import { coverageOf } from '../../rules/support/owner-texts.ts';

/** Files given to another team, as edits and as the test of which files it would be. */
export interface Handover {
  readonly edits: readonly TextEdit[];
  readonly holds: (path: RepoPath) => boolean;
}

/**
 * Gives the folders of a module (its root, or some below it) to a team: in CODEOWNERS where that decides, behind the
 * rule that wins most of them, so that finer rules go on winning. Where the module's owner is declared the owner clause
 * is left to the caller, and CODEOWNERS follows it, finer rules too. `undefined` where it cannot be written: the team has no handle.
 */
export function giveFolders(
  context: FixContext,
  module: Module,
  folders: readonly RepoPath[],
  team: TeamName,
  /** Where a folder's files will be, for the rules that are written. */
  written: (folder: RepoPath) => RepoPath = folder => folder,
): Handover | undefined {
  const { model } = context;
  const ownership = factsOf(model.facts.ownership);
  const declared = module.ownership.because.by === 'wiring';
  const inFolders = (path: RepoPath) =>
    folders.some(folder => isWithin(path, folder)) && model.moduleOf(path)?.name === module.name;
  if (!ownership || ownership.rules.length === 0)
    return declared ? { edits: [], holds: inFolders } : undefined;
  const files = module.files.filter(inFolders);
  const ruleNumber = new Map(ownership.rules.map((rule, i) => [rule, i]));
  const broad = broadestRule(model, files, ruleNumber);
  // Nobody owns them in CODEOWNERS: what the wiring file says is enough.
  if (broad === undefined && declared) return { edits: [], holds: inFolders };
  const handle = handleOf(model.team(team));
  const source = context.text(ownership.path);
  if (handle === undefined || source === undefined || folders.includes('' as RepoPath)) return undefined;
  if (declared)
    return { edits: follow(context, files, inFolders, folders.map(written), team, handle), holds: inFolders };
  const after = broad ?? ownership.rules.at(-1);
  if (!after) return undefined;
  const limit = ruleNumber.get(after) ?? -1;
  const holds = (path: RepoPath) => {
    if (!inFolders(path)) return false;
    const rule = model.ownerRuleOf(path);
    return rule === undefined || (ruleNumber.get(rule) ?? -1) <= limit;
  };
  // A folder that a finer rule has all of would get a rule without effect.
  const open = folders.filter(folder => files.some(path => isWithin(path, folder) && holds(path)));
  const edit =
    changeOwners(model, after, inFolders, handle) ??
    addRules(ownership.path, source, after, open.map(written), handle);
  return { edits: [edit], holds };
}

/**
 * Makes CODEOWNERS say what a declaration says: every rule that gives some of the files to others is changed where it is
 * about these files only, and overruled behind the last one of those that are about more.
 */
function follow(
  { model, text }: FixContext,
  files: readonly RepoPath[],
  inFolders: (path: RepoPath) => boolean,
  folders: readonly RepoPath[],
  team: TeamName,
  handle: string,
): readonly TextEdit[] {
  const ownership = factsOf(model.facts.ownership);
  const source = ownership && text(ownership.path);
  if (!ownership || source === undefined) return [];
  const winning = new Set(files.map(path => model.ownerRuleOf(path)));
  const edits: TextEdit[] = [];
  let last: OwnerRule | undefined;
  for (const rule of ownership.rules) {
    if (!winning.has(rule)) continue;
    const teams = model.teamsOf(rule);
    if (teams.length === 1 && teams[0] === team) continue;
    const edit = changeOwners(model, rule, inFolders, handle);
    if (edit) edits.push(edit);
    else last = rule;
  }
  return last ? [...edits, addRules(ownership.path, source, last, folders, handle)] : edits;
}

/** A rule that is about these files only is changed: another one behind it would leave it without effect. */
function changeOwners(
  model: Model,
  rule: OwnerRule,
  inFolders: (path: RepoPath) => boolean,
  handle: string,
): TextEdit | undefined {
  const wins = coverageOf(model).find(each => each.rule === rule)?.wins ?? [];
  const first = rule.owners[0]?.place;
  const last = rule.owners.at(-1)?.place;
  if (!first || !last || wins.length === 0 || !wins.every(inFolders)) return undefined;
  return { path: first.path, range: { start: first.range.start, end: last.range.end }, newText: handle };
}

function addRules(
  path: RepoPath,
  source: string,
  after: OwnerRule,
  folders: readonly RepoPath[],
  handle: string,
): TextEdit {
  const text = textPositions(source);
  return {
    path,
    range: at({ line: after.line, character: text.line(after.line).length }),
    newText: [...new Set(folders)]
      .map(folder => `${text.newline}/${escapePattern(folder)}/ ${handle}`)
      .join(''),
  };
}

/** The rule that wins most of the files. */
function broadestRule(
  model: Model,
  files: readonly RepoPath[],
  order: ReadonlyMap<OwnerRule, number>,
): OwnerRule | undefined {
  const wins = new Map<OwnerRule, number>();
  for (const path of files) {
    const rule = model.ownerRuleOf(path);
    if (rule) wins.set(rule, (wins.get(rule) ?? 0) + 1);
  }
  const [best] = [...wins].sort((a, b) => b[1] - a[1] || (order.get(a[0]) ?? 0) - (order.get(b[0]) ?? 0));
  return best?.[0];
}
