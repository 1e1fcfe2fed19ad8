import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { verdictOn } from '#core/couches/judge-couches';
import { FILE_START, repoPath } from '#core/facts/place';
import type { ModuleName } from '#core/model/model';
import { checkDocument } from '#core/views/check-document';
import { couchesWorth } from '#core/views/couch-list';
import { couchInShort } from '#core/views/couch-name';
import { readTree } from '../support/annotations.ts';
import { review } from '../support/check.ts';

/** Changes of two teams to two modules, and of one of them alone; a third module has three changes. */
const TREE = (both: number, alone: number, days = 7) => `
//- /a.wiring
team A { handle "@x/a" }
team B { handle "@x/b" }
module cart { path "cart/**" }
module seldom { path "seldom/**" }
module pay { path "pay/**" }
//- /CODEOWNERS
/cart/ @x/a
/pay/ @x/b
/seldom/ @x/b
//- /cart/index.ts
//- /pay/index.ts
//- /seldom/index.ts
//- git
${alone > 0 ? `change 2024-05-03 every ${days} days ${alone} times "One": cart/index.ts` : ''}
change 2024-05-10 every ${days} days ${both} times "Both": cart/index.ts, pay/index.ts
change 2025-11-01 every 7 days 3 times "Seldom": seldom/index.ts
`;

const SCHEMA = JSON.parse(readFileSync(join(process.cwd(), 'schema', 'check.schema.json'), 'utf8'));

describe('the couches worth talking about', () => {
  it('hold WATCH where one team seldom lifts it, in a document that its own schema takes', async () => {
    const reviewed = await review(readTree(TREE(24, 0)));
    const { worth, unlisted, nothing } = couchesWorth(reviewed);
    assert.equal(nothing, undefined);
    assert.deepEqual(
      worth.map(({ couch, verdict }) => [couch.name, verdict]),
      [
        ['cart', 'WATCH'],
        ['pay', 'WATCH'],
      ],
    );
    assert.deepEqual(unlisted, ['1 couch is UNKNOWN for fewer than 10 carries in 36 months']);
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(SCHEMA);
    const document: unknown = JSON.parse(JSON.stringify(checkDocument(reviewed, [], '1.0.0')));
    assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 3)));
  });

  it('leave out WATCH where a few carries more might make it just right, and say so', async () => {
    const reviewed = await review(readTree(TREE(6, 6, 150)));
    const cart = couchesWorth(reviewed);
    assert.deepEqual(cart.worth, []);
    assert.equal(cart.nothing, '1 couch was judged, and none is too big, miswired or too small');
    assert.deepEqual(cart.unlisted, [
      '2 couches are UNKNOWN for fewer than 10 carries in 36 months',
      '1 couch is WATCH and not listed: one team alone lifts at least 50 % of the carries and less than 80 %, or the 95 % interval reaches that',
    ]);
  });
});

describe('owners among whom somebody is in every rule', () => {
  const people = (last: string) => `
//- /CODEOWNERS
/cart/ @ana @bo
/pay/ @ana @bo @cem
/ship/ ${last}
//- /cart/a.ts
//- /pay/a.ts
//- /ship/a.ts
//- git
change 2026-01-01 every 7 days 12 times "Work": cart/a.ts, pay/a.ts
change 2026-01-02 every 7 days 12 times "Other": ship/a.ts
`;

  it('are one team, and of one team no couch is just right', async () => {
    for (const last of ['@cem @bo @ana', '@cem @bo @dana', '@ana']) {
      const reviewed = await review(readTree(people(last)));
      const { verdicts, worth, nothing } = couchesWorth(reviewed);
      assert.deepEqual([verdicts, worth], [{}, []]);
      assert.match(
        nothing ?? '',
        /^somebody is among the owners in every rule, so that the same people can /,
      );
      const cart = verdictOn(reviewed.model, 'cart');
      assert.equal(cart?.verdict, 'UNKNOWN');
      assert.match(
        cart.because,
        /^only one team is known \(sets of people with somebody in all of them are one\)/,
      );
    }
  });

  it('are several as soon as nobody stands in all of them', async () => {
    for (const last of ['@dana', '@cem @dana']) {
      const { verdicts } = couchesWorth(await review(readTree(people(last))));
      assert.equal(verdicts['JUST RIGHT'], 3);
    }
  });
});

describe('the name of a couch', () => {
  const named = (members: readonly string[]) =>
    couchInShort({
      id: 'x',
      kind: 'group',
      name: members.join(' + '),
      members: members as readonly ModuleName[],
      at: { path: repoPath('a.ts'), range: FILE_START },
    });

  it('of a large group is its first few, with how many more there are', () => {
    assert.equal(named(['a', 'b', 'c', 'd']), 'a + b + c + d');
    assert.equal(named(['a', 'b', 'c', 'd', 'e']), 'a, b, c and 2 more');
  });
});
