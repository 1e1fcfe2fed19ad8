import type { CancellationToken } from 'vscode-languageserver';
import { countSeverities } from '#core/views/findings-by-team';
import type { CheckSummary, RootSummary } from '../protocol.ts';
import { notAnalysedInWords } from '../report.ts';
import type { RootReview } from '../review.ts';
import type { Server } from '../server.ts';
import { placesOf } from '../to-proto.ts';

/** Reviews every root again, from the disk and the editor's unsaved texts. */
export async function check(
  server: Server,
  _params: unknown,
  token: CancellationToken,
): Promise<CheckSummary> {
  const roots: RootSummary[] = [];
  for (const root of server.roots.all()) {
    if (token.isCancellationRequested) return { roots, cancelled: true };
    root.apply({ kind: 'files' });
    root.apply({ kind: 'history' });
    const stop = token.onCancellationRequested(() => root.stop());
    await root.review();
    stop.dispose();
    if (root.cancelled) return { roots, cancelled: true };
    roots.push(summary(server, root));
  }
  return { roots, cancelled: false };
}

function summary(server: Server, root: RootReview): RootSummary {
  const snapshot = root.latest;
  // Each place counts, as in the list of problems that the editor shows beside it.
  const places = (snapshot?.judgement.findings ?? []).flatMap(finding =>
    placesOf(finding).map(() => finding),
  );
  const counts = countSeverities([...places, ...(snapshot?.problems ?? [])]);
  return {
    uri: root.uri,
    name: root.name,
    errors: counts.error,
    warnings: counts.warning,
    informations: counts.information,
    notAnalysed: snapshot ? notAnalysedInWords(snapshot, server.settings.trusted) : [],
    ...(root.failed === undefined ? {} : { failed: root.failed }),
  };
}
