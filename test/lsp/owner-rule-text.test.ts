import assert from 'node:assert/strict';
import { factsOf } from '#core/facts/state';
import { ownerRuleText } from '#lsp/owner-rule-text';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';

const TREE = `
//- /CODEOWNERS
/cart/ @acme/checkout
/pay/ @acme/billing
/cart @acme/platform
/pay/deep/ @acme/platform
/law/ @acme/law
//- /architecture.wiring
team Shop { handle "@acme/shop" }
module cart { path "cart/**"  owner Shop }
module pay { path "pay/**"  owner Shop }
//- /cart/a.ts
export const a = 1;
//- /pay/a.ts
export const a = 1;
//- /pay/deep/b.ts
export const b = 1;
//- /law/a.ts
export const a = 1;
`;

describe('the hover over a CODEOWNERS rule', () => {
  it('gives the reason that the finding about a shadowed rule gives, also where the wiring file decides in the end', async () => {
    const snapshot = await review(readTree(TREE));
    const ownership = factsOf(snapshot.facts.ownership);
    const text = (line: number) => {
      const rule = ownership?.rules.find(each => each.line === line);
      assert.ok(rule);
      return ownerRuleText(snapshot, rule).split('\n\n').slice(1).join(' ');
    };
    const shadowed = snapshot.judgement.findings.find(({ rule }) => rule === 'shadowed-rule');
    assert.match(shadowed?.message ?? '', /taken by a later rule, "\/cart" \(line 3\)/);
    assert.equal(text(0), 'It matches 1 file and decides nothing. 1 file taken by /cart on line 3.');
    assert.equal(
      text(1),
      'It matches 2 files and decides none of them. 1 file taken by /pay/deep/ on line 4. 1 file taken by module pay in architecture.wiring.',
    );
    assert.match(text(4), /^It matches 1 file and decides it\./);
  });
});
