import type { DeclaredClass } from '../facts/declared.ts';
import type { Change, TouchedFile } from '../facts/history.ts';
import type { RepoPath } from '../facts/place.ts';
import type { Mechanical } from './mechanical.ts';

/** `ordinary` changes are carries; all others are set aside, counted and shown. */
export type ChangeClass = 'ordinary' | 'release' | 'bot' | 'sweep' | 'revert' | 'rename-only' | 'noise-only';

export interface Classified {
  readonly class: ChangeClass;
  /** Why, in words for the user. */
  readonly reason: string;
}

/** The class that a wiring file gives a change, whatever it looks like. */
export function bySomebody(said: DeclaredClass): Classified {
  const { path, range } = said.at;
  const found = CLASSES.find(each => each === said.class);
  return { class: found ?? 'ordinary', reason: `${path} says so in line ${range.start.line + 1}` };
}

const CLASSES: readonly ChangeClass[] = ['ordinary', 'release', 'bot', 'sweep', 'revert', 'rename-only'];

export interface ClassifyContext {
  /** The files of the change without those that are nobody's work: lock files, changelogs, generated code. */
  workOf(change: Change): readonly TouchedFile[];
  /** What of that work is one edit made everywhere; undefined for most changes. */
  mechanicalOf(change: Change): Mechanical | undefined;
  /** The module that holds a path, by name. */
  moduleOf(path: RepoPath): string | undefined;
}

/**
 * What kind of change this is. Nothing is judged by its size: of the widest changes measured, half were real work.
 * A sweep touches at least five modules and either has a title that says so, or is by its content one edit everywhere.
 */
export function classifyChange(change: Change, context: ClassifyContext): Classified {
  const { subject, authors, files } = change;
  if (REVERT.test(subject))
    return { class: 'revert', reason: 'the title says that it takes back another change' };
  if (MAYBE_RELEASE.test(subject) && RELEASE.some(pattern => pattern.test(subject)))
    return { class: 'release', reason: 'the title is that of a release' };
  if (authors.length > 0 && authors.every(isBot)) return { class: 'bot', reason: 'a program made it' };
  if (BOT_SUBJECT.test(subject)) return { class: 'bot', reason: 'the title is that of an automatic update' };
  if (files.length === 0) return { class: 'noise-only', reason: 'it touches no file' };
  const work = context.workOf(change);
  if (work.length === 0) {
    return {
      class: 'noise-only',
      reason: 'it touches only files that lift nobody: lock files, changelogs, generated ones',
    };
  }
  if (work.every(file => file.status === 'renamed' && file.before === file.after)) {
    return { class: 'rename-only', reason: 'files moved and their content stayed the same' };
  }
  if (work.length >= SWEEP_MODULES) {
    const modules = new Set<string>();
    for (const file of work) {
      const module = context.moduleOf(file.now ?? file.path);
      if (module !== undefined) modules.add(module);
    }
    if (modules.size >= SWEEP_MODULES && BEGINNING.test(subject)) {
      return { class: 'sweep', reason: `${modules.size} modules that came at once, by its title` };
    }
    // The title is looked at last: that takes longer than all else here.
    if (modules.size >= SWEEP_MODULES && isSweepTitle(subject)) {
      return { class: 'sweep', reason: `one mechanical edit over ${modules.size} modules, by its title` };
    }
  }
  const mechanical = context.mechanicalOf(change);
  if (!mechanical) return ORDINARY;
  const { work: left, modules, files: edited, copies } = mechanical;
  const what = copies > edited / 2 ? 'copied files and configuration' : 'manifests and configuration';
  if (left.length === 0) return { class: 'sweep', reason: `${what} of ${modules} modules and nothing else` };
  return {
    class: 'ordinary',
    reason: `somebody worked on it; ${modules} modules where only ${what} changed do not count`,
  };
}

/** One for nearly all of tens of thousands of changes. */
const ORDINARY: Classified = { class: 'ordinary', reason: 'somebody worked on it' };

/** Whether an address belongs to a program that opens changes by itself. Agents that people set to work do not count. */
export function isBot(email: string): boolean {
  const known = bots.get(email);
  if (known !== undefined) return known;
  const told = BOT.test(email) && !AGENT.test(email);
  bots.set(email, told);
  return told;
}

/** A few hundred addresses sign tens of thousands of changes. */
const bots = new Map<string, boolean>();

/** From how many modules on a change may be a sweep. */
export const SWEEP_MODULES = 5;

/** What is new takes nothing back: `feat: revert reasons` tells why a transaction failed. */
const REVERT = /^((?!feat)\w+(\([^)]*\))?!?:\s*)?(re-?)?revert(ed|s)?\b/i;

/** One look that most titles do not survive: what each pattern of a release has to contain. */
const MAYBE_RELEASE = /\d\.\d|release|version|merge|applying|publish|changelog/i;

