import type { DeclaredRuleSetting } from '../facts/declared.ts';
import type { RepoPath } from '../facts/place.ts';
import { compileGlobs } from '../globs.ts';
import { daysOf, parseQuantity } from '../quantities.ts';
import type { Severity } from './finding.ts';
import type { OptionSpec, Rule } from './rule.ts';

/** What the `rules` blocks and excludes say about one rule. */
export interface RuleSettings {
  /** Off everywhere: nothing of it needs to run. */
  readonly off: boolean;
  /** `off`, a severity that a person chose for one of the paths, or undefined where nobody did. The first is where it stands. */
  chosenFor(paths: readonly RepoPath[]): Severity | 'off' | undefined;
  /** Whether a file that is there counts; asked for every file, so free where no line is for some paths only. */
  counts(path: RepoPath): boolean;
  option(key: string): number;
  word(key: string): string;
}

/** Later lines win over earlier ones; a line for some paths wins over a line for all. */
export function settingsOf(
  rule: Rule,
  lines: readonly DeclaredRuleSetting[],
  excludes: (path: RepoPath) => boolean,
): RuleSettings {
  const own = lines.filter(line => line.rule.name === rule.id);
  const general = own.filter(line => line.paths.length === 0);
  const everywhere =
    general.findLast(line => line.severity !== undefined)?.severity ??
    (rule.severity === 'off' ? 'off' : undefined);
  const somewhere = own
    .filter(line => line.paths.length > 0 && line.severity !== undefined)
    .map(line => ({ severity: line.severity, matches: compileGlobs(line.paths.map(({ glob }) => glob)) }))
    .reverse();
  const values = new Map<string, string>();
  for (const line of general) for (const { key, value } of line.options) values.set(key, value);

  function chosenFor(paths: readonly RepoPath[]): Severity | 'off' | undefined {
    const [first] = paths;
    if (first !== undefined && excludes(first)) return 'off';
    const special = somewhere.find(({ matches }) => paths.some(matches));
    return special?.severity ?? everywhere;
  }

  return {
    off: everywhere === 'off' && somewhere.every(({ severity }) => severity === 'off'),
    chosenFor,
    counts: path => (somewhere.length === 0 ? everywhere !== 'off' : chosenFor([path]) !== 'off'),
    option: key => numberOf(specOf(rule, key), values.get(key)),
    word: key => wordOf(specOf(rule, key), values.get(key)),
  };
}

function specOf(rule: Rule, key: string): OptionSpec {
  const spec = rule.options.find(option => option.key === key);
  if (!spec) throw new Error(`The rule ${rule.id} reads the option "${key}", which it does not declare.`);
  return spec;
}

/** A value of the wrong kind is a problem at its place; here it counts as not said. */
function numberOf(spec: OptionSpec, text: string | undefined): number {
  const quantity = text === undefined ? undefined : parseQuantity(text);
  if (spec.type === 'percent' && quantity?.kind === 'percent') return quantity.share;
  if (spec.type === 'count' && quantity?.kind === 'count') return quantity.count;
  if (spec.type === 'duration' && quantity?.kind === 'duration') return daysOf(quantity.ms);
  return typeof spec.fallback === 'number' ? spec.fallback : Number.NaN;
}

function wordOf(spec: OptionSpec, text: string | undefined): string {
  if (text !== undefined && (spec.words ?? [text]).includes(text)) return text;
  return String(spec.fallback);
}
