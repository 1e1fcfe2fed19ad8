import { seededRandom } from '../measures/seeded-random.ts';
import type { ModuleName } from '../model/model.ts';
import { type Foreseen, verdictOn } from './foresight.ts';
import { ranksByCut } from './ranks.ts';

/** The graded question again, with size taken out by a curve and chance judged among modules of like size. */
export interface WithinStrata {
  readonly modules: number;
  /** Partial rank correlation over modules, in -1 to 1; below zero is as predicted. Absent where nothing varies. */
  readonly correlation?: number;
  /** Two-sided, by permutation of whole modules within strata of size and churn. */
  readonly p?: number;
  readonly says: string;
}

/** Ten columns are taken out; with fewer modules than these hardly anything would be left to compare. */
const ENOUGH_MODULES = 20;
const STRATA = 5;
const DEGREE = 3;
const DRAWN = 1999;
/** Of a column's own length: what is less is the noise of the arithmetic. */
const NOTHING = 1e-9;

type Column = readonly number[];

/**
 * Each module is one row, by its mean rank over cut-offs. The polynomial of third degree in the ranks of files and of
 * churn is taken out of independence and of what came. What is left of independence is then given to other modules of
 * the same fifth of size and churn, and the polynomial taken out again, so that the columns it costs are paid for in
 * every draw (Freedman and Lane). A module at many cut-offs counts once, and no module serves another as its match.
 */
export function withinStrata(rows: readonly Foreseen[]): WithinStrata {
  const files = overModules(rows, row => row.files);
  const churn = overModules(rows, row => row.churn);
  const modules = files.length;
  const known = basis(polynomial(files, churn));
  const independence = overModules(rows, row => row.independence);
  const several = overModules(rows, row => row.several);
  const before = without(independence, known);
  const after = without(several, known);
  // Columns that vary in nothing else leave only the noise of the arithmetic.
  if (dot(before, before) <= NOTHING * modules || dot(after, after) <= NOTHING * modules)
    return { modules, says: 'nothing varies that could be compared, so this says nothing' };
  const correlationOf = (column: Column) => {
    const left = without(column, known);
    return dot(left, after) / Math.sqrt(dot(left, left) * dot(after, after));
  };
  const correlation = correlationOf(before);
  const strata = strataOf(files, churn);
  const random = seededRandom(20261127);
  let asFar = 1;
  for (let draw = 0; draw < DRAWN; draw++)
    if (Math.abs(correlationOf(shuffled(before, strata, random))) >= Math.abs(correlation) - NOTHING) asFar++;
  const p = asFar / (DRAWN + 1);
  return { modules, correlation, p, says: verdictOn(modules, ENOUGH_MODULES, correlation, p) };
}

/** Each module's mean of its ranks within cut-offs, ranked again over modules; modules in the order they first stand in. */
function overModules(rows: readonly Foreseen[], of: (row: Foreseen) => number): Column {
  const ranks = ranksByCut(rows, of);
  const sums = new Map<ModuleName, { total: number; cuts: number }>();
  rows.forEach(({ module }, i) => {
    const known = sums.get(module) ?? { total: 0, cuts: 0 };
    sums.set(module, { total: known.total + (ranks[i] ?? 0), cuts: known.cuts + 1 });
  });
  const means = [...sums.values()].map(({ total, cuts }) => ({ at: 0, mean: total / cuts }));
  return ranksByCut(means, ({ mean }) => mean);
}

/** All products of the two columns up to the third degree, with the constant first. */
function polynomial(x: Column, y: Column): readonly Column[] {
  const columns: Column[] = [];
  for (let degree = 0; degree <= DEGREE; degree++)
    for (let ofY = 0; ofY <= degree; ofY++)
      columns.push(x.map((value, i) => (2 * value) ** (degree - ofY) * (2 * (y[i] ?? 0)) ** ofY));
  return columns;
}

/** Columns of length one, at right angles, that tell what the given ones tell (Gram and Schmidt). */
function basis(columns: readonly Column[]): readonly Column[] {
  const apart: Column[] = [];
  for (const column of columns) {
    const left = without(column, apart);
    const length = Math.sqrt(dot(left, left));
    if (length > Math.sqrt(NOTHING * dot(column, column))) apart.push(left.map(value => value / length));
  }
  return apart;
}

function without(column: Column, known: readonly Column[]): Column {
  return known.reduce((left, along) => {
    const share = dot(left, along);
    return left.map((value, i) => value - share * (along[i] ?? 0));
  }, column);
}

/** Fifths of the modules, by the sum of both ranks: the indices of each. */
function strataOf(files: Column, churn: Column): readonly (readonly number[])[] {
  const both = (i: number) => (files[i] ?? 0) + (churn[i] ?? 0);
  const order = files.map((_, i) => i).sort((a, b) => both(a) - both(b) || a - b);
  const start = (stratum: number) => Math.floor((stratum * order.length) / STRATA);
  return Array.from({ length: STRATA }, (_, n) => order.slice(start(n), start(n + 1)));
}

function shuffled(column: Column, strata: readonly (readonly number[])[], random: () => number): Column {
  const mixed = [...column];
  for (const stratum of strata) {
    const left = [...stratum];
    for (const to of stratum) {
      const [from = to] = left.splice(Math.floor(random() * left.length), 1);
      mixed[to] = column[from] ?? 0;
    }
  }
  return mixed;
}

function dot(a: Column, b: Column): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}
