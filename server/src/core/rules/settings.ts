import type { DeclaredRuleSetting } from '../facts/declared.ts';
import type { Place, RepoPath } from '../facts/place.ts';
import { compileGlobs } from '../globs.ts';
import type { Model } from '../model/model.ts';
import { daysOf, parseQuantity } from '../quantities.ts';
import type { Finding, Severity } from './finding.ts';
import type { OptionSpec, Rule } from './rule.ts';

/** What the `rules` blocks and excludes say about one rule. */
export interface RuleSettings {
  /** Off everywhere: nothing of it needs to run. */
  readonly off: boolean;
  /** `off`, a severity that a person chose for this place, or undefined where nobody did. */
  chosenFor(place: Place, subject: Finding['subject']): Severity | 'off' | undefined;
  option(key: string): number;
  word(key: string): string;
}

/** Later lines win over earlier ones; a line for some paths wins over a line for all. */
export function settingsOf(
  rule: Rule,
  lines: readonly DeclaredRuleSetting[],
  excludes: PathTest,
  model: Model,
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

  function chosenFor(place: Place, subject: Finding['subject']): Severity | 'off' | undefined {
    if (excludes(place.path)) return 'off';
    const special = somewhere.find(({ matches }) => concerned(place, subject, model).some(matches));
    return special?.severity ?? everywhere;
  }

  return {
    off: everywhere === 'off' && somewhere.every(({ severity }) => severity === 'off'),
    chosenFor,
    option: key => numberOf(specOf(rule, key), values.get(key)),
    word: key => wordOf(specOf(rule, key), values.get(key)),
  };
}

export type PathTest = (path: RepoPath) => boolean;

/** A finding about a module may stand in its manifest, in CODEOWNERS or in a wiring file; what it is about counts too. */
function concerned(place: Place, subject: Finding['subject'], model: Model): readonly RepoPath[] {
  const paths = [place.path];
  if (model.importsOf(place.path)) return paths;
  // It may be a folder, of which a glob names what lies in it.
  if (subject.path !== undefined) paths.push(subject.path as RepoPath, `${subject.path}/*` as RepoPath);
  const module = subject.module === undefined ? undefined : model.module(subject.module);
  const [first] = module?.files ?? [];
  if (first !== undefined) paths.push(first);
  return paths;
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
