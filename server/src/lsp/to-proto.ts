import {
  type Diagnostic,
  type DiagnosticRelatedInformation,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { MovePlan } from '#core/facts/file-move';
import type { Place, RepoPath } from '#core/facts/place';
import type { Problem } from '#core/facts/problem';
import type { TextEdit } from '#core/facts/text-edit';
import type { Finding, Severity } from '#core/rules/finding';
import { uriBelow } from './uris.ts';

/** From Wiring's plain data to the protocol's. Ranges need no conversion: both count lines and UTF-16 units from zero. */
export interface ToProto {
  uri(path: RepoPath): string;
  location(place: Place): Location;
  /** One diagnostic for each place of the finding, by path. */
  finding(finding: Finding): readonly { readonly path: RepoPath; readonly diagnostic: Diagnostic }[];
  problem(problem: Problem): { readonly path: RepoPath; readonly diagnostic: Diagnostic };
  edit(edits: readonly TextEdit[]): WorkspaceEdit;
  /** Texts are edited first, under the paths that they have, then the files are renamed; with consent where it can be asked. */
  moving(plan: MovePlan & { readonly ok: true }, options: { readonly asksConsent: boolean }): WorkspaceEdit;
}

/** Diagnostics of rules whose cure is to take something away are shown faded. */
const UNNECESSARY = new Set([
  'shadowed-rule',
  'unmatched-path',
  'unused-use',
  'stale-accept',
  'stale-exposes',
]);

/**
 * @param rootUri the root that the paths are relative to
 * @param known how the client itself spells the URI of a file it has open
 * @param docsOf the documentation page of a rule, where there is one
 * @param isName whether a word is the name of something in this root
 */
export function toProto(
  rootUri: string,
  known: (uri: string) => string,
  docsOf: (rule: string) => string | undefined,
  isName: (word: string) => boolean,
): ToProto {
  const said = (message: string) => sentence(message, isName);
  const below = new Map<RepoPath, string>();
  const uri = (path: RepoPath) => {
    let made = below.get(path);
    if (made === undefined) {
      made = uriBelow(rootUri, path);
      below.set(path, made);
    }
    return known(made);
  };
  const location = (place: Place): Location => ({ uri: uri(place.path), range: place.range });

  const related = (finding: Finding, place: Place): DiagnosticRelatedInformation[] =>
    finding.related
      .filter(other => other.place !== place)
      .map(other => ({ location: location(other.place), message: said(other.message) }));

  return {
    uri,
    location,
    finding: finding =>
      placesOf(finding).map(({ place, message }) => {
        const href = docsOf(finding.rule);
        return {
          path: place.path,
          diagnostic: {
            range: place.range,
            message: said(message),
            severity: SEVERITY[finding.severity],
            source: 'wiring',
            code: finding.rule,
            ...(href === undefined ? {} : { codeDescription: { href } }),
            ...(UNNECESSARY.has(finding.rule) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
            relatedInformation: related(finding, place),
          },
        };
      }),
    problem: problem => ({
      path: problem.place.path,
      diagnostic: {
        range: problem.place.range,
        message: said(problem.message),
        severity: SEVERITY[problem.severity],
        source: 'wiring',
        code: problem.code,
      },
    }),
    edit: edits => workspaceEdit(edits, uri),
    moving: (plan, options) => movingEdit(plan, uri, options),
  };
}

/** A finding is marked at each of its places, and at least at its own. */
export function placesOf(finding: Finding): Finding['places'] {
  return finding.places.length > 0 ? finding.places : [{ place: finding.place, message: finding.message }];
}

const SEVERITY: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/**
 * The editor lists what all tools say, so ours are sentences as theirs are: a capital first, a stop at the end.
 * A name at the beginning stays as it is written.
 */
export function sentence(message: string, isName: (word: string) => boolean): string {
  const word = /^[a-z]+(?=[ ,:;]|$)/.exec(message)?.[0];
  const begun =
    word === undefined || isName(word) ? message : `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return /[.?!…]$/.test(begun) ? begun : `${begun}.`;
}

/** What an editor asks a person about. Edits of texts and renames alike, for editors tick beforehand whatever need not be asked about, and half a move breaks imports. */
const CONSENT = 'wiring.move';

function movingEdit(
  { edits, moves, notes }: MovePlan & { readonly ok: true },
  uri: (path: RepoPath) => string,
  { asksConsent }: { readonly asksConsent: boolean },
): WorkspaceEdit {
  const { changes = {}, documentChanges } = workspaceEdit(edits, uri);
  const consent = asksConsent ? { annotationId: CONSENT } : {};
  const texts =
    documentChanges ??
    Object.entries(changes).map(([target, textEdits]) => ({
      textDocument: { uri: target, version: null },
      edits: textEdits.map(edit => ({ ...edit, ...consent })),
    }));
  const renames = moves.map(({ from, to }) => ({
    kind: 'rename' as const,
    oldUri: uri(from),
    newUri: uri(to),
    // An editor asks or fails rather than write over what came there meanwhile.
    options: { overwrite: false, ignoreIfExists: false },
    ...consent,
  }));
  const label = moves.length === 1 ? 'Move a file' : `Move ${moves.length} files`;
  const description = [
    'Imports and paths that name them are rewritten; paths that are put together at run time are not looked at.',
    ...notes,
  ].join(' ');
  return {
    documentChanges: [...texts, ...renames],
    ...(asksConsent
      ? { changeAnnotations: { [CONSENT]: { label, needsConfirmation: true, description } } }
      : {}),
  };
}

/** Document changes only where a file has to be made; plain changes are understood by every client. */
function workspaceEdit(edits: readonly TextEdit[], uri: (path: RepoPath) => string): WorkspaceEdit {
  const changes: Record<string, { range: TextEdit['range']; newText: string }[]> = {};
  const created = new Set<string>();
  for (const edit of edits) {
    const target = uri(edit.path);
    if (edit.create) created.add(target);
    changes[target] ??= [];
    changes[target].push({ range: edit.range, newText: edit.newText });
  }
  if (created.size === 0) return { changes };
  return {
    documentChanges: [
      ...[...created].map(target => ({
        kind: 'create' as const,
        uri: target,
        options: { ignoreIfExists: true },
      })),
      ...Object.entries(changes).map(([target, textEdits]) => ({
        textDocument: { uri: target, version: null },
        edits: textEdits,
      })),
    ],
  };
}
