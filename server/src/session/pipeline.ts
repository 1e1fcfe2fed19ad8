import { type DeclaredFacts, type DeclaredHistory, NOTHING_DECLARED } from '#core/facts/declared';
import type { Facts } from '#core/facts/facts';
import type { MovePlan, PlanMoves } from '#core/facts/file-move';
import type { FileFacts } from '#core/facts/files';
import type { HistoryFacts } from '#core/facts/history';
import type { ImportFacts } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import type { OwnershipFacts } from '#core/facts/ownership';
import { byText, FILE_START, folderOf, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { NO_TRACES, type RuntimeFacts } from '#core/facts/runtime';
import { absent, factsOf, ready, type SourceState } from '#core/facts/state';
import { changeGround } from '#core/measures/change-ground';
import { type Independence, independenceOfAction } from '#core/measures/independence';
import { overruleProblems } from '#core/measures/overrules';
import { rosterProblems } from '#core/measures/roster-problems';
import { buildModel } from '#core/model/build';
import { knownNames } from '#core/model/known-names';
import type { Model } from '#core/model/model';
import type { Judgement } from '#core/rules/finding';
import { fixesFor, judge, judgeAhead } from '#core/rules/judge';
import type { WiringLanguage } from '#language/language';
import type { FileSystem, Listing } from '#platform/file-system';
import { throwIfAborted } from './abort.ts';
import { remember } from './memo.ts';
import type { Overlay } from './overlay.ts';
import type { SessionParts } from './parts.ts';
import type { Modelled, Snapshot, SnapshotOptions } from './snapshot.ts';
import { isOwnership, type ReadDeclared, savedState } from './unsaved.ts';

type Progress = NonNullable<SnapshotOptions['onProgress']>;

/**
 * The steps from files to a snapshot, each with its memory. An unchanged input keeps its identity,
 * so whatever follows from it is taken from memory.
 */
export function pipeline(parts: SessionParts, fs: Overlay) {
  const { sources } = parts;
  let language: WiringLanguage | undefined;

  // What may have changed since each source was last read; `undefined` means anything.
  let changedSources: Set<RepoPath> | undefined;
  let staleManifests = true;
  let staleOwnership = true;
  let staleHistory = true;
  let staleTraces = true;

  let files: { key: string; listing: Listing; facts: SourceState<FileFacts> } | undefined;
  let modules: { files: FileFacts; facts: SourceState<ModuleFacts> } | undefined;
  let imports: { files: FileFacts; modules: ModuleFacts; facts: SourceState<ImportFacts> } | undefined;
  let ownership: { files: FileFacts; facts: SourceState<OwnershipFacts> } | undefined;
  let runtime: { globs: string; facts: SourceState<RuntimeFacts> } | undefined;
  let history: { declared: DeclaredHistory; facts: SourceState<HistoryFacts> } | undefined;

  function touched(paths: readonly RepoPath[] | undefined): void {
    if (paths === undefined) {
      changedSources = undefined;
      staleManifests = staleOwnership = staleTraces = true;
      return;
    }
    for (const path of paths) {
      // These say nothing about imports, and are what people type in most here.
      if (!path.endsWith('.wiring') && !isOwnership(path)) changedSources?.add(path);
      if (isManifest(path)) staleManifests = true;
      if (TRACES.test(path)) staleTraces = true;
      if (isOwnership(path)) staleOwnership = true;
    }
  }

  async function readDeclared(from: FileSystem): Promise<ReadDeclared> {
    const texts = new Map<RepoPath, string>();
    const all = new Map<RepoPath, string>();
    const unreadable: Problem[] = [];
    const nested: RepoPath[] = [];
    for (const path of fs.list().files) {
      if (!path.endsWith('.wiring')) continue;
      const result = from.read(path);
      // Only the editor has it: of the disk it is no part.
      if (!result.ok && from !== fs && result.reason === 'missing') continue;
      if (!result.ok) unreadable.push(unreadableProblem(path, result.reason));
      else {
        all.set(path, result.text);
        if (folderOf(path) !== '' && sources.startsNestedRoot(result.text)) nested.push(folderOf(path));
        else texts.set(path, result.text);
      }
    }
    for (const path of [...texts.keys()]) {
      if (nested.some(folder => path.startsWith(`${folder}/`))) texts.delete(path);
    }
    const kept = unreadable.filter(
      ({ place }) => !nested.some(folder => place.path.startsWith(`${folder}/`)),
    );
    if (texts.size === 0 && kept.length === 0 && !language) {
      return {
        texts: all,
        facts: absent(
          'there is no .wiring file',
          'run "wiring init": declared modules and teams turn what is only inferred into rules you chose',
        ),
        nested,
      };
    }
    language ??= await parts.language();
    const written = await language.read(texts);
    const read = sources.rosters?.(from, written) ?? written;
    const problems = kept.length === 0 ? NO_PROBLEMS : kept;
    const facts = rememberDeclared([read, problems], () =>
      ready(problems.length === 0 ? read : { ...read, problems: [...read.problems, ...problems] }),
    );
    return { texts: all, facts, nested };
  }

  const saved = savedState(fs, sources.ownership);
  const rememberDeclared = remember<SourceState<DeclaredFacts>>();
  const rememberFacts = remember<Facts>();
  const rememberModel = remember<Model>();
  const rememberJudgement = remember<Judgement>();
  const rememberIndependence = remember<Independence>();
  const rememberNames = remember<Promise<readonly Problem[]>>();

  function readFiles(
    declared: DeclaredFacts | undefined,
    nested: readonly RepoPath[],
  ): SourceState<FileFacts> {
    const excludes = declared?.excludes.map(clause => clause.glob) ?? [];
    const key = JSON.stringify([excludes, nested]);
    const listing = fs.list();
    if (!files || files.key !== key || files.listing !== listing) {
      files = { key, listing, facts: sources.files(fs, { excludes, nestedRoots: nested }) };
    }
    return files.facts;
  }

  /** Begins to read history as it was declared last; the answer is for what is declared in the end. */
  function startHistory(signal: AbortSignal): (said: DeclaredHistory) => Promise<SourceState<HistoryFacts>> {
    const guess = history?.declared ?? NOTHING_DECLARED.history;
    const known = staleHistory ? undefined : history?.facts;
    const wrong = new AbortController();
    signal.addEventListener('abort', () => wrong.abort(), { once: true });
    const guessed = known
      ? Promise.resolve(known)
      : sources.history({ declared: guess, signal: wrong.signal });
    guessed.catch(() => undefined);
    return said => {
      if (readsTheSame(said, guess)) return guessed;
      wrong.abort();
      const other = sources.history({ declared: said, signal });
      other.catch(() => undefined);
      return other;
    };
  }

  /** @param modelled gets what stands before the rules are asked; what it returns is waited for */
  async function run(
    version: number,
    signal: AbortSignal,
    progress: Progress,
    modelled: (modelled: Modelled) => Promise<void>,
  ): Promise<Snapshot> {
    // git works in a process of its own: started first, awaited last. What the wiring file will say of it is guessed,
    // from last time or as nothing, because nearly always that is right and waiting for the file costs more.
    const historyFor = startHistory(signal);
    await parts.begin?.();
    await breathe(signal);

    // To look for them all files are listed, which is most of it.
    progress({ message: 'Looking for .wiring files' });
    let current = await readDeclared(fs);
    let unsaved = saved.begin(current);
    if (unsaved === undefined) {
      // Rare: a file that was opened with an edit of last time, or typed on in the moment it was saved. What the language
      // has read last is what the editor asks about, so that comes last again.
      saved.found(await readDeclared(fs.saved));
      current = await readDeclared(fs);
      unsaved = saved.begin(current) ?? [];
    }
    const { facts: declared, nested } = current;
    throwIfAborted(signal);
    const said = factsOf(declared) ?? NOTHING_DECLARED;
    const readingHistory = historyFor(said.history);
    const historyCame = whenSettled(readingHistory);

    progress({ message: 'Sorting files' });
    const fileState = readFiles(factsOf(declared), nested);
    const fileFacts = factsOf(fileState) ?? { files: [], skipped: [], listedBy: 'walk' };
    await breathe(signal);

    progress({ message: 'Finding modules' });
    if (!modules || modules.files !== fileFacts || staleManifests) {
      modules = { files: fileFacts, facts: sources.modules(fs, fileFacts) };
      staleManifests = false;
    }
    const moduleState = modules.facts;
    const moduleFacts = factsOf(moduleState) ?? { packages: [], toldBy: [], problems: [] };
    if (!ownership || ownership.files !== fileFacts || staleOwnership) {
      ownership = { files: fileFacts, facts: sources.ownership(fs, fileFacts) };
      staleOwnership = false;
    }
    await breathe(signal);

    const sameGround = imports && imports.files === fileFacts && imports.modules === moduleFacts;
    if (!imports || !sameGround || changedSources === undefined || changedSources.size > 0) {
      const facts = await sources.imports({
        fs,
        files: fileFacts,
        modules: moduleFacts,
        signal,
        onProgress: progress,
        previous: imports ? factsOf(imports.facts) : undefined,
        changed: changedSources,
      });
      // What was touched meanwhile may or may not be in these facts; whoever touched it has abandoned this run.
      throwIfAborted(signal);
      imports = { files: fileFacts, modules: moduleFacts, facts };
      changedSources = new Set();
    }

    const globs = said.traces.map(({ glob }) => glob);
    if (!runtime || staleTraces || runtime.globs !== JSON.stringify(globs)) {
      const facts = await sources.runtime?.({ declared: globs, signal, onProgress: progress });
      throwIfAborted(signal);
      runtime = { globs: JSON.stringify(globs), facts: facts ?? NO_TRACES };
      staleTraces = false;
    }

    const today = parts.today();
    const others = {
      declared,
      files: fileState,
      modules: moduleState,
      imports: imports.facts,
      ownership: ownership.facts,
      runtime: runtime.facts,
    };
    // Whatever needs no history is judged while that is still being read.
    await breathe(signal);
    const ahead = historyCame()
      ? undefined
      : judgeAhead(buildModel({ ...others, history: NOT_READ }), { today });

    progress({ message: 'Reading history' });
    const historyState = await readingHistory;
    throwIfAborted(signal);
    history = { declared: said.history, facts: historyState };
    staleHistory = false;

    progress({ message: 'Judging' });
    const read = { ...others, history: historyState };
    const facts = rememberFacts(Object.values(read), () => Object.freeze(read));
    const model = rememberModel([facts], () => buildModel(facts));
    // Looks at owners and changes only, so an edited import or a blank line leaves it alone.
    const independence = () =>
      rememberIndependence([...changeGround(model), historyState], () => independenceOfAction(model));
    const known = language;
    const nameProblems = known
      ? await rememberNames([said, moduleState, ownership.facts], () => known.check(knownNames(model)))
      : NO_PROBLEMS;
    throwIfAborted(signal);
    const text = (path: RepoPath) => {
      const result = fs.read(path);
      return result.ok ? result.text : undefined;
    };
    const exportsOf = (path: RepoPath) => {
      const file = model.importsOf(path);
      const content = text(path);
      if (file?.exports) return file.exports;
      return file && content !== undefined ? sources.exports?.(file, content) : undefined;
    };
    const importFacts = factsOf(imports.facts);
    const ground = importFacts && { fs, files: fileFacts, modules: moduleFacts, imports: importFacts };
    const planMoves = rememberPlans(
      request => ground && sources.moves?.({ ...ground, model, exportsOf }, request),
    );
    const problems = allProblems(
      said.problems,
      nameProblems,
      overruleProblems(model),
      rosterProblems(model),
      factsOf(ownership.facts)?.problems,
      moduleFacts.problems,
    );
    const compared = saved.compare({ unsaved, current, model, files: fileFacts, problems });
    const stands = {
      version,
      root: fs.root,
      today,
      facts,
      model,
      ...(compared ? { unsaved: compared } : {}),
      problems,
      text,
      exportsOf,
      planMoves,
    };
    // A stroke in a source file asks for no team's independence: it is worked out for whoever does.
    await modelled({
      ...stands,
      get independence() {
        return independence();
      },
    });
    throwIfAborted(signal);
    return {
      ...stands,
      get independence() {
        return independence();
      },
      judgement: rememberJudgement([model, today], () => judge(model, { today, ahead })),
      fixes: (finding, place) =>
        fixesFor(finding, place ?? finding.place, { model, today, text, exportsOf, planMoves }),
    };
  }

  return {
    run,
    touched,
    historyMoved: () => {
      staleHistory = true;
    },
  };
}

const NOT_READ = absent('history is still being read', '');

/** Whether a promise has come to its end. */
function whenSettled(promise: Promise<unknown>): () => boolean {
  let settled = false;
  const note = () => {
    settled = true;
  };
  promise.then(note, note);
  return () => settled;
}

/** Editors ask for the plan of a fix when they show what it would do and again when it is chosen. */
function rememberPlans(plan: PlanMoves): PlanMoves {
  const known = new Map<string, MovePlan>();
  return request => {
    const key = JSON.stringify(request);
    const made = known.get(key) ?? plan(request);
    if (made) known.set(key, made);
    return made;
  };
}

const NO_PROBLEMS: readonly Problem[] = [];

/** Whether both ask for the same changes; window and ignored files are looked at later, when carries are counted. */
function readsTheSame(a: DeclaredHistory, b: DeclaredHistory): boolean {
  return a.branch === b.branch && a.change === b.change;
}

/** Everything wrong with the inputs, in the order in which a person reads files. */
function allProblems(...lists: readonly (readonly Problem[] | undefined)[]): readonly Problem[] {
  return lists
    .flatMap(list => list ?? [])
    .sort(
      (a, b) =>
        byText(a.place.path, b.place.path) ||
        a.place.range.start.line - b.place.range.start.line ||
        a.place.range.start.character - b.place.range.start.character ||
        byText(a.code, b.code),
    );
}

function unreadableProblem(path: RepoPath, reason: string): Problem {
  return {
    code: 'unreadable-file',
    severity: 'error',
    message: `This file was not read (${UNREADABLE.get(reason) ?? reason}), so nothing it declares counts. A .wiring file is a regular file of UTF-8 text.`,
    place: { path, range: FILE_START },
    suggestions: [],
  };
}

const UNREADABLE: ReadonlyMap<string, string> = new Map([
  ['too-large', 'it is too large'],
  ['binary', 'it is not UTF-8 text'],
  ['not-regular', 'it is a pipe, a device or a folder'],
  ['missing', 'it is gone'],
  ['link-outside', 'it is a link that leaves the repository'],
  ['link', 'it is a link'],
]);

/** Lets the event loop turn, so that a newer change can abandon this run. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  throwIfAborted(signal);
}

const MANIFEST =
  /(^|\/)(package\.json|pnpm-workspace\.yaml|rush\.json|lerna\.json|nx\.json|version-policies\.json|project\.json|(ts|js)config[^/]*\.json)$|^\.changeset\/config\.json$/;

/** What files of traces are called; whether one of them is wanted is seen when they are looked for. */
const TRACES = /\.(?:json|jsonl|ndjson|gz)$/;

function isManifest(path: RepoPath): boolean {
  return MANIFEST.test(path);
}
