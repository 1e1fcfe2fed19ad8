import type { CancellationToken } from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import type { Ownership } from '#core/model/model';
import { count, ownersInWords } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { plain } from '../hover-text.ts';
import type { FileParams, FileStatus } from '../protocol.ts';
import { UNTRUSTED } from '../report.ts';
import type { Server } from '../server.ts';
import { placesOf, type ToProto } from '../to-proto.ts';

const OUTSIDE: FileStatus = {
  state: 'outside',
  text: '',
  detail: '',
  owners: [],
  errors: 0,
  warnings: 0,
};

/** Who owns a file and which module holds it. Answered from the newest finished review, so that a status bar never waits. */
export function fileStatus(server: Server, { uri }: FileParams, _token: CancellationToken): FileStatus {
  const found = server.roots.of(uri);
  if (!found) return OUTSIDE;
  const { root, path } = found;
  const snapshot = root.latest;
  if (!snapshot) {
    if (root.failed !== undefined) {
      return { ...OUTSIDE, state: 'failed', text: 'review failed', detail: root.failed };
    }
    if (root.cancelled) {
      const detail =
        'The review was cancelled, so nothing is marked. "Wiring: Check the Workspace" begins it again.';
      return { ...OUTSIDE, state: 'failed', text: 'review stopped', detail };
    }
    return { ...OUTSIDE, state: 'reviewing', text: 'reviewing …', detail: '' };
  }
  const status = statusOf(snapshot, path, server.proto(root), root.failed);
  return server.settings.trusted ? status : { ...status, detail: `${status.detail}\n\n${UNTRUSTED}.` };
}

function statusOf(
  snapshot: Snapshot,
  path: RepoPath,
  proto: ToProto,
  failed: string | undefined,
): FileStatus {
  const { model } = snapshot;
  const ownership = model.ownershipOf(path);
  const module = model.moduleOf(path);
  const counts = { errors: 0, warnings: 0 };
  for (const finding of snapshot.judgement.findings) {
    const here = placesOf(finding).filter(({ place }) => place.path === path).length;
    if (finding.severity === 'error') counts.errors += here;
    if (finding.severity === 'warning') counts.warnings += here;
  }
  const at = ownerPlace(ownership);
  const owner = ownersInWords(ownership);
  const lines = [
    owner === undefined ? nobody(ownership) : `Owned by **${plain(owner)}**, ${because(ownership)}.`,
    module ? `Part of the module **${plain(module.name)}**.` : 'Part of no module.',
    findingsInWords(counts),
  ];
  if (failed !== undefined)
    lines.push(`The last review failed, so this may be out of date: ${plain(failed)}`);
  return {
    state: failed === undefined ? 'ready' : 'failed',
    text: owner ?? 'no owner',
    detail: lines.join('\n\n'),
    ...(module ? { module: module.name } : {}),
    owners: ownership.teams,
    ...(at ? { ownerAt: { uri: proto.uri(at.path), line: at.range.start.line } } : {}),
    ...counts,
  };
}

/** A rule without owners takes the file from everybody else. */
function nobody({ because }: Ownership): string {
  if (because.by !== 'codeowners') return 'Nobody owns this file.';
  const { pattern, place } = because.rule;
  const { path, range } = place;
  return `Nobody owns this file: the rule \`${pattern}\` on line ${range.start.line + 1} of \`${path}\` names no owner.`;
}

function ownerPlace({ because }: Ownership) {
  switch (because.by) {
    case 'wiring':
      return because.at;
    case 'codeowners':
      return because.rule.place;
    case 'nobody':
      return undefined;
  }
}

function because({ because }: Ownership): string {
  switch (because.by) {
    case 'wiring':
      return `as \`${because.at.path}\` says`;
    case 'codeowners':
      return `by the rule \`${because.rule.pattern}\` on line ${because.rule.place.range.start.line + 1} of \`${because.rule.place.path}\``;
    case 'nobody':
      return 'by nobody';
  }
}

function findingsInWords({
  errors,
  warnings,
}: {
  readonly errors: number;
  readonly warnings: number;
}): string {
  if (errors + warnings === 0) return 'No findings in this file.';
  return `${count(errors, 'error')} and ${count(warnings, 'warning')} in this file.`;
}
