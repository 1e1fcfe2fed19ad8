/**
 * The bipartite configuration model: the least that is assumed about a history when each module keeps how often it
 * changed and each change keeps how many modules it touched (Saracco, Di Clemente, Gabrielli, Squartini 2015 and 2017;
 * MEASURES.md section b, grade B). Module m is in change e with p(m,e) = x_m·y_e / (1 + x_m·y_e), fitted so that expected
 * degrees and sizes equal the observed ones. Modules of one degree share x, changes of one size share y, so that only
 * distinct values are fitted: some fifty by twenty for thousands of changes.
 */
export function fitBipartiteModel(margins: Margins): BipartiteModel {
  const rows = classesOf(margins.degrees);
  const columns = classesOf(margins.sizes);
  const total = sumOf(rows);
  if (total !== sumOf(columns)) {
    throw new RangeError(`degrees add up to ${total} and sizes to ${sumOf(columns)}; they must be equal`);
  }
  if (rows.some(({ value }) => value > margins.sizes.length))
    throw new RangeError('a module cannot be in more changes than there are');
  if (columns.some(({ value }) => value > margins.degrees.length))
    throw new RangeError('a change cannot touch more modules than there are');

  const p = new Float64Array(rows.length * columns.length);
  const open = peel(rows, columns, p);
  const solved = solve(open, p, columns.length);
  return {
    degrees: rows.map(({ value }) => value),
    sizes: columns.map(({ value }) => value),
    sizeCounts: Float64Array.from(columns, ({ count }) => count),
    probabilities: p,
    ...solved,
  };
}

/** What is kept fixed: in how many changes each module is, and how many modules each change touched. */
export interface Margins {
  readonly degrees: readonly number[];
  readonly sizes: readonly number[];
}

export interface BipartiteModel {
  /** Distinct degrees, ascending. */
  readonly degrees: readonly number[];
  /** Distinct sizes, ascending. */
  readonly sizes: readonly number[];
  /** How many changes have each size, in the order of `sizes`. */
  readonly sizeCounts: Float64Array;
  /** p for degree class k and size class l at [k · sizes.length + l]. */
  readonly probabilities: Float64Array;
  /** The largest error of an expected degree or size, relative to it (absolute below 1). */
  readonly residual: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** One distinct degree or size. `left` is what peeling has not explained yet. */
interface Class {
  readonly index: number;
  readonly value: number;
  readonly count: number;
  left: number;
}

function classesOf(values: readonly number[]): Class[] {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([value, count], index) => ({ index, value, count, left: value }));
}

function sumOf(classes: readonly Class[]): number {
  return classes.reduce((sum, { value, count }) => sum + value * count, 0);
}

interface Open {
  readonly rows: readonly Class[];
  readonly columns: readonly Class[];
}

/**
 * A module in every change, or in none, has no finite x. It is settled first (p is 1 or 0) and taken away, which may
 * saturate others, until nothing is left that is certain.
 */
function peel(allRows: readonly Class[], allColumns: readonly Class[], p: Float64Array): Open {
  const width = allColumns.length;
  let rows = [...allRows];
  let columns = [...allColumns];
  for (;;) {
    const row = certain(rows, columns);
    const column = row === undefined ? certain(columns, rows) : undefined;
    if (row !== undefined) {
      rows = rows.filter(each => each !== row);
      if (row.left > 0)
        for (const each of columns) {
          p[row.index * width + each.index] = 1;
          each.left -= row.count;
        }
    } else if (column !== undefined) {
      columns = columns.filter(each => each !== column);
      if (column.left > 0)
        for (const each of rows) {
          p[each.index * width + column.index] = 1;
          each.left -= column.count;
        }
    } else return { rows, columns };
  }
}

function certain(classes: readonly Class[], others: readonly Class[]): Class | undefined {
  const most = others.reduce((sum, { count }) => sum + count, 0);
  return classes.find(({ left }) => left <= 0 || left >= most);
}

