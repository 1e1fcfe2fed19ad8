import { remediesFor } from '../couches/remedies.ts';
import { optionsOf } from '../couches/thresholds.ts';
import { couchInShort } from '../views/couch-name.ts';
import type { Fix } from './finding.ts';
import type { Draft, Rule } from './rule.ts';
import { couchDraft, fixesOf, judgedBy, lookedAt } from './support/couch-findings.ts';

export const couchMiswired: Rule = {
  id: 'couch-miswired',
  title: 'Couch miswired',
  severity: 'warning',
  needs: ['history', 'declared'],
  layer: 3,
  mechanism: 'amplify',
  options: optionsOf('couch-miswired'),
  docs: {
    what: 'Fewer than 50 % of the carries of a couch are lifted by one team alone, fewer than 3 effective teams share it, and the two that most often lift it together have no declared channel as wide as the need, or as wide as the widest medium where even that would not do. The need is the share of carries that both lift. The bandwidth is that of the narrowest channel on the best path between them. `independence-below` and `effective-teams-from` are those of couch-too-big. Where the wiring file declares no channel at all, nobody can tell which one is missing: then this is a question of `wiring explain`, and no finding.',
    why: 'Two teams may well carry a couch together if they can talk while they do. Movers and painters who may not speak to each other will break things, however well the house is divided.',
    evidence:
      'Carries, how many of them one team lifted alone, how many both lifted, and the best path between them. How much a medium carries is a convention (grade D): make the numbers yours.',
    fixes: 'Declare the channel that is wide enough, or widen the one there is; then make it so.',
    accept: 'accept couch-miswired on module deploy because "both teams merge in May"',
    example: `
//- /architecture.wiring
module deploy { path "deploy/**"  owner Dev and Ops }
//     ^^^^^^ warning couch-miswired: deploy is miswired: 0 % of its 10 carries in 12 months
team Dev
team Ops
channel Dev -> Ops by ticket
//- /deploy/a.ts
export const a = 1;
//- git
change 2026-01-01 every 7 days 10 times "Another region": deploy/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    lookedAt(context);
    for (const each of judgedBy(context.model, 'MISWIRED')) {
      yield couchDraft(
        context.model,
        each,
        `${couchInShort(each.couch)} is miswired: ${each.because}; give them a channel that is wide enough, or one of them the work`,
      );
    }
  },

  fixes(finding, _place, context): readonly Fix[] {
    return fixesOf(finding, 'MISWIRED', context, remediesFor);
  },
};
