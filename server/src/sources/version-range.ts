/**
 * Whether a version range admits a version: what npm, Yarn and pnpm ask before they link a package of the workspace
 * instead of fetching one. What cannot be read (a tag, `catalog:`) admits everything, so that no coupling is lost.
 */
export function admits(range: string, version: string): boolean {
  const wanted = parse(version);
  if (!wanted) return true;
  return range.split('||').some(alternative => {
    const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(alternative);
    const comparators = hyphen
      ? [`>=${hyphen[1]}`, `<=${hyphen[2]}`]
      : alternative
          .trim()
          .replace(/([<>=~^])\s+/g, '$1')
          .split(/\s+/);
    return comparators.every(comparator => admitsOne(comparator, wanted));
  });
}

interface Version {
  /** Major, minor, patch; shorter where the range leaves the rest open. */
  readonly numbers: readonly number[];
  readonly pre: string;
}

function admitsOne(comparator: string, version: Version): boolean {
  const [, operator = '', rest = ''] = /^([<>]=?|=|\^|~>?)?(.*)$/.exec(comparator) ?? [];
  if (rest === '' || /^[*xX]/.test(rest)) return true;
  const bound = parse(rest);
  if (!bound) return true;
  const order = compare(version, bound);
  if (operator === '>') return order > 0;
  if (operator === '>=') return order >= 0;
  if (operator === '<') return order < 0;
  if (operator === '<=') return order <= 0 || startsLike(version, bound, bound.numbers.length);
  if (operator === '^') return order >= 0 && startsLike(version, bound, caretLength(bound));
  if (operator.startsWith('~'))
    return order >= 0 && startsLike(version, bound, Math.min(2, bound.numbers.length));
  return (
    startsLike(version, bound, bound.numbers.length) &&
    (bound.numbers.length < 3 || bound.pre === version.pre)
  );
}

/** How many leading numbers `^` holds fast: up to the first that is not zero. */
function caretLength({ numbers }: Version): number {
  const first = numbers.findIndex(number => number !== 0);
  return first < 0 ? numbers.length : first + 1;
}

function startsLike(version: Version, bound: Version, length: number): boolean {
  return bound.numbers.slice(0, length).every((number, index) => number === (version.numbers[index] ?? 0));
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < 3; i++) {
    const difference = (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre === b.pre) return 0;
  // A release comes after each of its previews.
  if (a.pre === '' || b.pre === '') return a.pre === '' ? 1 : -1;
  return a.pre < b.pre ? -1 : 1;
}

function parse(text: string): Version | undefined {
  const match = /^v?(\d+)(?:\.(\d+|[*xX]))?(?:\.(\d+|[*xX]))?(?:-([\w.-]+))?(?:\+[\w.-]+)?$/.exec(
    text.trim(),
  );
  if (!match) return undefined;
  const numbers: number[] = [];
  for (const part of [match[1], match[2], match[3]]) {
    if (part === undefined || /^[*xX]$/.test(part)) break;
    numbers.push(Number(part));
  }
  return { numbers, pre: match[4] ?? '' };
}
