import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { judge, judgeAhead } from '#core/rules/judge';
import { RULES } from '#core/rules/registry';
import { readTree } from '#test/support/annotations';
import { check, open, review, TODAY } from '#test/support/check';

const TREE = `
//- /architecture.wiring
module cart { path "cart/**"  uses nothing }
module pay { path "pay/**" }
//- /cart/index.ts
import { charge } from '../pay/api';
export const cart = charge;
//- /examples/readme.md
text
//- /pay/api.ts
import { cart } from '../cart/index';
export const charge = 1;
console.log(cart);
`;

describe('judge', () => {
  it('is deterministic and sorted', async () => {
    const { model } = await review(readTree(TREE));
    const one = judge(model, { today: TODAY });
    assert.deepEqual(judge(model, { today: TODAY }), one);
    assert.deepEqual(
      one.findings.map(({ severity, rule }) => [severity, rule]),
      [
        ['error', 'undeclared-dependency'],
        ['warning', 'dependency-cycle'],
      ],
    );
  });

  it('judges nothing ahead of history that would be judged otherwise with it', async () => {
    const { model } = await review(readTree(TREE));
    const ahead = judgeAhead(model, { today: TODAY });
    assert.ok(ahead.has('undeclared-dependency'));
    // The teams of an initiative are also those that usually lift along.
    assert.ok(!ahead.has('initiative-too-wide'));
    assert.ok(!ahead.has('couch-too-big'));
  });

  it('gives ids that outlive edits elsewhere', async () => {
    const before = await review(readTree(TREE));
    const after = await review(
      readTree(TREE.replace('import { charge }', '\n\n// moved\nimport { charge }')),
    );
    assert.deepEqual(
      after.judgement.findings.map(({ id }) => id),
      before.judgement.findings.map(({ id }) => id),
    );
  });

  it('says of every rule that it ran, with what it looked at, or that it was skipped, and why', async () => {
    const { judgement } = await review(readTree(TREE));
    const said = [...judgement.ran.map(({ rule }) => rule), ...judgement.skipped.map(({ rule }) => rule)];
    assert.deepEqual(said.sort(), RULES.map(({ id }) => id).sort());
    const shadowed = judgement.skipped.find(({ rule }) => rule === 'shadowed-rule');
    assert.deepEqual(shadowed?.missing, ['ownership']);
    assert.match(shadowed?.message ?? '', /^shadowed-rule could not run: .*CODEOWNERS/);
    assert.deepEqual(
      judgement.ran.find(({ rule }) => rule === 'undeclared-dependency'),
      { rule: 'undeclared-dependency', looked: 1, at: 'imports from modules with a "uses" clause' },
    );
  });

  it('follows severities and "off", for all and for some paths', async () => {
    const rules = (text: string) => review(readTree(`${TREE}//- /rules.wiring\n${text}\n`));
    const off = await rules('rules { undeclared-dependency off  dependency-cycle information }');
    assert.deepEqual(
      off.judgement.findings.map(({ severity, rule }) => [severity, rule]),
      [['information', 'dependency-cycle']],
    );
    assert.match(off.judgement.skipped.map(({ message }) => message).join(), /undeclared-dependency is off/);
    const elsewhere = await rules('rules { undeclared-dependency off in "examples/**", "pay/**" }');
    assert.equal(elsewhere.judgement.findings.length, 2);
    const here = await rules(
      'rules { undeclared-dependency off in "cart/**"  undeclared-dependency warning }',
    );
    assert.deepEqual(
      here.judgement.findings.map(({ rule }) => rule),
      ['dependency-cycle'],
    );
    const only = await rules(
      'rules { undeclared-dependency off  undeclared-dependency warning in "cart/**" }',
    );
    assert.ok(
      only.judgement.findings.some(
        ({ rule, severity }) => rule === 'undeclared-dependency' && severity === 'warning',
      ),
    );
  });

  it('follows "off in" for findings that stand in CODEOWNERS or in a manifest', () =>
    check(`
//- /CODEOWNERS
/cart/ @acme/checkout
/cart @acme/checkout
//- /rules.wiring
rules { shadowed-rule off in "cart/**" }
//- /cart/index.ts
export const cart = 1;
`));

  it('keeps its findings while nothing that matters changes', async () => {
    const session = open(readTree(TREE));
    const one = await session.snapshot();
    session.apply({
      kind: 'edited',
      path: repoPath('cart/index.ts'),
      text: readTree(TREE).files['cart/index.ts'] ?? '',
    });
    const two = await session.snapshot();
    assert.deepEqual(two.judgement, one.judgement);
  });
});

describe('every rule', () => {
  for (const rule of RULES) {
    it(`${rule.id} finds in its example what its page says`, () =>
      check(rule.docs.example, { only: [rule.id] }));
  }
});
