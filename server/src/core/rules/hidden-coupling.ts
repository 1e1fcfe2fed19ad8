import { coChanging } from '../couches/co-changing.ts';
import { dayOf } from '../couches/evidence.ts';
import { type Hidden, hiddenPairs } from '../couches/hidden.ts';
import { hiddenGroups } from '../couches/hidden-groups.ts';
import { misplacedFiles } from '../couches/misplaced.ts';
import { moveMisplaced } from '../couches/remedies/move-file.ts';
import { inOneLine } from '../couches/remedies/remedy.ts';
import { count, percent } from '../views/words.ts';
import type { Fix } from './finding.ts';
import type { Draft, Gathered, Rule } from './rule.ts';
import { groupDraft } from './support/hidden-group-draft.ts';

export const hiddenCoupling: Rule = {
  id: 'hidden-coupling',
  title: 'Hidden coupling',
  severity: 'warning',
  needs: ['history', 'imports'],
  layer: 2,
  mechanism: 'amplify',
  options: [
    {
      key: 'together-from',
      type: 'count',
      fallback: 5,
      describe: 'changes to both that nothing else explains, from which it is a finding',
    },
  ],
  docs: {
    what: 'Two modules of different teams change together more often than chance would have it, and no chain of imports, manifests or calls leads from one to the other. Changes that also touched a third module which both need, or which needs both, are explained by it and do not count: siblings that follow a common dependency are no secret. Nor do two teams with a declared channel as wide as the share of changes to either that are to both. Tests, examples and tools follow what they are for. Pairs at least four fifths of whose changes are the same have one cause, and are told as one group.',
    why: 'What the code does not show, people have to remember. Two teams that must change together without a line of code saying so find out when something breaks.',
    evidence:
      'Changes to both and to each (of a group for its pairs); the files that do it; three changes with date; how many such pairs chance would give. The test keeps how often each module changes and how wide the changes are (bipartite configuration model), with at most 5 % false among those it reports, met in two quarters of the window (grade B; weak on cause).',
    fixes:
      'Move a file that changes with the other module rather than with its own, where carrying its changes again shows a gain. Say what ties them: an import, a shared module, a channel between the teams. Or accept it with the reason.',
    accept: 'accept hidden-coupling from battery to brakes because "one control law, see ADR-7"',
    example: `
//- /architecture.wiring
module battery { path "battery/**"  owner Battery }
//     ^^^^^^^ warning hidden-coupling: battery and brakes change together
module brakes { path "brakes/**"  owner Brakes }
//     ^^^^^^ warning hidden-coupling: battery and brakes change together
module seats { path "seats/**"  owner Seats }
module doors { path "doors/**"  owner Seats }
team Battery
team Brakes
team Seats
//- /battery/a.ts
export const a = 1;
//- /brakes/a.ts
export const a = 1;
//- /seats/a.ts
export const a = 1;
//- /doors/a.ts
export const a = 1;
//- git
change 2025-07-01 every 28 days 8 times "Recover energy": battery/a.ts, brakes/a.ts
change 2025-07-02 every 7 days 30 times "Warm seats": seats/a.ts
change 2025-07-03 every 7 days 30 times "Quiet doors": doors/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    context.looked(coChanging(model)?.met ?? 0, 'pairs of modules that changed together');
    for (const pair of hiddenPairs(model, context.option('together-from'))) {
      const { test, modules, lifts, files } = pair;
      const [a, b] = modules;
      const news = test.isNew === true ? ', which they did not a window ago' : '';
      const message = `${a.name} and ${b.name} change together${news}, and nothing in the code leads from one to the other: ${test.shared} of ${count(test.changesOfA, 'change')} to ${a.name} (${percent(test.confidenceFromA)}) and of ${test.changesOfB} to ${b.name} (${percent(test.confidenceFromB)}) are to both; what ties them?`;
      const draft: Draft = {
        key: `${a.name}+${b.name}`,
        message,
        places: [
          { place: a.at, message },
          { place: b.at, message },
        ],
        related: [],
        subject: { module: a.name, toModule: b.name },
        members: [a.name, b.name],
        evidence: [
          `chance would give ${test.expected.toFixed(1)}; ${count(lifts.length, 'change')} that no third module explains`,
          ...files.map(pair => `${pair.a} and ${pair.b} ${count(pair.shared, 'time')}`),
          ...lifts.slice(0, 3).map(({ change }) => `${dayOf(change.at)} ${change.subject}`),
        ],
      };
      pairOf.set(draft, pair);
      yield draft;
    }
  },

  gather(model, drafts): readonly Gathered[] {
    const draftOf = new Map(drafts.map(draft => [pairOf.get(draft), draft]));
    const pairs = drafts.flatMap(draft => pairOf.get(draft) ?? []);
    return hiddenGroups(model, pairs).map(group => ({
      draft: groupDraft(group),
      of: group.pairs.flatMap(pair => draftOf.get(pair) ?? []),
    }));
  },

  fixes({ subject: { module, toModule }, members = [module, toModule] }, _place, context): readonly Fix[] {
    const isBetween = (name: string, other: string) => members.includes(name) && members.includes(other);
    return misplacedFiles(context.model)
      .filter(({ from, to }) => isBetween(from.name, to.name))
      .flatMap(file => moveMisplaced(file, context).remedy ?? [])
      .sort((a, b) => b.worth - a.worth)
      .map(remedy => ({
        title: inOneLine(remedy),
        edits: remedy.edits,
        ...(remedy.moves ? { moves: remedy.moves } : {}),
        preferred: false,
        note: `${remedy.gain}. Cost: ${remedy.cost}`,
      }));
  },
};

/** What a draft was made of. */
const pairOf = new WeakMap<Draft, Hidden>();
