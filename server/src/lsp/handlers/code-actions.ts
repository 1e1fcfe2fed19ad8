import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import type { Fix } from '#core/rules/finding';
import { someOf } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { movesFiles } from '../abilities.ts';
import { REVEAL_COMMAND } from '../protocol.ts';
import { touches } from '../ranges.ts';
import type { Server } from '../server.ts';
import { placesOf, type ToProto } from '../to-proto.ts';

/** One edit that would mend one finding or problem. */
interface Offer {
  /** A finding's id, or a problem's code. */
  readonly id: string;
  readonly title: string;
  readonly edits: readonly TextEdit[];
  readonly moves?: Fix['moves'];
  readonly preferred: boolean;
  readonly diagnostic: Diagnostic;
  readonly toWrite?: Fix['toWrite'];
}

/** What the client gives back to have the edits of the chosen action. */
interface Ticket {
  readonly uri: string;
  readonly id: string;
  readonly title: string;
  readonly range: Range;
}

/** The fixes of every finding and problem that the range touches. Edits are left for `resolve` where the client can ask for them. */
export async function codeActions(
  server: Server,
  { textDocument, range, context }: CodeActionParams,
  token: CancellationToken,
): Promise<CodeAction[] | null> {
  if (context.only && !context.only.some(kind => kind === '' || kind === CodeActionKind.QuickFix))
    return null;
  const found = await server.located(textDocument.uri, token);
  if (!found) return null;
  const proto = server.proto(found.root);
  const uri = textDocument.uri;
  return offersAt(server, found.snapshot, found.path, range, proto).map(offer => ({
    title: offer.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [offer.diagnostic],
    ...(offer.preferred ? { isPreferred: true } : {}),
    ...revealing(server, offer, proto),
    ...(server.abilities.resolvesEdits
      ? { data: { uri, id: offer.id, title: offer.title, range: offer.diagnostic.range } satisfies Ticket }
      : { edit: proto.edit(offer.edits) }),
  }));
}

/** The edits of the action that was chosen, on the text as it is now. */
export async function resolveCodeAction(
  server: Server,
  action: CodeAction,
  token: CancellationToken,
): Promise<CodeAction> {
  if (action.edit || !isTicket(action.data)) return action;
  const ticket = action.data;
  const found = await server.located(ticket.uri, token);
  if (found) {
    const proto = server.proto(found.root);
    const offer = offersAt(server, found.snapshot, found.path, ticket.range, proto).find(
      ({ id, title }) => id === ticket.id && title === ticket.title,
    );
    if (offer?.moves) return { ...action, edit: await movingEdit(server, found.snapshot, offer, proto) };
    if (offer) return { ...action, edit: proto.edit(offer.edits) };
  }
  throw new ResponseError(
    LSPErrorCodes.ContentModified,
    `The text has changed and "${ticket.title}" no longer applies. Ask for the quick fixes again`,
  );
}

/** Planned only now: that takes every import of the tree, and a light bulb is asked for at every move of the cursor. */
async function movingEdit(
  server: Server,
  snapshot: Snapshot,
  { title, moves, edits }: Offer,
  proto: ToProto,
): Promise<WorkspaceEdit> {
  await server.parts.followNames();
  const plan = moves && snapshot.planMoves({ ...moves, edits });
  if (plan?.ok) return proto.moving(plan, server.abilities);
  const reasons = plan?.reasons ?? ['TypeScript could not be loaded.'];
  throw new ResponseError(
    LSPErrorCodes.RequestFailed,
    `Nothing was moved: "${title.replace(/:.*/, '')}" cannot be done. ${someOf(reasons, 3)}`,
  );
}

function offersAt(server: Server, snapshot: Snapshot, path: RepoPath, range: Range, proto: ToProto): Offer[] {
  const offers: Offer[] = [];
  const offer = (made: Offer) => {
    const creates = made.edits.some(edit => edit.create);
    if (made.moves && !movesFiles(server.abilities)) return;
    const does = made.edits.length > 0 || made.moves !== undefined;
    if (does && (!creates || server.abilities.createsFiles)) offers.push(made);
  };
  for (const problem of snapshot.problems) {
    if (problem.place.path !== path || !touches(problem.place.range, range)) continue;
    const { diagnostic } = proto.problem(problem);
    const preferred = problem.suggestions.length === 1;
    for (const { title, edits } of problem.suggestions) {
      offer({ id: problem.code, title, edits, preferred, diagnostic });
    }
  }
  for (const finding of snapshot.judgement.findings) {
    placesOf(finding).forEach(({ place }, index) => {
      if (place.path !== path || !touches(place.range, range)) return;
      const diagnostic = proto.finding(finding)[index]?.diagnostic;
      if (!diagnostic) return;
      for (const { title, edits, preferred, toWrite, moves } of snapshot.fixes(finding, place)) {
        const more = { ...(toWrite ? { toWrite } : {}), ...(moves ? { moves } : {}) };
        offer({ id: finding.id, title, edits, preferred, diagnostic, ...more });
      }
    });
  }
  return offers;
}

/** What a person still has to write is shown once the edit is made. */
function revealing(server: Server, { toWrite, title }: Offer, proto: ToProto): Pick<CodeAction, 'command'> {
  if (!server.settings.reveals || !toWrite) return {};
  return { command: { title, command: REVEAL_COMMAND, arguments: [proto.uri(toWrite.path), toWrite.text] } };
}

function isTicket(data: unknown): data is Ticket {
  return (
    typeof data === 'object' &&
    data !== null &&
    'uri' in data &&
    typeof data.uri === 'string' &&
    'id' in data &&
    'title' in data &&
    'range' in data
  );
}
