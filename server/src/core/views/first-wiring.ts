import { byText, isWithin, type RepoPath } from '../facts/place.ts';
import { factsOf } from '../facts/state.ts';
import { ENOUGH_CHANGES } from '../measures/independence.ts';
import type { Module, Ownership, Team } from '../model/model.ts';
import type { Reviewed } from './reviewed.ts';
import { teamNames } from './team-names.ts';
import { count, listed, ownersInWords, percent } from './words.ts';

/** What may be read for a first file; a snapshot fits. */
export type FirstWiringInput = Pick<Reviewed, 'facts' | 'model' | 'independence'>;

/**
 * The text of a first `architecture.wiring`: the teams that CODEOWNERS names and the modules that the workspace has,
 * with what each imports now. It states what is so, so that a check of it finds no error; what should be is for people
 * to write into it. The same model gives the same text.
 */
export function firstWiring(input: FirstWiringInput): string {
  const { model } = input;
  const teams = model.teams.filter(team => !team.unnamed);
  const names = teamNames(teams);
  const modules = model.modules.filter(module => module.root !== '' && module.files.length > 0);
  const sections = [
    preface(input),
    organization(teams),
    teamSection(teams, names, input),
    ...moduleSections(modules, names, input),
  ];
  return `${sections.filter(section => section !== '').join('\n\n')}\n`;
}

function preface(input: FirstWiringInput): string {
  const { facts } = input;
  const sources = [
    ...(factsOf(facts.modules)?.toldBy ?? []),
    ...(facts.ownership.state === 'absent' ? [] : [facts.ownership.facts.path]),
    ...(facts.imports.state === 'absent' ? [] : ['the imports']),
    ...(facts.history.state === 'absent' ? [] : ['the history']),
  ];
  const lines = [
    'wiring 1',
    '',
    `// Written by "wiring init"${sources.length === 0 ? '' : ` from ${printable(listed(sources))}`}.`,
    '// It says what is so today, which is not always what should be. Change what you disagree with:',
    '// "wiring check" and the editor then show where the code differs.',
  ];
  if (facts.ownership.state === 'absent') {
    lines.push(
      `// No teams: ${printable(facts.ownership.reason)}. Declare them here: team Name { handle "@org/name" }`,
    );
  } else if (input.model.teams.every(team => team.unnamed)) {
    lines.push('// No teams: CODEOWNERS names persons only. A team can be told by its members:');
    lines.push('// team Name { members { "name@example.org" } }');
  }
  return lines.join('\n');
}

