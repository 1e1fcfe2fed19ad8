import { type CancellationToken, ErrorCodes, ResponseError } from 'vscode-languageserver';
import { type Lifting, liftingNow } from '#core/couches/lifting';
import type { UncommittedFacts } from '#core/facts/uncommitted';
import { liftingAtAGlance, liftingInShort, liftingSections } from '#core/views/lifting-story';
import type { Snapshot } from '#session/snapshot';
import { explanationText } from '../explanation-text.ts';
import { plain } from '../hover-text.ts';
import type { ExplainedText, LiftingParams, LiftingStatus } from '../protocol.ts';
import type { Server } from '../server.ts';

const OUTSIDE: LiftingStatus = { state: 'outside', text: '', detail: '', teams: [] };

/**
 * Whom the change that is not committed yet needs. The model is that of the newest finished review, so that a status bar
 * never waits for one; git is asked only when something was saved or HEAD moved since the last time.
 */
export async function lifting(
  server: Server,
  { uri, saved }: LiftingParams,
  _token: CancellationToken,
): Promise<LiftingStatus> {
  const root = server.roots.of(uri)?.root;
  if (!root) return OUTSIDE;
  if (saved) root.forgetUncommitted();
  const found = await root.uncommitted();
  if (found.state === 'absent') {
    const detail = `What is being lifted cannot be told: ${plain(found.reason)}. To gain: ${plain(found.gain)}.`;
    return { ...OUTSIDE, state: 'unknown', text: 'lifting: unknown', detail };
  }
  if (found.facts.files.length === 0) {
    const detail = 'Nothing is being lifted: no file differs from the last commit.';
    return { ...OUTSIDE, state: 'nothing', text: 'lifting: nothing', detail };
  }
  const { latest } = root;
  if (!latest) {
    if (root.failed === undefined && !root.cancelled)
      return { ...OUTSIDE, state: 'reviewing', text: 'lifting …', detail: '' };
    const detail = `What is being lifted cannot be told: the review ${root.cancelled ? 'was cancelled' : 'failed'}.`;
    return { ...OUTSIDE, state: 'unknown', text: 'lifting: unknown', detail };
  }
  const now = liftingOf(latest, found.facts);
  return {
    state: 'lifting',
    text: liftingInShort(now),
    detail: [...liftingAtAGlance(now), ...found.notes.map(note => `${note}.`)].map(plain).join('\n\n'),
    teams: now.teams,
  };
}

/** All of it, as a document. */
export async function liftingExplained(server: Server, uri: string): Promise<ExplainedText> {
  const root = server.roots.of(uri)?.root;
  if (!root) throw new ResponseError(ErrorCodes.InvalidParams, `no workspace folder holds ${uri}`);
  const [found, snapshot] = await Promise.all([root.uncommitted(), root.snapshot()]);
  const title = 'What is being lifted now';
  const sections =
    found.state === 'absent'
      ? [{ heading: 'Unknown', lines: [`${found.reason}; ${found.gain}`] }]
      : found.facts.files.length === 0
        ? [{ heading: 'Nothing', lines: ['no file differs from the last commit'] }]
        : liftingSections(found.facts, liftingOf(snapshot, found.facts), found.notes);
  return { title, text: explanationText({ title, sections }), root: root.uri };
}

function liftingOf({ model }: Snapshot, facts: UncommittedFacts): Lifting {
  const known = told.get(facts);
  if (known?.model === model) return known.lifting;
  const now = liftingNow(model, facts);
  told.set(facts, { model, lifting: now });
  return now;
}

/** A status bar asks after every review; a keystroke in a comment gives the same model. */
const told = new WeakMap<
  UncommittedFacts,
  { readonly model: Snapshot['model']; readonly lifting: Lifting }
>();
