/**
 * The chance that at least n of many independent trials succeed, trials of their own probability each (the
 * Poisson-binomial distribution). Exact up to rounding, also where the chance is far below what a double holds:
 * the trials are tilted exponentially until n is what one would expect, their distribution is convolved there, where
 * nothing is small, and the tilt is taken back in logarithms (Esscher 1932; grade A, arithmetic).
 *
 * `chances` and `times` are parallel: chances[i] is the probability of each of times[i] trials.
 * Returns the natural logarithm of P(X ≥ n); 0 for n ≤ 0 and −∞ where n is more than can succeed.
 */
export function logUpperTail(chances: Float64Array, times: Float64Array, n: number): number {
  let need = n;
  let possible = 0;
  let mean = 0;
  let logAll = 0;
  for (let i = 0; i < chances.length; i++) {
    const q = chances[i] ?? 0;
    const d = times[i] ?? 0;
    if (q >= 1) need -= d;
    else if (q > 0) {
      possible += d;
      mean += d * q;
    }
  }
  if (need <= 0) return 0;
  if (need > possible) return Number.NEGATIVE_INFINITY;
  const tilt = need <= mean || need === possible ? 0 : tiltTo(chances, times, need, mean);
  const u = Math.exp(tilt);
  const sum = new Convolution();
  for (let i = 0; i < chances.length; i++) {
    const q = chances[i] ?? 0;
    const d = times[i] ?? 0;
    if (q <= 0 || q >= 1 || d === 0) continue;
    const scaled = 1 + q * (u - 1);
    logAll += need === possible ? d * Math.log(q) : d * Math.log(scaled);
    if (need < possible) sum.add(d, (q * u) / scaled);
  }
  return need === possible ? logAll : Math.min(0, logAll - tilt * need + Math.log(sum.upper(need, tilt)));
}

/** The t at which the tilted mean is about n: safeguarded Newton; the mean grows with t, so a bracket always closes. */
function tiltTo(chances: Float64Array, times: Float64Array, n: number, mean: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let t = Math.log(n / mean);
  for (let round = 0; round < 60; round++) {
    const u = Math.exp(t);
    let reached = 0;
    let variance = 0;
    for (let i = 0; i < chances.length; i++) {
      const q = chances[i] ?? 0;
      if (q <= 0 || q >= 1) continue;
      const tilted = (q * u) / (1 + q * (u - 1));
      const part = (times[i] ?? 0) * tilted;
      reached += part;
      variance += part * (1 - tilted);
    }
    const gap = n - reached;
    // The convolution is exact for any tilt, so a rough one serves it as well as a perfect one.
    if (Math.abs(gap) <= 0.3 * Math.sqrt(variance)) return t;
    if (gap > 0) low = t;
    else high = t;
    const next = t + gap / variance;
    if (next > low && next < high) t = next;
    else t = high === Number.POSITIVE_INFINITY ? t + 2 : (low + high) / 2;
  }
  return t;
}

/** What is less than this part of the largest term is beyond the last digits that anybody reads. */
const NEGLIGIBLE = 1e-13;

/** Thousands of tails are taken in a judgement: the memory that they are worked out in is kept between them. */
const room = { sum: new Float64Array(256), next: new Float64Array(256), one: new Float64Array(256) };

/** The distribution of a sum of binomials, without what is negligible at its ends. Only one is in use at a time. */
class Convolution {
  /** The count that the first term is of, and how many terms there are. */
  #first = 0;
  #length = 1;

  constructor() {
    room.sum[0] = 1;
  }

  add(d: number, q: number): void {
    const { from, length } = binomial(d, q);
    const { one, sum } = room;
    const total = this.#length + length - 1;
    if (room.next.length < total) room.next = new Float64Array(2 * total);
    const next = room.next;
    next.fill(0, 0, total);
    for (let j = 0; j < length; j++) {
      const share = one[j] ?? 0;
      for (let i = 0; i < this.#length; i++) next[i + j] = (next[i + j] ?? 0) + (sum[i] ?? 0) * share;
    }
    [room.sum, room.next] = [next, sum];
    this.#first += from;
    this.#length = total;
    this.#trim();
  }

  #trim(): void {
    const { sum } = room;
    let largest = 0;
    for (let i = 0; i < this.#length; i++) largest = Math.max(largest, sum[i] ?? 0);
    const least = largest * NEGLIGIBLE;
    let from = 0;
    while ((sum[from] ?? least) < least) from++;
    while ((sum[this.#length - 1] ?? least) < least) this.#length--;
    if (from === 0) return;
    sum.copyWithin(0, from, this.#length);
    this.#first += from;
    this.#length -= from;
  }

  /** Σ over counts j ≥ n of P(j)·e^(−tilt·(j−n)). */
  upper(n: number, tilt: number): number {
    let total = 0;
    // From the far end, so that small terms are added up before they meet large ones.
    for (let i = this.#length - 1; i >= Math.max(0, n - this.#first); i--)
      total += (room.sum[i] ?? 0) * Math.exp(-tilt * (this.#first + i - n));
    return total;
  }
}

/** Writes the binomial distribution into `room.one`, from its mode outwards as far as it matters. */
function binomial(d: number, q: number): { readonly from: number; readonly length: number } {
  const mode = Math.min(d, Math.floor((d + 1) * q));
  const odds = q / (1 - q);
  let from = mode;
  for (let mass = 1; from > 0 && mass > NEGLIGIBLE; from--) mass *= from / ((d - from + 1) * odds);
  let to = mode;
  for (let mass = 1; to < d && mass > NEGLIGIBLE; to++) mass *= ((d - to) * odds) / (to + 1);
  const length = to - from + 1;
  if (room.one.length < length) room.one = new Float64Array(2 * length);
  const { one } = room;
  one[mode - from] = 1;
  let sum = 1;
  for (let j = mode, mass = 1; j > from; j--) {
    mass *= j / ((d - j + 1) * odds);
    one[j - 1 - from] = mass;
    sum += mass;
  }
  for (let j = mode, mass = 1; j < to; j++) {
    mass *= ((d - j) * odds) / (j + 1);
    one[j + 1 - from] = mass;
    sum += mass;
  }
  for (let j = 0; j < length; j++) one[j] = (one[j] ?? 0) / sum;
  return { from, length };
}