const RELEASE: readonly RegExp[] = [
  // `v11.18.0`, `1.2.3-beta.1 (#12)`, `chore(release): 1.2.3`, `chore: v1.2.3`
  /^(\w+(\([^)]*\))?!?:\s*)?[`"']?v?\d+\.\d+\.\d+(-[\w.]+)?[`"']?(\s*\(#\d+\))?(\s*\[[^\]]*\])?$/i,
  // `Release/1201.0.0 (#9924)`, `Release 1200.0.0`, `chore: release @acme/x@1.2.0`, `[ci] release`, `chore(main): release 2.0.0`
  /^(\[\w+\]\s*)?(\w+(\([^)]*\))?!?:\s*)?releases?[\s/:-]+[`"'(]*(v?\d|[@\w./-]+@v?\d|(main|master|packages?|latest|next)\b)/i,
  /^(\[\w+\]\s*)?(\w+(\([^)]*\))?!?:\s*)?releases?(\s*\((rc|beta|alpha|next|canary|latest)\))?(\s*\(#\d+\))?$/i,
  /^\w+\(release\)!?:/i,
  // changesets, Rush, lerna, beachball
  /^(\w+(\([^)]*\))?!?:\s*)?version packages\b/i,
  /^bump versions?\b(?!.* from )|^update changelogs?\b.*\[skip ci\]|^merge branch '(version\/bump|changeset-release\/)/i,
  /^applying package updates\b/i,
  /^(\w+(\([^)]*\))?!?:\s*)?publish(ed)?(\s+(packages?|release|v?\d[\w.-]*))?(\s*\(#\d+\))?$/i,
  /^(\w+(\([^)]*\))?!?:\s*)?(prepare|cut)( for)?( the)?( next)? release\b/i,
  /^update release\b[\s/-]*\d/i,
];

const BOT =
  /\[bot\]@|(^|[+._-])bot@|^(\d+\+)?(renovate|dependabot|dependabot-preview|greenkeeper|greenkeeperio-bot|snyk-bot|rushbot|semantic-release-bot|github-actions|mergify|imgbot|allcontributors|weblate|crowdin)(-bot)?@/;
const AGENT =
  /(^|\+)(copilot|copilot-swe-agent|devin-ai-integration|cursor|cursoragent|claude|codex|google-labs-jules|sweep-ai|gemini-code-assist)(\[bot\])?@/;
const BOT_SUBJECT =
  /^merge (pull request|branch) .*\b(renovate|dependabot)\/|^\[snyk\]|^\w+\(deps(-dev)?\)!?:\s*(bump \S+ from \S+ to \S+|update (dependency|module|actions?|\S+ action|all|docker)\b)|^update dependency \S+ to \S+/i;

/** A repository that was brought here whole: nobody lifted all of it together, however young the history is. */
const BEGINNING = /^(\w+(\([^)]*\))?!?:\s*)?(initial|first|init)\s+(commit|import|check-?in)\b/i;

/**
 * Whether a title is that of a mechanical edit. A feature or a fix is one only if it begins so: "feat: bump utils" is,
 * "feat: add Tron support and update dependencies" is not.
 */
function isSweepTitle(subject: string): boolean {
  const prefix = /^(\w+)(\([^)]*\))?!?:\s*/.exec(subject);
  const [whole = '', kind = ''] = prefix ?? [];
  if (/^(feat|fix|perf)$/i.test(kind)) return SWEEP.exec(subject.slice(whole.length))?.index === 0;
  return SWEEP.test(subject);
}

const LINT = '(es|ts|style|ox|mark(down)?-?)?lint(er|ing|ed|s)?';

/** What people write over a mechanical edit of everything. */
const SWEEP = new RegExp(
  [
    // Not the bare word: some repositories make linters.
    String.raw`\b(fix|enable|re-?enable|disable|apply|run|update|upgrade|bump|remove|restore|suppress)(s|d|ed|ing)?\b.*\b${LINT}\b`,
    String.raw`\b${LINT}\b.*\b(rules?|errors?|warnings?|fix(es|ed)?|config\w*|directives?|issues?|clean)\b`,
    String.raw`\b(prettier|oxfmt|biome|dprint|clang-format|rustfmt)\b`,
    String.raw`\b(re-?format(s|ted|ting)?|formatting|format(ted)?( the| all)? (code\w*|files|everything|sources?|changelogs|json|markdown|packages))\b`,
    // What a program leaves behind: `[ci] format`.
    String.raw`^\[(ci|bot|auto)\] format(ting)?\b`,
    String.raw`^style(\([^)]*\))?!?:`,
    String.raw`\b(upgrade|update|updating|upgrading|migrate|switch)(s|d)?\b.*(\b(dep|deps|dependency|dependencies|versions?|typescript|node|node\.js|yarn|pnpm|npm|jest|vitest|webpack|rollup|babel|typedoc)\b|\bto [^\w\s]*v?\d)`,
    String.raw`\bbump(s|ed|ing)?\b`,
    String.raw`\b(drop|require|add|enable|target)(s|ped|d|ing)?\b.*\b(node(\.js)?( \d+)?|es20\d\d|esm|strict|noimplicit\w+)\b`,
    // Not the bare word "licence": a shop of films sells them.
    String.raw`\b(copyright|header comment|file headers?)\b`,
    String.raw`\blicen[cs]es?\b.*\b(headers?|notices?|files?|fields?|text|years?|lines?|banners?)\b`,
    String.raw`\b(mit|isc|bsd|apache|[al]?gpl|mpl|root)\b.*\blicen[cs]es?\b`,
    String.raw`\b(import|file) (extensions?|sorting|order)\b|\bsort(ed|ing)? imports\b|\bimports? sort\b`,
    String.raw`^((correct|more|some|several|various|minor|many|few|a|the)\s+)*(typos?|spelling)\b`,
    String.raw`\b(codemod|typos?|spelling|whitespace|trailing commas?|semicolons?|line endings?)\b`,
    String.raw`\b(tsconfig|jest config|package\.json)s?( files)?\b`,
    String.raw`\b(all|every|each) (packages?|modules?|projects?|workspaces?|libraries|controllers)\b|\bacross (the )?(repo|repository|monorepo)\b`,
    String.raw`\b(rename|replace|use|remove)\b.*\b(everywhere|unused \w+ directives?)\b`,
    String.raw`\bsuppress(ed|ions?)\b`,
  ].join('|'),
  'i',
);
