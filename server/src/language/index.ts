/** The `.wiring` language: text in; facts and problems out. What editors ask beside that is in `with-editor.ts`. */
import { DocumentState, type LangiumDocument, URI } from 'langium';
import type { DeclaredFacts } from '#core/facts/declared';
import { byText, FILE_START, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { duplicateProblems } from './check/duplicates.ts';
import { groupCycleProblems } from './check/groups.ts';
import { ruleProblems } from './check/rule-words.ts';
import { unknownNameProblems } from './check/unknown-names.ts';
import { wiringWords } from './clause-words.ts';
import { convertFile, type FileFacts, mergeFiles } from './convert.ts';
import { referredKind } from './editor/kinds.ts';
import type * as ast from './generated/ast.ts';
import type { InferredNames, WiringLanguage } from './language.ts';
import { type ReadingOptions, statementsIn } from './parser.ts';
import type { RuleVocabulary } from './rule-vocabulary.ts';
import { createServices, type WiringServices } from './services.ts';
import type { Statements } from './statements.ts';
import { overlaps, syntaxProblems } from './syntax-errors.ts';
import { TooMuch } from './too-much.ts';

export type { InferredName, InferredNames, WiringLanguage } from './language.ts';
export { startsNestedRoot } from './nested-root.ts';
export type { RuleVocabulary } from './rule-vocabulary.ts';

export interface LanguageOptions {
  /** The rules that may be named, set and accepted. Without them rule names are not checked. */
  readonly rules?: RuleVocabulary;
}

/** Beyond this a file is not somebody's architecture: 3,000 modules take about 240,000 characters. */
const LARGEST_FILE = 800_000;

/** Of one file: more than anybody reads. */
const MOST_PROBLEMS = 200;

interface ReadFile {
  readonly text: string;
  readonly document: LangiumDocument;
  readonly facts: FileFacts;
  /** Of this text, or of the last one before it that was clean. */
  readonly statements: Statements | undefined;
}

/** One instance for one root: two roots in one process share nothing. */
export function createLanguage(options: LanguageOptions = {}): WiringLanguage {
  return languageOver(createServices(), options).language;
}

/** The documents of the files last read, for whoever asks more than facts. */
export interface Documents {
  /** The document of a path, linked; undefined for one that was not read. */
  document(path: RepoPath): Promise<LangiumDocument | undefined>;
  /** The same, perhaps not yet linked. */
  documentNow(path: RepoPath): LangiumDocument | undefined;
  pathOf(uri: URI): RepoPath;
}

export function languageOver(
  services: WiringServices,
  options: LanguageOptions,
): { readonly language: WiringLanguage; readonly documents: Documents } {
  const { shared } = services.langium;
  const files = new Map<RepoPath, ReadFile>();
  let facts: DeclaredFacts | undefined;
  let known: InferredNames = { modules: [], teams: [] };
  let linked: Promise<void> | undefined;

  function forget(path: RepoPath): void {
    const uri = uriOf(path);
    if (!files.delete(path)) return;
    shared.workspace.LangiumDocuments.deleteDocument(uri);
    shared.workspace.IndexManager.remove(uri);
  }

  function parse(path: RepoPath, text: string, before?: Statements): LangiumDocument<ast.WiringFile> {
    services.messages.begin(text.length);
    const reading: ReadingOptions = { before };
    return shared.workspace.LangiumDocumentFactory.fromString<ast.WiringFile>(text, uriOf(path), reading);
  }

  /** The document, or an empty one with the reason why it was not read. */
  function parseOrRefuse(path: RepoPath, text: string, before: Statements | undefined) {
    const reason = refusal(text);
    if (reason !== undefined) return { document: parse(path, ''), refused: unreadable(path, reason) };
    try {
      return { document: parse(path, text, before) };
    } catch (error) {
      if (!(error instanceof TooMuch)) throw error;
      const why = `This has too many ${error.of} to be a .wiring file, so nothing in it was read.`;
      return { document: parse(path, ''), refused: unreadable(path, why) };
    }
  }

  function readOne(path: RepoPath, text: string): void {
    const before = files.get(path)?.statements;
    forget(path);
    const { document, refused } = parseOrRefuse(path, text, before);
    shared.workspace.LangiumDocuments.addDocument(document);
    const converted = convertFile(path, document.parseResult.value, wiringWords());
    const syntax = refused ? [refused] : syntaxProblems(path, document);
    // What the parser stumbled over is not worth a second opinion.
    const further = converted.problems.filter(
      problem =>
        problem.code !== 'syntax' || !syntax.some(({ place }) => overlaps(place.range, problem.place.range)),
    );
    files.set(path, {
      text,
      document,
      statements: statementsIn(document.parseResult) ?? before,
      facts: { ...converted, problems: atMost(MOST_PROBLEMS, [...syntax, ...further].sort(byPlace)) },
    });
  }

  /** Links all files when something changed since. Concurrent callers wait for the same linking. */
  function link(): Promise<void> {
    linked ??= (async () => {
      const documents = [...files.values()].map(({ document }) => document);
      services.inferred.set(known);
      services.scope.forget();
      const { DocumentBuilder } = shared.workspace;
      // Any name may now mean something else, and linking everything takes a fraction of parsing it.
      for (const document of documents) {
        if (document.state > DocumentState.ComputedScopes)
          DocumentBuilder.resetToState(document, DocumentState.ComputedScopes);
      }
      await DocumentBuilder.build(documents, { validation: false });
    })();
    const mine = linked;
    mine.catch(() => {
      // The next who asks tries again.
      if (linked === mine) linked = undefined;
    });
    return mine;
  }

  const documents: Documents = {
    document: async path => {
      await link();
      return files.get(path)?.document;
    },
    documentNow: path => files.get(path)?.document,
    pathOf: uri => repoPathOf(uri),
  };

  const language: WiringLanguage = {
    prepare: () => {
      void services.langium.parser.LangiumParser;
      wiringWords();
    },
    async read(texts) {
      // A linking under way works on the documents that are about to be replaced.
      await linked?.catch(() => undefined);
      let changed = facts === undefined;
      for (const path of [...files.keys()]) {
        if (!texts.has(path)) {
          forget(path);
          changed = true;
        }
      }
      for (const [path, text] of texts) {
        if (files.get(path)?.text === text) continue;
        readOne(path, text);
        changed = true;
      }
      if (changed || facts === undefined) {
        linked = undefined;
        facts = mergeFiles(new Map([...files].map(([path, file]) => [path, file.facts])), []);
      }
      return facts;
    },
    async check(names) {
      if (!sameNames(names, known)) {
        await linked?.catch(() => undefined);
        known = names;
        linked = undefined;
      }
      await link();
      if (!facts) return [];
      const scopeOf = services.scope.getScope.bind(services.scope);
      const { problems: read, services: declared } = facts;
      // Of `a.b` and `a.c` without quotes only `a` was read: two mistakes, not a third.
      const misread = ({ place }: Problem) =>
        read.some(
          ({ code, place: { path, range } }) =>
            code === 'syntax' && path === place.path && overlaps(range, place.range),
        );
      const problems = [
        ...duplicateProblems(facts).filter(problem => !misread(problem)),
        ...groupCycleProblems(facts),
        ...(options.rules ? ruleProblems(facts, options.rules) : []),
        ...[...files].flatMap(([path, { document }]) =>
          unknownNameProblems(path, document, scopeOf, referredKind, declared),
        ),
      ];
      return problems.sort(byPlace);
    },
  };
  return { language, documents };
}

/** The first so many, the last of them saying how many more there are: nothing is left out silently. */
function atMost(most: number, problems: readonly Problem[]): readonly Problem[] {
  const last = problems[most - 1];
  if (problems.length <= most || !last) return problems;
  const more = problems.length - most;
  return [
    ...problems.slice(0, most - 1),
    { ...last, message: `${last.message} (And ${more} more problems in this file.)` },
  ];
}

/** What is not text, or not of a size that anybody writes, is named and left alone. */
function refusal(text: string): string | undefined {
  if (text.includes('\u0000')) return 'This file is not text, so nothing in it was read.';
  if (text.length <= LARGEST_FILE) return undefined;
  const size = Math.ceil(text.length / 1000);
  return `This file has ${size} thousand characters; at most ${LARGEST_FILE / 1000} thousand are read. Split it into several .wiring files.`;
}

function unreadable(path: RepoPath, message: string): Problem {
  return {
    code: 'unreadable',
    severity: 'error',
    message,
    place: { path, range: FILE_START },
    suggestions: [],
  };
}

function sameNames(a: InferredNames, b: InferredNames): boolean {
  if (a === b) return true;
  const key = ({ modules, teams }: InferredNames) => JSON.stringify([modules, teams]);
  return key(a) === key(b);
}

function byPlace(a: Problem, b: Problem): number {
  const [from, to] = [a.place.range.start, b.place.range.start];
  return (
    byText(a.place.path, b.place.path) ||
    from.line - to.line ||
    from.character - to.character ||
    byText(a.code, b.code)
  );
}

/** Documents need a URI; this one never leaves the folder. */
function uriOf(path: RepoPath): URI {
  return URI.from({ scheme: 'wiring', path: `/${path}` });
}

function repoPathOf(uri: URI): RepoPath {
  // Made by `uriOf` from a path of the root.
  return uri.path.slice(1) as RepoPath;
}
