import type { DeclaredFacts } from '#core/facts/declared';
import { NOTHING_DECLARED } from '#core/facts/declared';
import type { Facts } from '#core/facts/facts';
import type { FileFacts } from '#core/facts/files';
import type { OwnershipFacts } from '#core/facts/ownership';
import { byText, type RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import { factsOf, type SourceState } from '#core/facts/state';
import { buildModel } from '#core/model/build';
import type { Model } from '#core/model/model';
import { remember } from './memo.ts';
import type { Overlay } from './overlay.ts';
import type { Sources } from './parts.ts';
import type { Unsaved } from './snapshot.ts';

/** What `.wiring` files declare, with the texts it was read from. */
export interface ReadDeclared {
  /** Every `.wiring` file that could be read. */
  readonly texts: ReadonlyMap<RepoPath, string>;
  readonly facts: SourceState<DeclaredFacts>;
  /** Folders that are roots of their own. */
  readonly nested: readonly RepoPath[];
}

/**
 * Keeps the model of the saved state beside the one of the editor's texts. As long as nothing is unsaved it is the
 * session's own model, and costs nothing; then all that was worked out for it is still there when an edit is compared.
 */
export function savedState(fs: Overlay, ownershipFrom: Sources['ownership']) {
  let base: ReadDeclared | undefined;
  /** Errors of the saved state, which an edit did not make. Unknown where no review saw that state. */
  let known: { readonly base: ReadDeclared; readonly errors: ReadonlySet<string> } | undefined;
  const rememberModel = remember<Model>();
  const rememberState = remember<object>();
  const rememberOwnership = remember<SourceState<OwnershipFacts>>();

  /**
   * To be asked with what the editor's texts declare: the files that differ from the disk, after what the disk says was
   * read. Undefined where it has to be read first.
   */
  function begin(current: ReadDeclared): readonly RepoPath[] | undefined {
    const unsaved = fs.unsaved(decidesOwners);
    if (unsaved.length === 0) base = current;
    return base && sameTexts(base.texts, current.texts, unsaved) ? unsaved : undefined;
  }

  function sameTexts(
    old: ReadDeclared['texts'],
    current: ReadDeclared['texts'],
    unsaved: readonly RepoPath[],
  ): boolean {
    const now = new Map(current);
    for (const path of unsaved) {
      if (!path.endsWith('.wiring')) continue;
      const saved = fs.saved.read(path);
      if (saved.ok) now.set(path, saved.text);
      else now.delete(path);
    }
    return old.size === now.size && [...now].every(([path, text]) => old.get(path) === text);
  }

  /** What is saved of CODEOWNERS: paths and texts. */
  function ownerTexts(current: SourceState<OwnershipFacts>): readonly string[] {
    const counts = factsOf(current)?.path;
    const paths = new Set([...fs.held(isOwnership), ...(counts === undefined ? [] : [counts])]);
    return [...paths].sort(byText).flatMap(path => {
      const saved = fs.saved.read(path);
      return saved.ok ? [path, saved.text] : [];
    });
  }

  return {
    begin,
    /** What the disk declares, where `begin` asked for it. */
    found(saved: ReadDeclared): void {
      base = saved;
    },
    /** Undefined where everything is saved. */
    compare(input: {
      readonly unsaved: readonly RepoPath[];
      readonly current: ReadDeclared;
      readonly model: Model;
      readonly files: FileFacts;
      readonly problems: readonly Problem[];
    }): Unsaved | undefined {
      const { unsaved, current, model, files, problems } = input;
      const { facts } = model;
      const owners = ownerTexts(facts.ownership);
      const ownership = rememberOwnership([files, ...owners], () =>
        unsaved.some(isOwnership) ? ownershipFrom(fs.saved, files) : facts.ownership,
      );
      if (unsaved.length === 0 || !base) {
        rememberModel(partsOf(facts), () => model);
        known = { base: current, errors: new Set(problems.filter(isError).map(keyOf)) };
        return undefined;
      }
      const saw = known?.base === base ? known.errors : NONE;
      const errors = problems.filter(
        problem => isError(problem) && unsaved.includes(problem.place.path) && !saw.has(keyOf(problem)),
      );
      const why = whyNot(base, current);
      const state = rememberState([base, ...owners], () => ({}));
      if (why !== undefined) return { paths: unsaved, state, errors, why };
      const saved: Facts = { ...facts, declared: base.facts, ownership };
      return {
        paths: unsaved,
        state,
        errors,
        saved: rememberModel(partsOf(saved), () => buildModel(Object.freeze(saved))),
      };
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

/** Both models stand on the same files and the same changes, or nothing can be compared. */
function whyNot(base: ReadDeclared, current: ReadDeclared): string | undefined {
  const saved = factsOf(base.facts) ?? NOTHING_DECLARED;
  const edited = factsOf(current.facts) ?? NOTHING_DECLARED;
  if (base.nested.join('\n') !== current.nested.join('\n'))
    return 'it makes or ends a root of its own, so that other files are reviewed';
  const globs = ({ excludes }: DeclaredFacts) => excludes.map(({ glob }) => glob).join('\n');
  if (globs(saved) !== globs(edited)) return '"exclude" decides which files are reviewed';
  const { history } = saved;
  if (history.branch !== edited.history.branch || history.change !== edited.history.change)
    return 'another history is read';
  return undefined;
}

function partsOf(facts: Facts): readonly unknown[] {
  const { declared, files, modules, imports, ownership, history } = facts;
  return [declared, files, modules, imports, ownership, history];
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}

function keyOf({ code, message, place }: Problem): string {
  return `${place.path}\n${code}\n${message}`;
}

function decidesOwners(path: RepoPath): boolean {
  return path.endsWith('.wiring') || isOwnership(path);
}

export function isOwnership(path: RepoPath): boolean {
  return /(^|\/)CODEOWNERS$/.test(path);
}