const MOST_ITERATIONS = 200;
const TOLERANCE = 1e-9;

/**
 * Newton's method on the logarithms of x and y: the likelihood is concave there, so a step that lowers it is halved.
 * The larger side is eliminated (its block is diagonal), which leaves one small system a step. Margins that only one
 * arrangement satisfies have their maximum at infinity; p converges all the same, a factor of e a step.
 */
function solve({ rows, columns }: Open, p: Float64Array, width: number) {
  if (rows.length === 0 || columns.length === 0) return { residual: 0, iterations: 0, converged: true };
  const byRow = rows.length >= columns.length;
  const large = byRow ? rows : columns;
  const small = byRow ? columns : rows;
  const [K, L] = [large.length, small.length];
  const links = rows.reduce((sum, { left, count }) => sum + left * count, 0);
  const start = (each: Class) => Math.log(each.left / Math.sqrt(links));
  let at = { theta: Float64Array.from(large, start), eta: Float64Array.from(small, start) };
  const q = new Float64Array(K * L);
  let height = likelihood(large, small, at, q);
  let iterations = 0;
  let residual = Number.POSITIVE_INFINITY;
  for (; iterations < MOST_ITERATIONS; iterations++) {
    const gap = gaps(large, small, q);
    residual = gap.residual;
    if (residual < TOLERANCE) break;
    const step = newtonStep(large, small, q, gap);
    let scale = 1;
    let risen = false;
    for (let halvings = 0; halvings < 40 && !risen; halvings++, scale /= 2) {
      const next = {
        theta: at.theta.map((value, k) => value + scale * (step.theta[k] ?? 0)),
        eta: at.eta.map((value, l) => value + scale * (step.eta[l] ?? 0)),
      };
      const reached = likelihood(large, small, next, q);
      // At the summit the likelihood moves less than it can be told in a double; a step there is taken as it is.
      risen = reached >= height - 1e-12 * Math.abs(height);
      if (risen) [at, height] = [next, reached];
    }
    if (!risen) {
      likelihood(large, small, at, q);
      break;
    }
  }
  for (const [k, a] of large.entries())
    for (const [l, b] of small.entries()) {
      const [row, column] = byRow ? [a, b] : [b, a];
      p[row.index * width + column.index] = q[k * L + l] ?? 0;
    }
  return { residual, iterations, converged: residual < TOLERANCE };
}

interface Point {
  readonly theta: Float64Array;
  readonly eta: Float64Array;
}

/** The logarithm of the likelihood; writes the probabilities of the point into q. */
function likelihood(large: readonly Class[], small: readonly Class[], at: Point, q: Float64Array): number {
  let sum = 0;
  for (const [l, { left, count }] of small.entries()) sum += count * left * (at.eta[l] ?? 0);
  for (const [k, row] of large.entries()) {
    const theta = at.theta[k] ?? 0;
    sum += row.count * row.left * theta;
    for (const [l, column] of small.entries()) {
      const z = theta + (at.eta[l] ?? 0);
      const e = Math.exp(-Math.abs(z));
      q[k * small.length + l] = z >= 0 ? 1 / (1 + e) : e / (1 + e);
      sum -= row.count * column.count * (Math.max(z, 0) + Math.log1p(e));
    }
  }
  return sum;
}

interface Gap extends Point {
  readonly residual: number;
}

/** Observed less expected, of each class. */
function gaps(large: readonly Class[], small: readonly Class[], q: Float64Array): Gap {
  const theta = Float64Array.from(large, ({ left }) => left);
  const eta = Float64Array.from(small, ({ left }) => left);
  for (const [k, row] of large.entries())
    for (const [l, column] of small.entries()) {
      const chance = q[k * small.length + l] ?? 0;
      theta[k] = (theta[k] ?? 0) - column.count * chance;
      eta[l] = (eta[l] ?? 0) - row.count * chance;
    }
  let residual = 0;
  for (const [k, { left }] of large.entries())
    residual = Math.max(residual, Math.abs(theta[k] ?? 0) / Math.max(1, left));
  for (const [l, { left }] of small.entries())
    residual = Math.max(residual, Math.abs(eta[l] ?? 0) / Math.max(1, left));
  return { theta, eta, residual };
}

