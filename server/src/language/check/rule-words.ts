/** Rules, their options and the values of these, against the registry of rules. */
import type { DeclaredFacts, DeclaredRuleSetting, Ref } from '#core/facts/declared';
import type { Place } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { parseQuantity } from '#core/quantities';
import type { OptionSpec } from '#core/rules/rule';
import { closestText } from '#core/text-distance';
import { closestWord } from '../mend/close-word.ts';
import type { RuleVocabulary } from '../rule-vocabulary.ts';

const SEVERITIES = ['error', 'warning', 'information', 'off'];

export function ruleProblems(facts: DeclaredFacts, vocabulary: RuleVocabulary): Problem[] {
  const ids = vocabulary.rules.map(({ id }) => id);
  const problems: Problem[] = [];
  for (const accept of facts.accepts) {
    problems.push(...unknownRule(accept.rule, ids, undefined, undefined));
    const rule = vocabulary.rules.find(({ id }) => id === accept.rule.name);
    if (rule?.last) problems.push(notAcceptable(accept.rule));
  }
  for (const [i, setting] of facts.rules.entries()) {
    // What stands behind a mistyped `in` is a path, and no problem of its own.
    if (isQuoted(setting.rule) && meansIn(facts.rules[i - 1], facts.rules[i - 2], ids)) continue;
    problems.push(...unknownRule(setting.rule, ids, facts.rules[i - 1], facts.rules[i + 1]));
    const rule = vocabulary.rules.find(({ id }) => id === setting.rule.name);
    if (!rule) continue;
    problems.push(...setting.options.flatMap(option => optionProblems(option, rule.id, rule.options)));
    const [option] = setting.options;
    if (option && setting.paths.length > 0) problems.push(optionForPaths(option, rule.id));
  }
  return problems;
}

/** What is left over of exceptions is not set aside by another exception. */
function notAcceptable(rule: Ref): Problem {
  const message = `${rule.name} cannot be accepted: it is about accepts and ignores. Mend what it finds, or write ${rule.name} off in "rules".`;
  return problem('not-acceptable', message, rule.at, undefined);
}

/** A rule counts once for the whole repository, so that its numbers cannot differ by path. */
function optionForPaths({ key, at }: Option, rule: string): Problem {
  const message = `Options hold for the whole repository, not for some paths: write ${rule} { ${key} … } on a line without "in".`;
  return problem('option-for-paths', message, at, undefined);
}

function unknownRule(
  rule: Ref,
  ids: readonly string[],
  before: DeclaredRuleSetting | undefined,
  after: DeclaredRuleSetting | undefined,
): Problem[] {
  if (ids.includes(rule.name)) return [];
  // `couch-too-big warn` parses as two settings; what is meant is told by the line.
  const goesOn = before !== undefined && before.options.length === 0 && onOneLine(before, rule);
  if (goesOn && after && isQuoted(after.rule) && onOneLine(before, after.rule)) {
    const close = closestWord(rule.name, ['in']);
    const message = `"${rule.name}" has no meaning here.${close ? ` Did you mean ${close}?` : ' Paths stand behind "in".'}`;
    return [problem('unknown-word', message, rule.at, close)];
  }
  if (goesOn && before.severity === undefined) {
    const closest = closestWord(rule.name, SEVERITIES);
    const hint = closest ? ` Did you mean ${closest}?` : '';
    const message = `"${rule.name}" is neither a severity (${SEVERITIES.join(', ')}) nor a rule.${hint}`;
    return [problem('unknown-word', message, rule.at, closest)];
  }
  const closest = closestText(rule.name, ids);
  const message = `There is no rule "${rule.name}".${closest ? ` Did you mean ${closest}?` : ''}`;
  return [problem('unknown-rule', message, rule.at, closest)];
}

function meansIn(
  setting: DeclaredRuleSetting | undefined,
  before: DeclaredRuleSetting | undefined,
  ids: readonly string[],
): boolean {
  return (
    setting !== undefined &&
    before !== undefined &&
    onOneLine(before, setting.rule) &&
    !ids.includes(setting.rule.name)
  );
}

function onOneLine(before: DeclaredRuleSetting, { at }: Ref): boolean {
  return before.rule.at.path === at.path && before.at.range.end.line === at.range.start.line;
}

/** Told by its place: a name in quotes takes up two characters more. */
function isQuoted({ name, at: { range } }: Ref): boolean {
  return range.end.character - range.start.character === name.length + 2;
}

type Option = DeclaredRuleSetting['options'][number];

function optionProblems(option: Option, rule: string, specs: readonly OptionSpec[]): Problem[] {
  const spec = specs.find(({ key }) => key === option.key);
  const { start } = option.at.range;
  const keyEnd = { line: start.line, character: start.character + option.key.length };
  const keyAt: Place = { path: option.at.path, range: { start, end: keyEnd } };
  if (!spec) {
    const keys = specs.map(({ key }) => key);
    const closest = closestText(option.key, keys);
    const known = keys.length > 0 ? `Its options are ${keys.join(', ')}.` : 'It has no options.';
    const hint = closest ? `Did you mean ${closest}?` : known;
    return [
      problem('unknown-option', `The rule ${rule} has no option "${option.key}". ${hint}`, keyAt, closest),
    ];
  }
  const wrong = valueProblem(option.value, spec);
  return wrong === undefined
    ? []
    : [problem('impossible-number', `${option.key} ${wrong}.`, option.at, undefined)];
}

/** What is wrong with a value, as the end of a sentence. */
function valueProblem(value: string, spec: OptionSpec): string | undefined {
  const quantity = parseQuantity(value);
  switch (spec.type) {
    case 'percent':
      if (quantity.kind !== 'percent') return `takes a share such as 50%, not ${value}`;
      return quantity.share > 1 ? `goes up to 100%; ${value} is more than everything` : undefined;
    case 'count':
      if (quantity.kind !== 'count') return `takes a number such as 3, not ${value}`;
      return spec.fraction || Number.isInteger(quantity.count)
        ? undefined
        : `takes a whole number, not ${value}`;
    case 'duration':
      if (quantity.kind !== 'duration') return `takes a duration such as 2 weeks, not ${value}`;
      return quantity.ms > 0 ? undefined : 'takes a duration above zero';
    case 'word': {
      const words = spec.words ?? [value];
      return words.includes(value) ? undefined : `takes ${words.join(' or ')}, not ${value}`;
    }
  }
}

function problem(code: string, message: string, at: Place, closest: string | undefined): Problem {
  const edits = closest === undefined ? [] : [{ path: at.path, range: at.range, newText: closest }];
  const suggestions = closest === undefined ? [] : [{ title: `Write ${closest}`, edits }];
  return { code, severity: 'error', message, place: at, suggestions };
}
