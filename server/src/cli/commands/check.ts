import { basename } from 'node:path';
import type { Finding, Severity } from '#core/rules/finding';
import type { Reviewed } from '#core/views/reviewed';
import { type Command, OPENING } from '../command.ts';
import { didYouMean } from '../did-you-mean.ts';
import { type Format, reaches, type Settings } from '../format.ts';
import { FORMATS } from '../generated/formats.ts';
import { open, read } from '../open.ts';
import type { Parsed } from '../options.ts';
import { EXIT, type ExitCode, type Outcome, UsageError } from '../outcome.ts';
import { wantsColour } from '../terminal/paint.ts';
import type { Opened, World } from '../world.ts';

export const check: Command = {
  name: 'check',
  order: 1,
  summary: 'review a repository: independence of action per team, then findings',
  operand: {
    name: 'PATH',
    required: false,
    describe: 'anywhere in the repository (default: the current folder)',
  },
  options: ['format', 'fail-on', 'rule', 'all', 'quiet', ...OPENING],
  examples: [
    { line: 'wiring check', says: 'review the repository around the current folder' },
    { line: 'wiring check ../shop --all', says: 'another repository, with every finding and its evidence' },
    {
      line: 'wiring check --fail-on warning --quiet',
      says: 'in CI: silent when all is well, exit code 1 otherwise',
    },
    { line: 'wiring check --rule dependency-cycle', says: 'one rule only' },
    {
      line: 'wiring check --format json > review.json',
      says: 'for programs; the schema is schema/check.schema.json',
    },
  ],
  run: async (parsed: Parsed, world: World): Promise<Outcome> => {
    const rules = checkedRules(parsed.values('rule'), world.ruleIds());
    const opened = await open(parsed.operands[0] ?? '.', parsed, world);
    const settings = settingsOf(parsed, world, opened);
    const format = formatNamed(parsed);
    const question = JSON.stringify(['check', format.name, settings]);
    const known = opened.kept?.recall(question);
    // Written below, for the same question.
    if (known !== undefined) return JSON.parse(known) as Outcome;
    const snapshot = await read(opened, world);
    const chosen = (finding: Finding) => rules.length === 0 || rules.includes(finding.rule);
    const findings = snapshot.judgement.findings.filter(chosen);
    const outcome: Outcome = {
      stdout: format.check({ reviewed: snapshot, findings, settings }),
      code: exitCode(snapshot, findings, settings.failOn),
    };
    if (isLasting(snapshot)) opened.kept?.keep(question, JSON.stringify(outcome));
    return outcome;
  },
};

/** Whether the same files and history would give the same again: what git refused or a time limit cut may be had next time. */
function isLasting({ facts: { files, history } }: Reviewed): boolean {
  if (files.state === 'absent' || history.state === 'absent') return false;
  return history.facts.limits.every(({ code }) => code !== 'truncated');
}

/** Broken configuration comes before findings: what was judged by it may not be what was meant. */
function exitCode(reviewed: Reviewed, findings: readonly Finding[], failOn: Severity | 'never'): ExitCode {
  if (reviewed.facts.files.state === 'absent') return EXIT.incomplete;
  const broken = reviewed.problems.some(
    ({ severity, place }) => severity === 'error' && /(\.wiring|(^|\/)CODEOWNERS)$/.test(place.path),
  );
  if (broken) return EXIT.usage;
  return findings.some(({ severity }) => reaches(severity, failOn)) ? EXIT.findings : EXIT.clean;
}

function checkedRules(rules: readonly string[], known: readonly string[]): readonly string[] {
  for (const rule of rules) {
    if (known.includes(rule)) continue;
    const meant = didYouMean(rule, known);
    throw new UsageError(
      `there is no rule "${rule}"${meant ? ` — did you mean ${meant}?` : `; the rules are ${known.join(', ')}`}`,
    );
  }
  return rules;
}

export function formatNamed(parsed: Parsed): Format {
  const name = parsed.value('format') ?? 'text';
  const found = FORMATS.find(format => format.name === name);
  if (!found) throw new UsageError(`there is no format "${name}"`);
  return found;
}

export function settingsOf(parsed: Parsed, world: World, opened: Opened): Settings {
  const asked = parsed.has('no-color') ? false : parsed.has('color') ? true : undefined;
  const remarks: string[] = [];
  if (opened.rootBy === 'path')
    remarks.push('This folder is in no git repository: it is reviewed as it is, without history.');
  if (opened.rootBy === 'wiring') remarks.push('This is a nested root: its .wiring file begins with "root".');
  if (parsed.has('no-git')) remarks.push('git was not run (--no-git).');
  return {
    version: world.version,
    rootName: basename(opened.root),
    colour: wantsColour(asked, world.env, world.terminal.stdout),
    quiet: parsed.has('quiet'),
    all: parsed.has('all'),
    failOn: failLevel(parsed.value('fail-on')),
    rules: parsed.values('rule'),
    remarks,
  };
}

function failLevel(value: string | undefined): Severity | 'never' {
  switch (value) {
    case 'warning':
    case 'information':
    case 'never':
      return value;
    default:
      return 'error';
  }
}