/** The organisation that most handles name. */
function organization(teams: readonly Team[]): string {
  const counts = new Map<string, number>();
  for (const { handles } of teams) {
    const name = /^@([^/]+)\//.exec(handles[0] ?? '')?.[1];
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [first] = [...counts].sort((a, b) => b[1] - a[1] || byText(a[0], b[0]));
  return first === undefined ? '' : `organization ${quoted(first[0])}`;
}

function teamSection(
  teams: readonly Team[],
  names: ReadonlyMap<string, string>,
  input: FirstWiringInput,
): string {
  if (teams.length === 0) return '';
  const declarations = teams.map(team => {
    const name = names.get(team.name) ?? team.name;
    const handles = team.handles.map(quoted).join(', ');
    const own = input.independence.teams.find(row => row.team === team.name);
    const note =
      own?.share === undefined
        ? ''
        : own.lifted < ENOUGH_CHANGES
          ? `  // ${own.alone} of ${count(own.lifted, 'change')} needed nobody else`
          : `  // ${percent(own.share)} of ${count(own.lifted, 'change')} needed nobody else`;
    return `team ${name} { handle ${handles} }${note}`;
  });
  const { independence } = input;
  const when =
    independence.unknown === undefined && independence.carries > 0
      ? [`// Changes of the last ${independence.windowMonths} months.`]
      : [];
  return [...when, ...declarations].join('\n');
}

function moduleSections(
  modules: readonly Module[],
  names: ReadonlyMap<string, string>,
  input: FirstWiringInput,
): readonly string[] {
  const groups = new Map<string, Module[]>();
  for (const module of modules) {
    const owner = ownerClause(module, names, input);
    const heading = owner.clause ?? owner.heading ?? '';
    const group = groups.get(heading);
    if (group) group.push(module);
    else groups.set(heading, [module]);
  }
  const sections = [...groups]
    // What has no single owner comes last.
    .sort(([a], [b]) => Number(a === '') - Number(b === '') || byText(a, b))
    .map(([heading, group]) => {
      const title = heading === '' ? 'Without one owner' : heading;
      return [
        `// ---- ${title}: ${count(group.length, 'module')} ----`,
        ...group.map(module => declaration(module, modules, names, input)),
      ].join('\n\n');
    });
  const note =
    '// "uses" lists what each module imports now, so that a new dependency shows. Without it anything may be used.';
  return sections.length === 0 ? [] : [note, ...sections];
}

function declaration(
  module: Module,
  modules: readonly Module[],
  names: ReadonlyMap<string, string>,
  input: FirstWiringInput,
): string {
  const owner = ownerClause(module, names, input);
  return [
    `module ${nameToken(module.name)} {`,
    ...(owner.comment === undefined ? [] : [`  // ${printable(owner.comment)}`]),
    `  path ${pathClause(module, modules)}`,
    ...(owner.clause === undefined ? [] : [`  owner ${owner.clause}`]),
    ...usesClause(module, input),
    '}',
  ].join('\n');
}

/** The folder's files, without those of modules that are declared below it. */
function pathClause(module: Module, modules: readonly Module[]): string {
  const inner = modules.filter(
    other => other !== module && other.root !== module.root && isWithin(other.root, module.root),
  );
  const outermost = inner.filter(
    other =>
      !inner.some(
        between => between !== other && between.root !== other.root && isWithin(other.root, between.root),
      ),
  );
  const below = (root: RepoPath) => quoted(`${escapeGlob(root)}/**`);
  const except = outermost.map(other => below(other.root)).sort(byText);
  return `${below(module.root)}${except.length === 0 ? '' : ` except ${except.join(', ')}`}`;
}

interface OwnerWords {
  /** Absent where no owner is declared. */
  readonly clause?: string;
  /** Instead of a clause, what the modules have in common. */
  readonly heading?: string;
  readonly comment?: string;
}

/**
 * The owner, where all owned files of the module agree about it. Otherwise none is declared, because a declaration
 * would disagree with CODEOWNERS, and a comment says who the owners are.
 */
function ownerClause(
  module: Module,
  names: ReadonlyMap<string, string>,
  { model }: FirstWiringInput,
): OwnerWords {
  const counts = new Map<string, { ownership: Ownership; files: number }>();
  let owned = 0;
  for (const path of module.files) {
    const ownership = model.ownershipOf(path);
    if (ownership.teams.length === 0) continue;
    owned += 1;
    const key = ownersInWords(ownership) ?? '';
    const known = counts.get(key);
    if (known) known.files += 1;
    else counts.set(key, { ownership, files: 1 });
  }
  const [first, second] = [...counts.values()].sort((a, b) => b.files - a.files);
  if (!first) return { comment: 'nobody owns it' };
  if (second) {
    const said = [...counts]
      .map(([, { ownership, files }]) => `${teamsInWords(ownership, names)} (${count(files, 'file')})`)
      .sort(byText);
    return { comment: `owned by ${listed(said)}` };
  }
  if (!first.ownership.teams.every(team => names.has(team)))
    return {
      heading: `Only persons: ${teamsInWords(first.ownership, names)}; a team of them can be declared`,
    };
  if (owned < module.files.length * 0.5)
    return {
      comment: `${teamsInWords(first.ownership, names)} owns ${owned} of ${count(module.files.length, 'file')}`,
    };
  return { clause: teamsInWords(first.ownership, names) };
}

function teamsInWords({ teams, mode }: Ownership, names: ReadonlyMap<string, string>): string {
  const words = teams.map(team => names.get(team) ?? printable(team));
  return words.sort(byText).join(mode === 'all' ? ' and ' : ' or ');
}

function usesClause(module: Module, { model, facts }: FirstWiringInput): readonly string[] {
  if (facts.imports.state === 'absent') return [];
  const used = model.edges
    .filter(edge => edge.from === module.name)
    .map(edge => nameToken(edge.to))
    .sort(byText);
  if (used.length === 0) return ['  uses nothing'];
  const line = `  uses ${used.join(', ')}`;
  if (used.length <= 3 && line.length <= 80) return [line];
  return ['  uses', ...used.map(name => `    ${name},`)];
}

/** A name as the language reads it back: plain or scoped where it can be, else in quotes. */
export function nameToken(name: string): string {
  const plain = /^[A-Za-z_]\w*(-\w+)*$/.test(name);
  const scoped = /^@[A-Za-z0-9_~][\w.~-]*\/[A-Za-z0-9_~][\w.~]*(-+[\w.~]+)*$/.test(name);
  return plain || scoped ? name : quoted(name);
}

function quoted(text: string): string {
  return `"${printable(text).replace(/["\\]/g, '\\$&')}"`;
}

/** Folder names are text, not patterns. */
function escapeGlob(path: string): string {
  return path.replace(/[*?[\]{}\\]/g, '\\$&');
}

/** Without control codes, which would end a comment or a text early. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ');
}
