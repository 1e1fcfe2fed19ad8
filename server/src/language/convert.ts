/** The one way out of the syntax tree: a parsed file in, plain facts out. Whatever parsed is converted. */
import { type AstNode, GrammarUtils } from 'langium';
import type { DeclaredFacts, DeclaredHistory } from '#core/facts/declared';
import { byText, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { closestText } from '#core/text-distance';
import {
  type Context,
  globsOf,
  listed,
  place,
  placeOf,
  replacement,
  say,
  textOf,
} from './convert/context.ts';
import {
  convertCapability,
  convertFlow,
  convertInitiative,
  convertInteraction,
  convertQueue,
} from './convert/coordination.ts';
import { convertCouch, convertModule } from './convert/modules.ts';
import { moved } from './convert/moved.ts';
import { convertChannel, convertGroup, convertRoster, convertTeam } from './convert/organisation.ts';
import { convertAccept, convertHistory, convertRules, type HistorySetting } from './convert/review.ts';
import { convertService } from './convert/services.ts';
import * as ast from './generated/ast.ts';
import { quoted, unquoted, withArticle } from './names.ts';
import type { ClauseWords } from './words.ts';

/** The version of the language that this program reads. It also reads every earlier one. */
export const LANGUAGE_VERSION = 1;

type Lists = Omit<DeclaredFacts, 'files' | 'organization' | 'history' | 'rosters' | 'people'>;

/** The facts of one file. */
export interface FileFacts extends Lists {
  readonly organizations: readonly NonNullable<DeclaredFacts['organization']>[];
  readonly rosters: NonNullable<DeclaredFacts['rosters']>;
  readonly history: readonly HistorySetting[];
  readonly isRoot: boolean;
}

export function convertFile(path: RepoPath, file: ast.WiringFile, words: ClauseWords): FileFacts {
  const head: Context = { path, problems: [] };
  const elements = file.elements;
  checkHead(head, elements);
  const parts = elements.map(element => convertOnce(path, element, words));
  return {
    isRoot: elements.some(ast.isRoot),
    organizations: parts.flatMap(({ organizations = [] }) => organizations),
    rosters: parts.flatMap(({ rosters = [] }) => rosters),
    groups: parts.flatMap(({ groups = [] }) => groups),
    teams: parts.flatMap(({ teams = [] }) => teams),
    modules: parts.flatMap(({ modules = [] }) => modules),
    services: parts.flatMap(({ services = [] }) => services),
    channels: parts.flatMap(({ channels = [] }) => channels),
    couches: parts.flatMap(({ couches = [] }) => couches),
    interactions: parts.flatMap(({ interactions = [] }) => interactions),
    queues: parts.flatMap(({ queues = [] }) => queues),
    initiatives: parts.flatMap(({ initiatives = [] }) => initiatives),
    flows: parts.flatMap(({ flows = [] }) => flows),
    capabilities: parts.flatMap(({ capabilities = [] }) => capabilities),
    traces: parts.flatMap(({ traces = [] }) => traces),
    accepts: parts.flatMap(({ accepts = [] }) => accepts),
    history: parts.flatMap(({ history = [] }) => history),
    rules: parts.flatMap(({ rules = [] }) => rules),
    excludes: parts.flatMap(({ excludes = [] }) => excludes),
    problems: [...head.problems, ...parts.flatMap(({ problems = [] }) => problems)],
  };
}

/** What one statement says. */
type Part = Partial<Omit<FileFacts, 'isRoot'>>;

interface Converted {
  /** Where the statement stood then. */
  readonly line: number;
  readonly part: Part;
}

const converted = new WeakMap<ast.Element, Converted>();

/** A statement whose tree was kept says what it said; where lines came or went above it, it says so at another place. */
function convertOnce(path: RepoPath, element: ast.Element, words: ClauseWords): Part {
  const line = element.$cstNode?.range.start.line ?? 0;
  const known = converted.get(element);
  if (known?.line === line) return known.part;
  // The message of a problem may name a line.
  const stays = known && !known.part.problems;
  const part = stays ? moved(known.part, line - known.line) : convertElement(path, element, words);
  converted.set(element, { line, part });
  return part;
}

function convertElement(path: RepoPath, element: ast.Element, words: ClauseWords): Part {
  const context: Context = { path, problems: [] };
  if (ast.isUnknown(element)) sayUnknown(context, element, undefined, words);
  else if ('clauses' in element) {
    for (const clause of element.clauses)
      if (ast.isUnknown(clause)) sayUnknown(context, clause, element, words);
  }
  const said = factsOf(context, element);
  return context.problems.length === 0 ? said : { ...said, problems: context.problems };
}

function factsOf(context: Context, element: ast.Element): Part {
  if (ast.isModule(element)) return { modules: convertModule(context, element) };
  if (ast.isTeam(element)) return { teams: convertTeam(context, element) };
  if (ast.isOrganization(element)) return { organizations: convertOrganization(context, element) };
  if (ast.isRoster(element)) return { rosters: convertRoster(context, element) };
  if (ast.isGroup(element)) return { groups: convertGroup(context, element) };
  if (ast.isService(element)) return { services: convertService(context, element) };
  if (ast.isChannel(element)) return { channels: convertChannel(context, element) };
  if (ast.isCouch(element)) return { couches: convertCouch(context, element) };
  if (ast.isInteraction(element)) return { interactions: convertInteraction(context, element) };
  if (ast.isQueue(element)) return { queues: convertQueue(context, element) };
  if (ast.isInitiative(element)) return { initiatives: convertInitiative(context, element) };
  if (ast.isFlow(element)) return { flows: convertFlow(context, element) };
  if (ast.isCapability(element)) return { capabilities: convertCapability(context, element) };
  if (ast.isTraces(element)) return { traces: globsOf(context, element, 'globs') };
  if (ast.isAccept(element)) return { accepts: convertAccept(context, element) };
  if (ast.isHistory(element)) return { history: convertHistory(context, element) };
  if (ast.isRules(element)) return { rules: convertRules(context, element) };
  if (ast.isExclude(element)) return { excludes: globsOf(context, element, 'globs') };
  return {};
}

/** All files of a root as one. Files are sorted, so the first of two that disagree is always the same. */
export function mergeFiles(
  files: ReadonlyMap<RepoPath, FileFacts>,
  others: readonly Problem[],
): DeclaredFacts {
  const paths = [...files.keys()].sort(byText);
  const all = paths.flatMap(path => files.get(path) ?? []);
  const problems = [...all.flatMap(file => file.problems), ...others];
  const organizations = all.flatMap(file => file.organizations);
  const [organization, ...more] = organizations;
  for (const other of more) {
    const context: Context = { path: other.at.path, problems };
    say(
      context,
      'duplicate-name',
      `There is one organization a root; "${organization?.name}" is already declared in ${organization?.at.path}.`,
      other.at,
    );
  }
  const rosters = all.flatMap(file => file.rosters);
  const complete = organizations.some(each => each.complete);
  return {
    files: paths,
    ...(organization && { organization: { ...organization, complete } }),
    ...(rosters.length > 0 && { rosters }),
    groups: all.flatMap(file => file.groups),
    teams: all.flatMap(file => file.teams),
    modules: all.flatMap(file => file.modules),
    services: all.flatMap(file => file.services),
    channels: all.flatMap(file => file.channels),
    couches: all.flatMap(file => file.couches),
    interactions: all.flatMap(file => file.interactions),
    queues: all.flatMap(file => file.queues),
    initiatives: all.flatMap(file => file.initiatives),
    flows: all.flatMap(file => file.flows),
    capabilities: all.flatMap(file => file.capabilities),
    traces: all.flatMap(file => file.traces),
    accepts: all.flatMap(file => file.accepts),
    history: mergeHistory(
      all.flatMap(file => file.history),
      problems,
    ),
    rules: all.flatMap(file => file.rules),
    excludes: all.flatMap(file => file.excludes),
    problems,
  };
}

function mergeHistory(settings: readonly HistorySetting[], problems: Problem[]): DeclaredHistory {
  const first = (key: HistorySetting['key']) => {
    const [kept, ...others] = settings.filter(setting => setting.key === key);
    for (const other of others) {
      const where = kept ? `${kept.at.path}, line ${kept.at.range.start.line + 1}` : '';
      say(
        { path: other.at.path, problems },
        'repeated-clause',
        `The ${key} of the history is already said in ${where}; keep one of the two.`,
        other.at,
      );
    }
    return kept?.value;
  };
  const window = first('window');
  const change = first('change');
  const branch = first('branch');
  const ignore = settings.flatMap(({ key, value, at }) =>
    key === 'ignore' ? [{ glob: String(value), at }] : [],
  );
  const classes = settings.flatMap(setting => (setting.key === 'class' ? [setting.value] : []));
  return {
    ...(typeof window === 'number' && { windowMonths: window }),
    ...(typeof change === 'string' && { change }),
    ...(typeof branch === 'string' && { branch }),
    ignore,
    ...(classes.length > 0 && { classes }),
  };
}

function convertOrganization(context: Context, node: ast.Organization): FileFacts['organizations'] {
  const name = textOf(context, node, 'name');
  return name ? [{ name: name.text, complete: node.complete === true, at: name.at }] : [];
}

/** `wiring 1` stands first and `root` before every declaration, because other programs look only there. */
function checkHead(context: Context, elements: readonly ast.Element[]): void {
  for (const [i, element] of elements.entries()) {
    if (ast.isHeader(element)) {
      const version = textOf(context, element, 'version');
      if (i > 0)
        say(
          context,
          'misplaced-header',
          '"wiring" with its version is the first line of a file.',
          placeOf(context, element),
        );
      if (!version) continue;
      const number = Number(version.text);
      if (number > LANGUAGE_VERSION) {
        say(
          context,
          'later-version',
          `This file is written for wiring ${version.text}; this program reads up to wiring ${LANGUAGE_VERSION}. Update Wiring, or expect what is new in ${version.text} to be unknown.`,
          version.at,
        );
      } else if (!Number.isInteger(number) || number < 1) {
        say(
          context,
          'impossible-number',
          `There is no wiring ${version.text}; write wiring ${LANGUAGE_VERSION}.`,
          version.at,
          [replacement(version.at, String(LANGUAGE_VERSION))],
        );
      }
    } else if (
      ast.isRoot(element) &&
      elements.slice(0, i).some(before => !ast.isHeader(before) && !ast.isRoot(before))
    ) {
      say(
        context,
        'misplaced-root',
        '"root" stands before every declaration of a file, directly after "wiring 1".',
        placeOf(context, element),
      );
    }
  }
}

function sayUnknown(
  context: Context,
  node: ast.Unknown,
  inside: AstNode | undefined,
  words: ClauseWords,
): void {
  const cst = GrammarUtils.findNodeForProperty(node.$cstNode, 'word');
  if (!cst) return;
  const at = place(context, cst.range);
  const word = unquoted(cst.text);
  const opener = inside?.$type.toLowerCase();
  const known = [...(opener === undefined ? words.top : (words.inBlock.get(opener) ?? []))];
  const closest = closestText(word, known);
  const elsewhere = [...words.inBlock].find(
    ([block, clauses]) => block !== 'external' && clauses.has(word),
  )?.[0];
  const what = opener === undefined ? 'begins no declaration' : `is no clause of ${withArticle(opener)}`;
  const hint =
    closest !== undefined
      ? `Did you mean ${closest}?`
      : elsewhere !== undefined
        ? `It belongs into ${withArticle(elsewhere)}.`
        : `Known here are ${listed(known)}.`;
  const comma =
    opener === undefined || closest !== undefined
      ? ''
      : ` To go on with the list above, put a comma before ${quoted(word)}.`;
  say(
    context,
    'syntax',
    `"${word}" ${what}. ${hint}${elsewhere === undefined ? comma : ''}`,
    at,
    closest === undefined ? [] : [replacement(at, closest)],
  );
}
