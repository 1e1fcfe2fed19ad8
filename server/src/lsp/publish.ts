import type { Connection, Diagnostic } from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import type { Finding } from '#core/rules/finding';
import type { Snapshot } from '#session/snapshot';
import type { ToProto } from './to-proto.ts';

/**
 * The only publisher of diagnostics. A second one for the same file would overwrite the first, so whatever is wrong
 * with a file, from whichever source, comes together here.
 */
export interface Publisher {
  /**
   * Tells the client what changed since the last time. Where a place that is only referred to has moved, and nothing else,
   * a file that is not open is told of it when nothing else was told for a while: each new line in a wiring file moves the
   * clauses that the findings in hundreds of source files point at.
   */
  publish(snapshot: Snapshot): void;
  /** Takes everything back. */
  clear(): void;
}

/** What a publisher asks of the editor's state. */
export interface Shown {
  /** Whether a file gets diagnostics at all (a setting may restrict them to open files). */
  shown(path: RepoPath): boolean;
  /** The version of the text that the client has open. */
  version(path: RepoPath): number | undefined;
  /** Grows whenever a file may be spelled otherwise than before. */
  spelling(): number;
}

export function createPublisher(
  connection: Pick<Connection, 'sendDiagnostics'>,
  proto: ToProto,
  editor: Shown,
  restMs = REST_MS,
): Publisher {
  let before = new Map<RepoPath, Sent>();
  let later: NodeJS.Timeout | undefined;
  const told = rememberTold(proto, editor);

  function send(path: RepoPath, version: number | undefined, diagnostics: Diagnostic[]): void {
    void connection.sendDiagnostics({
      uri: proto.uri(path),
      diagnostics,
      ...(version === undefined ? {} : { version }),
    });
  }

  function publish(snapshot: Snapshot, all: boolean): void {
    clearTimeout(later);
    let waits = false;
    const now = new Map<RepoPath, Sent>();
    for (const [path, diagnostics] of told(snapshot)) {
      if (!editor.shown(path)) continue;
      // An editor moves what it shows with the text, and not always right (a marked line that is deleted and brought
      // back loses its mark), so a newer text gets its diagnostics again even when they are the same.
      const version = editor.version(path);
      const old = before.get(path);
      const unmoved = old?.version === version ? old : undefined;
      const same = unmoved && areSame(unmoved.diagnostics, diagnostics, (a, b) => isSame(a, b));
      const mayWait = !all && !same && version === undefined;
      if (unmoved && (same || (mayWait && areSame(unmoved.diagnostics, diagnostics, isSameHere)))) {
        now.set(path, unmoved);
        waits ||= !same;
        continue;
      }
      now.set(path, { version, diagnostics });
      send(path, version, diagnostics);
    }
    for (const path of before.keys()) if (!now.has(path)) send(path, editor.version(path), []);
    before = now;
    if (waits) later = setTimeout(() => publish(snapshot, true), restMs).unref();
  }

  return {
    publish: snapshot => publish(snapshot, false),
    clear() {
      clearTimeout(later);
      for (const path of before.keys()) send(path, editor.version(path), []);
      before = new Map();
    },
  };
}

/** Nobody follows a reference while typing, and somebody may soon after. */
const REST_MS = 500;

interface Sent {
  readonly version: number | undefined;
  readonly diagnostics: Diagnostic[];
}

function areSame(
  a: readonly Diagnostic[],
  b: readonly Diagnostic[],
  same: (a: Diagnostic, b: Diagnostic | undefined) => boolean,
): boolean {
  // What comes of the same finding is the same object; what comes of a new one may still say the same.
  return a.length === b.length && a.every((each, at) => same(each, b[at]));
}

/** But for where in their files the places are that it refers to. */
function isSameHere(a: Diagnostic, b: Diagnostic | undefined): boolean {
  if (a === b) return true;
  if (!b || !isSame(a, b, 'relatedInformation')) return false;
  const { relatedInformation: there = [] } = a;
  const { relatedInformation: other = [] } = b;
  return (
    there.length === other.length &&
    there.every(
      ({ location, message }, at) =>
        location.uri === other[at]?.location.uri && message === other[at]?.message,
    )
  );
}

/**
 * Of plain data, member by member, but for one; nearly always the first difference settles it. Makes nothing, because some
 * hundred diagnostics are compared at each stroke.
 */
function isSame(a: unknown, b: unknown, except?: string): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  let more = 0;
  for (const name in a) {
    more += 1;
    if (name !== except && !(name in b && isSame(Reflect.get(a, name), Reflect.get(b, name)))) return false;
  }
  for (const _ in b) more -= 1;
  return more === 0;
}

type Told = { readonly path: RepoPath; readonly diagnostic: Diagnostic };

/** Findings and problems of a snapshot, by file; of what was there before, by the same objects. */
function rememberTold(proto: ToProto, editor: Shown): (snapshot: Snapshot) => Map<RepoPath, Diagnostic[]> {
  let names: readonly unknown[] = [];
  let known = new WeakMap<Finding | Problem, readonly Told[]>();
  return snapshot => {
    // Whether the first word of a sentence is a name, and how the client spells a file, is part of a diagnostic.
    const { model, facts } = snapshot;
    const current = [model.modules, model.teams, facts.declared, editor.spelling()];
    if (current.some((part, at) => part !== names[at])) known = new WeakMap();
    names = current;
    return diagnosticsOf(snapshot, proto, known);
  };
}

/** Findings and problems of a snapshot, by file. */
export function diagnosticsOf(
  { problems, judgement }: Snapshot,
  proto: ToProto,
  known: WeakMap<Finding | Problem, readonly Told[]> = new WeakMap(),
): Map<RepoPath, Diagnostic[]> {
  const byPath = new Map<RepoPath, Diagnostic[]>();
  const add = <T extends Finding | Problem>(about: T, tell: (about: T) => readonly Told[]) => {
    let told = known.get(about);
    if (!told) {
      told = tell(about);
      known.set(about, told);
    }
    for (const { path, diagnostic } of told) {
      const list = byPath.get(path);
      if (list) list.push(diagnostic);
      else byPath.set(path, [diagnostic]);
    }
  };
  for (const problem of problems) add(problem, about => [proto.problem(about)]);
  for (const finding of judgement.findings) add(finding, proto.finding);
  return byPath;
}