function newtonStep(large: readonly Class[], small: readonly Class[], q: Float64Array, gap: Gap): Point {
  const [K, L] = [large.length, small.length];
  const w = new Float64Array(K * L);
  const diagonal = new Float64Array(K);
  const matrix = new Float64Array(L * L);
  const right = new Float64Array(L);
  for (const [k, row] of large.entries())
    for (const [l, column] of small.entries()) {
      const chance = q[k * L + l] ?? 0;
      const weight = row.count * column.count * chance * (1 - chance);
      w[k * L + l] = weight;
      diagonal[k] = (diagonal[k] ?? 0) + weight;
      matrix[l * L + l] = (matrix[l * L + l] ?? 0) + weight;
    }
  for (const [l, { count }] of small.entries()) {
    right[l] = count * (gap.eta[l] ?? 0);
    // x may grow as y shrinks without changing any p; this keeps the system from being singular along that line.
    matrix[l * L + l] = (matrix[l * L + l] ?? 0) * (1 + 1e-9) + 1e-300;
  }
  for (let k = 0; k < K; k++) {
    const d = Math.max(diagonal[k] ?? 0, 1e-300);
    const g = ((large[k]?.count ?? 0) * (gap.theta[k] ?? 0)) / d;
    for (let l = 0; l < L; l++) {
      const weight = w[k * L + l] ?? 0;
      if (weight === 0) continue;
      right[l] = (right[l] ?? 0) - weight * g;
      const share = weight / d;
      for (let m = 0; m <= l; m++) matrix[l * L + m] = (matrix[l * L + m] ?? 0) - share * (w[k * L + m] ?? 0);
    }
  }
  const eta = solveSymmetric(matrix, right);
  const theta = new Float64Array(K);
  for (let k = 0; k < K; k++) {
    let sum = (large[k]?.count ?? 0) * (gap.theta[k] ?? 0);
    for (let l = 0; l < L; l++) sum -= (w[k * L + l] ?? 0) * (eta[l] ?? 0);
    theta[k] = sum / Math.max(diagonal[k] ?? 0, 1e-300);
  }
  return { theta, eta };
}

/** LDLᵀ of the lower triangle, in place; a pivot that rounding made nothing is skipped. */
function solveSymmetric(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const pivots = new Float64Array(n);
  const largest = Math.max(...Array.from({ length: n }, (_, i) => Math.abs(matrix[i * n + i] ?? 0)));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let sum = matrix[i * n + j] ?? 0;
      for (let m = 0; m < j; m++)
        sum -= (matrix[i * n + m] ?? 0) * (matrix[j * n + m] ?? 0) * (pivots[m] ?? 0);
      const pivot = pivots[j] ?? 0;
      matrix[i * n + j] = pivot === 0 ? 0 : sum / pivot;
    }
    let sum = matrix[i * n + i] ?? 0;
    for (let m = 0; m < i; m++) sum -= (matrix[i * n + m] ?? 0) ** 2 * (pivots[m] ?? 0);
    pivots[i] = sum > largest * 1e-15 ? sum : 0;
  }
  const solution = Float64Array.from(right);
  for (let i = 0; i < n; i++)
    for (let m = 0; m < i; m++)
      solution[i] = (solution[i] ?? 0) - (matrix[i * n + m] ?? 0) * (solution[m] ?? 0);
  for (let i = 0; i < n; i++) {
    const pivot = pivots[i] ?? 0;
    solution[i] = pivot === 0 ? 0 : (solution[i] ?? 0) / pivot;
  }
  for (let i = n - 1; i >= 0; i--)
    for (let m = i + 1; m < n; m++)
      solution[i] = (solution[i] ?? 0) - (matrix[m * n + i] ?? 0) * (solution[m] ?? 0);
  return solution;
}
