// The registry of rules and their pages are made from the folder, so that to add a rule is to add one file.
//   npm run generate                  writes them
//   npm run generate -- --check       exits with 1 when one is stale
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OptionSpec, Rule } from '#core/rules/rule';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const RULES_FOLDER = 'server/src/core/rules';
const PAGES_FOLDER = 'docs/rules';

export interface Generated {
  /** From the root of the project. */
  readonly path: string;
  /** As it should be; `undefined` for a file that should not be. */
  readonly text: string | undefined;
  readonly stale: boolean;
}

/** The ids of the rules that are there: files that export a `Rule` under their own name. */
export function ruleIds(): readonly string[] {
  return readdirSync(join(ROOT, RULES_FOLDER))
    .filter(name => name.endsWith('.ts'))
    .map(name => name.slice(0, -3))
    .filter(id => read(`${RULES_FOLDER}/${id}.ts`)?.includes(`export const ${camel(id)}: Rule `))
    .sort();
}

/** The registry, the page of each rule and their index, as they should be. */
export async function generated(): Promise<readonly Generated[]> {
  const ids = ruleIds();
  const rules = await Promise.all(ids.map(load));
  const wanted = new Map<string, string>([[`${RULES_FOLDER}/registry.ts`, registry(ids)]]);
  for (const rule of rules) wanted.set(`${PAGES_FOLDER}/${rule.id}.md`, page(rule));
  wanted.set(`${PAGES_FOLDER}/README.md`, index(rules));
  const files = [...wanted].map(([path, text]): Generated => ({ path, text, stale: read(path) !== text }));
  const pages = existsSync(join(ROOT, PAGES_FOLDER)) ? readdirSync(join(ROOT, PAGES_FOLDER)) : [];
  for (const name of pages) {
    const path = `${PAGES_FOLDER}/${name}`;
    if (!wanted.has(path)) files.push({ path, text: undefined, stale: true });
  }
  return files;
}

async function load(id: string): Promise<Rule> {
  const module: Readonly<Record<string, Rule | undefined>> = await import(
    pathToFileURL(join(ROOT, RULES_FOLDER, `${id}.ts`)).href
  );
  const rule = module[camel(id)];
  if (rule?.id !== id) throw new Error(`${RULES_FOLDER}/${id}.ts does not export a rule with the id "${id}"`);
  return rule;
}

function registry(ids: readonly string[]): string {
  return [
    `// Made by scripts/generate-rules.ts from ${RULES_FOLDER}; not edited by hand.`,
    // In the order in which the formatter wants them.
    ...[...ids, 'rule']
      .sort()
      .map(id =>
        id === 'rule'
          ? "import type { Rule } from './rule.ts';"
          : `import { ${camel(id)} } from './${id}.ts';`,
      ),
    '',
    '/** Every rule there is, by id. */',
    'export const RULES: readonly Rule[] = [',
    ...ids.map(id => `  ${camel(id)},`),
    '];',
    '',
  ].join('\n');
}

function page(rule: Rule): string {
  const { docs } = rule;
  const parts = [
    `<!-- Made by scripts/generate-rules.ts from ${RULES_FOLDER}/${rule.id}.ts; not edited by hand. -->`,
    `# ${rule.title}`,
    `\`${rule.id}\` · ${rule.severity} unless said otherwise · layer ${rule.layer} · ${rule.mechanism}`,
    rule.needs.length > 0
      ? `Needs: ${rule.needs.join(', ')}. Without them the rule is skipped, and said to be skipped.`
      : 'Needs: declared or runtime, either will do. Without both the rule is skipped, and said to be skipped.',
    `## What\n\n${docs.what}`,
    `## Why\n\n${docs.why}`,
    `## Evidence\n\n${docs.evidence}`,
    `## What to do\n\n${docs.fixes}`,
    `## Example\n\nThe lines with \`^\` or \`<-\` show where the finding stands and how its message begins.\n\n\`\`\`\n${docs.example.trim()}\n\`\`\``,
    `## Settings\n\n\`\`\`wiring\nrules {\n${settings(rule)}\n}\n\`\`\`\n${options(rule.options)}`,
    `## Setting it aside\n\n\`\`\`wiring\n${docs.accept}\n\`\`\`\n${inSources(rule) ? `\nOr at the import itself: \`// wiring-ignore-next-line ${rule.id}: reason\`.\n` : ''}`,
  ];
  return `${parts.join('\n\n').trimEnd()}\n`;
}

/** Whether findings stand in sources, where a comment can set them aside; the example shows it. */
function inSources(rule: Rule): boolean {
  const sections = rule.docs.example.split(/^(?=\/\/- )/m);
  return (
    !rule.last && sections.some(text => /^\/\/- \S+\.ts\n/.test(text) && /^\/\/\s*(\^+|<-) /m.test(text))
  );
}

function settings(rule: Rule): string {
  const values = rule.options.map(option => `${option.key} ${shown(option)}`);
  const block = values.length === 0 ? '' : ` { ${values.join('  ')} }`;
  return `  ${rule.id} ${rule.severity}${block}\n  ${rule.id} off in "examples/**"`;
}

function options(specs: readonly OptionSpec[]): string {
  if (specs.length === 0) return '';
  return `\n| option | default | what it says |\n| --- | --- | --- |\n${specs
    .map(spec => `| \`${spec.key}\` | ${shown(spec)} | ${spec.describe} |`)
    .join('\n')}\n`;
}

function shown({ type, fallback }: OptionSpec): string {
  if (typeof fallback === 'string') return fallback;
  if (type === 'percent') return `${Number((fallback * 100).toPrecision(12))}%`;
  return type === 'duration' ? `${fallback} days` : String(fallback);
}

function index(rules: readonly Rule[]): string {
  return [
    `<!-- Made by scripts/generate-rules.ts from ${RULES_FOLDER}; not edited by hand. -->`,
    '# Rules',
    '',
    'Only what a person declared may be an error; what is inferred is at most a warning; what is a question is information.',
    '',
    '| rule | default | what it finds |',
    '| --- | --- | --- |',
    ...rules.map(
      rule => `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${firstSentence(rule.docs.what)} |`,
    ),
    '',
  ].join('\n');
}

function firstSentence(text: string): string {
  return /^[\s\S]*?[.](?=\s|$)/.exec(text)?.[0].replaceAll('|', '\\|') ?? text;
}

function camel(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function read(path: string): string | undefined {
  const file = join(ROOT, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const stale = (await generated()).filter(file => file.stale);
  if (process.argv.includes('--check')) {
    for (const { path } of stale) console.error(`${path} is stale: run "npm run generate"`);
    process.exitCode = stale.length === 0 ? 0 : 1;
  } else {
    for (const { path, text } of stale) {
      mkdirSync(dirname(join(ROOT, path)), { recursive: true });
      if (text === undefined) rmSync(join(ROOT, path));
      else writeFileSync(join(ROOT, path), text);
      console.log(`${text === undefined ? 'removed' : 'wrote'} ${path}`);
    }
  }
}
