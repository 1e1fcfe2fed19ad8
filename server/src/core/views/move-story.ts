import type { MovePlan } from '../facts/file-move.ts';
import { byText, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import type { Model } from '../model/model.ts';
import type { Section } from './explain.ts';
import { count, listed, ownersInWords, someOf } from './words.ts';

/** What a plan changes, counted: for the cost of a remedy and for the head of its story. */
export interface MoveCost {
  readonly files: number;
  /** Files in which something is rewritten. */
  readonly edited: number;
  /** Who owns these. Sorted. */
  readonly teams: readonly string[];
}

export function moveCost(model: Model, plan: MovePlan & { readonly ok: true }): MoveCost {
  const edited = new Set(plan.edits.map(({ path }) => path));
  const teams = new Set<string>();
  for (const path of edited) for (const team of model.ownershipOf(path).teams) teams.add(team);
  return { files: plan.moves.length, edited: edited.size, teams: [...teams].sort(byText) };
}

/** `2 files moved, 5 rewritten, which Cart and Pay own`. */
export function moveCostInWords({ files, edited, teams }: MoveCost): string {
  const owned = teams.length > 0 ? `, owned by ${listed(teams)}` : '';
  if (files === 0) return `${count(edited, 'file')} edited${owned}`;
  const rewritten = edited === 0 ? 'nothing to rewrite' : `${count(edited, 'file')} rewritten`;
  return `${count(files, 'file')} moved, ${rewritten}${owned}`;
}

/** A plan as headed lists: every file, every edit, and what to know; or why it is not made. */
export function moveSections(
  model: Model,
  plan: MovePlan,
  text: (path: RepoPath) => string | undefined,
): readonly Section[] {
  if (!plan.ok) return [{ heading: `Why not  ${plan.reasons.length}`, lines: plan.reasons }];
  const files = plan.moves.map(({ from, to }) => {
    const [module, then] = [model.moduleOf(from)?.name, model.moduleOf(to)?.name];
    const other = module === then ? '' : ` (${module ?? 'no module'} → ${then ?? 'no module'})`;
    return `${from} → ${to}${other}`;
  });
  const edits = [...plan.edits]
    .sort(
      (a, b) =>
        byText(a.path, b.path) ||
        a.range.start.line - b.range.start.line ||
        a.range.start.character - b.range.start.character,
    )
    .map(({ path, range, newText }) => {
      const owner = ownersInWords(model.ownershipOf(path));
      const before = sliced(text(path), range.start.line, range.start.character, range.end);
      const change =
        before === '' ? `+ ${oneLine(newText)}` : `${oneLine(before)} → ${oneLine(newText) || '(removed)'}`;
      return `${path}:${range.start.line + 1}${owner === undefined ? '' : ` (${owner})`}: ${change}`;
    });
  const notes = [...plan.notes, ...notLookedAt(model, plan), ...countedLater(model, plan)];
  return [
    ...(files.length === 0 ? [] : [{ heading: `Files  ${files.length}`, lines: files }]),
    { heading: `Edits  ${edits.length}`, lines: edits.length === 0 ? ['nothing names them'] : edits },
    ...(notes.length === 0 ? [] : [{ heading: 'To know', lines: notes }]),
  ];
}

/**
 * git tells that a file moved by its commits, so that a finding which the move answers stands until then. The module that
 * files go to may be one that the same plan declares.
 */
function countedLater(model: Model, { moves, edits }: MovePlan & { readonly ok: true }): readonly string[] {
  const ready = factsOf(model.facts.history) !== undefined && moves.length > 0;
  const declares = edits.some(({ path }) => path.endsWith('.wiring'));
  return ready &&
    (declares || moves.some(({ from, to }) => model.moduleOf(from)?.name !== model.moduleOf(to)?.name))
    ? ['Until the move is committed, verdicts count past changes where the files were.']
    : [];
}

/** What no plan can look at, of the modules that files leave: only who runs the program can tell. */
function notLookedAt(model: Model, { moves }: MovePlan & { readonly ok: true }): readonly string[] {
  if (moves.length === 0) return [];
  const left = new Set(moves.map(({ from }) => model.moduleOf(from)));
  const computed: string[] = [];
  for (const { path, imports } of factsOf(model.facts.imports)?.files ?? []) {
    if (!left.has(model.moduleOf(path))) continue;
    for (const { resolution, range } of imports)
      if (resolution.to === 'unresolved' && resolution.reason === 'not-a-literal')
        computed.push(`${path}:${range.start.line + 1}`);
  }
  const there =
    computed.length === 0
      ? ''
      : `, among them ${count(computed.length, 'import')} that ${computed.length === 1 ? 'is' : 'are'} computed there (${someOf(computed, 2)})`;
  return [`Paths that are put together at run time are not looked at${there}.`];
}

function sliced(
  text: string | undefined,
  line: number,
  character: number,
  end: { readonly line: number; readonly character: number },
): string {
  const lines = (text ?? '').split('\n');
  if (end.line === line) return (lines[line] ?? '').slice(character, end.character);
  return [(lines[line] ?? '').slice(character), ...lines.slice(line + 1, end.line)].join('\n');
}

function oneLine(text: string): string {
  const short = text.trim().replace(/\s+/g, ' ');
  return short.length > 120 ? `${short.slice(0, 119)}…` : short;
}
