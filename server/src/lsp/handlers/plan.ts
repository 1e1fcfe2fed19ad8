import { type CancellationToken, ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { RepoPath } from '#core/facts/place';
import { type Touched, touchedBy } from '#core/organisation/touched';
import { planSections, planStory } from '#core/views/plan-story';
import { count, someOf } from '#core/views/words';
import { explanationText } from '../explanation-text.ts';
import { type ExplainedText, PLAN_TARGET } from '../protocol.ts';
import type { Server } from '../server.ts';

/** What it would take to touch the files and folders that a target names, as `wiring plan` tells it. */
export async function planExplained(
  server: Server,
  target: string,
  token: CancellationToken,
): Promise<ExplainedText> {
  const uris = target.slice(PLAN_TARGET.length).split('\n').filter(Boolean);
  const [first] = uris;
  const found = first === undefined ? undefined : await server.located(first, token);
  if (!found)
    throw new ResponseError(ErrorCodes.InvalidParams, 'no workspace folder holds what was selected');
  const { root, snapshot } = found;
  const left: string[] = [];
  const touched: Touched[] = [];
  for (const uri of uris) {
    const other = server.roots.of(uri);
    const thing = other?.root === root ? touchedBy(snapshot.model, other.path, '' as RepoPath) : undefined;
    if (thing) touched.push(thing);
    else left.push(uri.slice(uri.lastIndexOf('/') + 1));
  }
  const title = `What it would take to touch ${touched.length === 1 ? (touched[0]?.name ?? '') : count(touched.length, 'thing')}`;
  const sections = [
    ...planSections(planStory(snapshot, touched)),
    ...(left.length > 0
      ? [
          {
            heading: 'Left out',
            lines: [`${someOf(left, 5)}: in no review, or in another root than the first`],
          },
        ]
      : []),
  ];
  return { title, text: explanationText({ title, sections }), root: root.uri };
}
