import { unstableInterfaces } from '../couches/unstable.ts';
import { count, percent, someOf } from '../views/words.ts';
import type { Draft, Rule } from './rule.ts';
import { importPlace } from './support/places.ts';

export const unstableInterface: Rule = {
  id: 'unstable-interface',
  title: 'Unstable interface',
  severity: 'warning',
  needs: ['history', 'imports'],
  layer: 2,
  mechanism: 'simplify',
  options: [
    {
      key: 'modules-from',
      type: 'count',
      fallback: 3,
      describe: 'modules of other teams that change with what they import, from which it is a finding',
    },
  ],
  docs: {
    what: 'At least three modules of other teams import a module and change together with it more often than chance would have it. Where most of these changes also touch something that both need, that is the cause, and the pair does not count here.',
    why: 'An interface is there so that one side can change without the other. When those who use it change each time it does, it is not one yet.',
    evidence:
      'For each of the modules: changes to both and to each. The test is that of hidden-coupling (Mo, Cai, Kazman; grade B).',
    fixes:
      'Declare what others take as a module of its own, and change that seldom. couch-too-big on the module replays it.',
    accept: 'accept unstable-interface on module ordering until 2027-03-01 because "version 2 ends it"',
    example: `
//- /architecture.wiring
module orders { path "orders/**"  owner Orders }
//     ^^^^^^ warning unstable-interface: 3 modules of 3 other teams change when orders does
module books { path "books/**"  owner Books }
module music { path "music/**"  owner Music }
module video { path "video/**"  owner Video }
module games { path "games/**"  owner Games }
module tools { path "gear/**"  owner Games }
team Orders
team Books
team Music
team Video
team Games
//- /orders/a.ts
export const order = 1;
//- /books/a.ts
import { order } from '../orders/a';
export const a = order;
//- /music/a.ts
import { order } from '../orders/a';
export const a = order;
//- /video/a.ts
import { order } from '../orders/a';
export const a = order;
//- /games/a.ts
export const a = 1;
//- /gear/a.ts
export const a = 1;
//- git
change 2025-07-01 every 28 days 8 times "Another address": orders/a.ts, books/a.ts, music/a.ts, video/a.ts
change 2025-07-02 every 7 days 30 times "A game": games/a.ts
change 2025-07-03 every 7 days 30 times "Gear": gear/a.ts
`,
  },

  *check(context): Iterable<Draft> {
    const { model } = context;
    context.looked(model.modules.length, 'modules');
    for (const { module, followers } of unstableInterfaces(model, context.option('modules-from'))) {
      const teams = new Set(followers.flatMap(each => each.module.ownership.teams));
      const names = followers.map(each => each.module.name);
      const message = `${count(followers.length, 'module')} of ${count(teams.size, 'other team')} change when ${module.name} does, which they import: ${someOf(names, 4)}; let them import what changes seldom`;
      yield {
        key: module.name,
        message,
        places: [{ place: module.at, message }],
        related: followers.slice(0, 5).flatMap(each => {
          const [first] = model.edge(each.module.name, module.name)?.imports ?? [];
          return first
            ? [{ place: importPlace(first), message: `${each.module.name} imports ${module.name}` }]
            : [];
        }),
        subject: { module: module.name },
        evidence: followers.slice(0, 8).map(({ module: user, test }) => {
          const own = test.a === user.name ? test.changesOfA : test.changesOfB;
          const share = test.a === user.name ? test.confidenceFromA : test.confidenceFromB;
          return `${test.shared} of ${count(own, 'change')} to ${user.name} (${percent(share)}) are to both`;
        }),
      };
    }
  },
};
