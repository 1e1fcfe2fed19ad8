import { check, checkFix } from '#test/support/check';

const ONLY = { only: ['pager-elsewhere'] };

const tree = (channels: string, mark = '', paged = 'Operations') => `
//- /architecture.wiring
team Development
team Operations
${channels}
service shop-api {
  built by Development
  paged ${paged}
${mark}
}
//- /a.ts
export const a = 1;
`;

const TICKET = 'channel Operations -> Development by ticket';

describe('pager-elsewhere', () => {
  it('is said of a pager that rings where only tickets lead to the builders', () =>
    check(
      tree(
        TICKET,
        '  //    ^^^^^^^^^^ warning pager-elsewhere: shop-api is built by Development and pages Operations, and the best way between them is by ticket (10 %): it rings where nobody can change what makes it ring',
      ),
      ONLY,
    ));

  it('is not said where they can talk, where builders are paged, nor without any channel', async () => {
    await check(tree('channel Operations <-> Development by chat'), ONLY);
    await check(tree(TICKET, '', 'Development'), ONLY);
    await check(tree(''), ONLY);
  });

  it('is mended by paging the builders, or by a channel', async () => {
    const before = tree(TICKET).replace('paged Op', 'paged <|>Op');
    await checkFix(before, tree(TICKET, '', 'Development'), ONLY);
    await checkFix(before, tree('channel Development <-> Operations by chat'), { ...ONLY, title: 'Widen' });
  });
});
