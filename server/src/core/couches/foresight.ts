import { signFlipP } from '../measures/sign-flips.ts';
import type { ModuleName } from '../model/model.ts';
import { ranksByCut } from './ranks.ts';

/** One module at one cut-off: what was known of it, and what came. */
export interface Foreseen {
  readonly module: ModuleName;
  /** Which cut-off; only rows of one cut-off are ranked against each other. */
  readonly at: number;
  /** Independence of action before the cut-off, in 0 to 1. */
  readonly independence: number;
  readonly files: number;
  readonly churn: number;
  /** Share of the changes after it that several teams lifted. */
  readonly several: number;
}

/** Whether independence goes with what came, beyond what size and churn tell. */
export interface Foresight {
  readonly modules: number;
  /** Modules times the cut-offs at which they could be looked at. */
  readonly rows: number;
  /** Partial rank correlation, in -1 to 1; below zero is as predicted. Absent where nothing varies. */
  readonly correlation?: number;
  /** Two-sided, by sign flips over modules. */
  readonly p?: number;
  readonly says: string;
}

/** Fewer modules than these carry no conclusion. */
const ENOUGH_MODULES = 10;

/**
 * Correlates ranks within each cut-off after the ranks of files and of churn are taken out of both. A module stands at
 * many cut-offs with much the same history, so chance is judged by whole modules: each one's part in the sum keeps or
 * changes its sign.
 */
export function foresight(rows: readonly Foreseen[]): Foresight {
  const modules = new Set(rows.map(({ module }) => module));
  const size = { modules: modules.size, rows: rows.length };
  const column = (of: (row: Foreseen) => number) => ranksByCut(rows, of);
  const known = [column(row => row.files), column(row => row.churn)];
  const before = without(
    column(row => row.independence),
    known,
  );
  const after = without(
    column(row => row.several),
    known,
  );
  const spread = Math.sqrt(dot(before, before) * dot(after, after));
  // What is left of columns that vary in nothing else is the noise of the arithmetic.
  if (!(spread > 1e-9))
    return { ...size, says: 'nothing varies that could be compared, so this says nothing' };
  const parts = new Map<ModuleName, number>();
  rows.forEach(({ module }, i) => {
    parts.set(module, (parts.get(module) ?? 0) + (before[i] ?? 0) * (after[i] ?? 0));
  });
  const correlation = dot(before, after) / spread;
  const p = signFlipP([...parts.values()]);
  return { ...size, correlation, p, says: verdictOn(modules.size, ENOUGH_MODULES, correlation, p) };
}

/** What may honestly be said of a correlation that is predicted below zero. */
export function verdictOn(modules: number, enough: number, correlation: number, p: number): string {
  if (modules < enough)
    return `${modules === 1 ? 'one module is' : `${modules} modules are`} too few to conclude anything (${enough} are needed)`;
  if (p >= 0.05) return 'no difference is shown here';
  return correlation < 0
    ? 'the less independent took several teams more often, by more than chance would explain'
    : 'the less independent took several teams LESS often: the prediction fails here';
}

/** What is left of a column when the part that the others tell is taken away, one after the other (Gram and Schmidt). */
function without(column: readonly number[], known: readonly (readonly number[])[]): readonly number[] {
  const apart: (readonly number[])[] = [];
  for (const each of known) apart.push(apart.reduce(minusAlong, each));
  return apart.reduce(minusAlong, column);
}

function minusAlong(column: readonly number[], along: readonly number[]): readonly number[] {
  const length = dot(along, along);
  if (length < 1e-9) return column;
  const share = dot(column, along) / length;
  return column.map((value, i) => value - share * (along[i] ?? 0));
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
