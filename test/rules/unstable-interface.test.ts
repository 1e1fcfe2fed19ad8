import { check } from '#test/support/check';

const ONLY = { only: ['unstable-interface'] };

function tree(parts: {
  mark?: string;
  video?: string;
  owner?: string;
  orders?: string;
  history?: string;
}): string {
  return `
//- /architecture.wiring
module orders { path "orders/**"  owner Orders }
${parts.mark ?? ''}
module books { path "books/**"  owner Books }
module music { path "music/**"  owner Music }
module video { path "video/**"  owner ${parts.owner ?? 'Video'} }
module games { path "games/**"  owner Games }
module gear { path "gear/**"  owner Games }
team Orders
team Books
team Music
team Video
team Games
//- /orders/a.ts
${parts.orders ?? 'export const order = 1;'}
//- /books/a.ts
import { order } from '../orders/a';
export const a = order;
//- /music/a.ts
import { order } from '../orders/a';
export const a = order;
//- /video/a.ts
${parts.video ?? "import { order } from '../orders/a';\nexport const a = order;"}
//- /games/a.ts
export const game = 1;
//- /gear/a.ts
export const a = 1;
//- git
${parts.history ?? 'change 2025-07-01 every 28 days 8 times "Another address": orders/a.ts, books/a.ts, music/a.ts, video/a.ts'}
change 2025-07-02 every 7 days 30 times "A game": games/a.ts
change 2025-07-03 every 7 days 30 times "Gear": gear/a.ts
`;
}

describe('unstable-interface', () => {
  it('is said where modules of three others change with what they import', () =>
    check(
      tree({
        mark: '//     ^^^^^^ warning unstable-interface: 3 modules of 3 other teams change when orders does, which they import: books, music and video',
      }),
      ONLY,
    ));

  it('is not said of fewer, of modules of its own team, or of modules that do not import it', async () => {
    await check(tree({ owner: 'Orders' }), ONLY);
    await check(tree({ video: 'export const a = 1;' }), ONLY);
  });

  it('is not said of a platform that many use and few change with', () =>
    check(
      tree({
        history: `change 2025-07-01 every 14 days 16 times "Faster": orders/a.ts
change 2025-07-04 every 14 days 16 times "A book": books/a.ts
change 2025-07-05 every 14 days 16 times "A song": music/a.ts
change 2025-07-06 every 14 days 16 times "A film": video/a.ts`,
      }),
      ONLY,
    ));
});
