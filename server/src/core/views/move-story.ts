import type { MovePlan } from '../facts/file-move.ts';
import { byText, type RepoPath } from '../facts/place.ts';
import type { Model } from '../model/model.ts';
import type { Section } from './explain.ts';
import { count, listed, ownersInWords } from './words.ts';

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
  return [
    ...(files.length === 0 ? [] : [{ heading: `Files  ${files.length}`, lines: files }]),
    { heading: `Edits  ${edits.length}`, lines: edits.length === 0 ? ['nothing names them'] : edits },
    ...(plan.notes.length === 0 ? [] : [{ heading: 'To know', lines: plan.notes }]),
  ];
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
