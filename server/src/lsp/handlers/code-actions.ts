import {
  type CancellationToken,
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type Diagnostic,
  LSPErrorCodes,
  type Range,
  ResponseError,
} from 'vscode-languageserver';
import type { MovePlan } from '#core/facts/file-move';
import type { RepoPath } from '#core/facts/place';
import type { TextEdit } from '#core/facts/text-edit';
import type { Fix } from '#core/rules/finding';
import { moveCost, moveCostInWords, moveSections } from '#core/views/move-story';
import { someOf } from '#core/views/words';
import type { Snapshot } from '#session/snapshot';
import { movesFiles } from '../abilities.ts';
import { MOVE_COMMAND, type MoveParams, type MovingFiles, REVEAL_COMMAND } from '../protocol.ts';
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
    ...toChoose(server, offer, proto, {
      uri,
      id: offer.id,
      title: offer.title,
      range: offer.diagnostic.range,
    }),
  }));
}

/** What choosing it takes: a command where files move and the client asks for consent itself, else edits or a ticket for them. */
function toChoose(
  server: Server,
  { moves, edits, title }: Offer,
  proto: ToProto,
  ticket: Ticket,
): Pick<CodeAction, 'command' | 'data' | 'edit'> {
  if (moves && server.settings.moves)
    return { command: { title, command: MOVE_COMMAND, arguments: [ticket satisfies MoveParams] } };
  return server.abilities.resolvesEdits ? { data: ticket } : { edit: proto.edit(edits) };
}

/** What a chosen action that moves files does, for a client that has a person agree to all of it at once. */
export async function movingFiles(
  server: Server,
  ticket: MoveParams,
  token: CancellationToken,
): Promise<MovingFiles> {
  const found = isTicket(ticket) ? await server.located(ticket.uri, token) : undefined;
  if (found) {
    const { snapshot, root, path } = found;
    const proto = server.proto(root);
    const offer = offersAt(server, snapshot, path, ticket.range, proto).find(
      ({ id, title }) => id === ticket.id && title === ticket.title,
    );
    if (offer?.moves) return inOneQuestion(snapshot, await planOf(server, snapshot, offer), proto);
  }
  throw outdated(ticket);
}

function inOneQuestion(
  { model, text }: Snapshot,
  plan: MovePlan & { readonly ok: true },
  proto: ToProto,
): MovingFiles {
  const texts = new Map<string, TextEdit[]>();
  for (const edit of plan.edits) {
    const uri = proto.uri(edit.path);
    texts.set(uri, [...(texts.get(uri) ?? []), edit]);
  }
  const words = moveCostInWords(moveCost(model, plan))
    .replace(' moved,', ' and rewrite')
    .replace(/ rewritten/, '');
  const sections = moveSections(model, plan, text).map(({ heading, lines }) =>
    [heading.replace(/ {2}/, ': '), ...shortened(lines)].join('\n'),
  );
  return {
    question: `Move ${words}?`.replace('rewrite nothing to rewrite', 'rewrite nothing'),
    detail: sections.join('\n\n'),
    texts: [...texts].map(([uri, edits]) => ({
      uri,
      edits: edits.map(({ range, newText }) => ({ range, newText })),
    })),
    renames: plan.moves.map(({ from, to }) => ({ from: proto.uri(from), to: proto.uri(to) })),
  };
}

/** A dialogue holds no more lines than these of each kind. */
const MOST_LINES = 8;

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more`];
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
    if (offer?.moves) {
      const plan = await planOf(server, found.snapshot, offer);
      return { ...action, edit: proto.moving(plan, server.abilities) };
    }
    if (offer) return { ...action, edit: proto.edit(offer.edits) };
  }
  throw outdated(ticket);
}

/** Planned only now: that takes every import of the tree, and a light bulb is asked for at every move of the cursor. */
async function planOf(
  server: Server,
  snapshot: Snapshot,
  { title, moves, edits }: Offer,
): Promise<MovePlan & { readonly ok: true }> {
  await server.parts.followNames();
  const plan = moves && snapshot.planMoves({ ...moves, edits });
  if (plan?.ok) return plan;
  const reasons = plan?.reasons ?? ['TypeScript could not be loaded.'];
  throw new ResponseError(
    LSPErrorCodes.RequestFailed,
    `Nothing was moved: "${title.replace(/:.*/, '')}" cannot be done. ${someOf(reasons, 3)}`,
  );
}

function outdated({ title }: Pick<Ticket, 'title'>): ResponseError<void> {
  return new ResponseError(
    LSPErrorCodes.ContentModified,
    `The text has changed and "${title}" no longer applies. Ask for the quick fixes again`,
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
