import { coChanging } from '../couches/co-changing.ts';
import { remediesFor } from '../couches/remedies.ts';
import { optionsOf } from '../couches/thresholds.ts';
import { listed } from '../views/words.ts';
import type { Fix } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { couchDraft, fixesOf, judgedBy } from './support/couch-findings.ts';

export const couchTooSmall: Rule = {
  id: 'couch-too-small',
  title: 'Couch too small',
  severity: 'warning',
  needs: ['history', 'imports'],
  layer: 2,
  mechanism: 'simplify',
  options: optionsOf('couch-too-small'),
  docs: {
    what: 'Two modules or more are pieces of one: separate packages or deploy units, one of which imports or calls the other, that change together more often than chance would have it, in at least 5 changes and in at least 50 % of the changes of one of them or 30 % of both; one team lifts at least 80 % of these changes alone; fewer than 20 % of the modules that use them belong to others; and at least one of: the smaller one changes alone in less than 40 % of its changes, at least 80 % of the releases of either release both and that is well above what any two modules here do, or there are 10 calls between them for each request. Changes that also touch something both need are explained by that. Tests, examples and tools are no pieces, nor are published packages, whose users nobody can see.',
    why: 'A couch chopped too small needs constant carrying between the pieces: two changes, two releases, a call where a function would do. Almost every tool asks for smaller pieces; sometimes there are too many.',
    evidence:
      'Changes to both and to each; the team that lifts them; releases and calls; the changes with date. More often than chance: the bipartite configuration model over all pairs, at most 5 % of which may be false, and met in two quarters of the window (grade B).',
    fixes:
      'Merge the pieces: one module in the wiring file, and the files move in a change of its own; or their sources move along, each piece into a folder of its name in the one that is kept, with every import that follows. Manifests and other files of the pieces stay for a person to delete.',
    accept: 'accept couch-too-small on module frames because "runs on other machines"',
    example: `
//- /architecture.wiring
module detect { path "video/detect/**" }
//     ^^^^^^ warning couch-too-small: detect and frames are pieces of one
module frames { path "video/frames/**" }
//     ^^^^^^ warning couch-too-small: detect and frames are pieces of one
//- /package.json
{ "private": true, "workspaces": ["video/*"] }
//- /CODEOWNERS
* @acme/play
/video/ @acme/video
//- /video/detect/package.json
{ "name": "@acme/detect", "private": true }
//- /video/frames/package.json
{ "name": "@acme/frames", "private": true }
//- /video/detect/index.ts
import { frame } from '../frames/index';
export const detect = frame;
//- /video/frames/index.ts
export const frame = 1;
//- /video/other1/package.json
{ "name": "other1", "private": true }
//- /video/other1/index.ts
export const other = 1;
//- /video/other2/package.json
{ "name": "other2", "private": true }
//- /video/other2/index.ts
export const other = 1;
//- git
change 2025-07-01 every 28 days 8 times "Find more": video/detect/index.ts, video/frames/index.ts
change 2025-07-02 every 7 days 30 times "Other work": video/other1/index.ts
change 2025-07-03 every 7 days 30 times "More of it": video/other2/index.ts
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    const tests = coChanging(model);
    context.looked(tests?.met ?? 0, 'pairs of modules that changed together');
    for (const each of judgedBy(model, 'TOO SMALL')) {
      const names = listed(each.couch.members);
      yield couchDraft(model, each, `${names} are pieces of one: ${each.because}; make them one module`);
    }
  },

  fixes(finding, _place, context): readonly Fix[] {
    return fixesOf(finding, 'TOO SMALL', context, remediesFor);
  },
};
