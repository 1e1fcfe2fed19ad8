import assert from 'node:assert/strict';
import { verdictOn } from '#core/couches/judge-couches';
import { readTree } from '../support/annotations.ts';
import { review } from '../support/check.ts';

const MODULES = ['pay', 'auth', 'mail', 'disk', 'feed', 'tests-api', 'docs', 'examples-a', 'examples-b'];

/** Nothing imports anything; what lies beside all packages is the root's. */
async function carriesOf(
  name: string,
  touched: readonly string[],
): Promise<readonly [number, readonly string[]]> {
  const { model } = await review(
    readTree(`
//- /package.json
{ "name": "all", "private": true, "workspaces": ["*"] }
//- /CODEOWNERS
* @x/a
/pay/ @x/b
//- /config.ts
${MODULES.map(module => `//- /${module}/package.json\n{ "name": "${module}" }\n//- /${module}/a.ts`).join('\n')}
//- git
change 2026-01-01 every 7 days 12 times "Work": pay/a.ts
change 2026-01-02 every 7 days 12 times "Other": examples-a/a.ts
change 2026-03-01 "Through the layers": ${touched.map(each => `${each}.ts`).join(', ')}
`),
  );
  const judged = verdictOn(model, name);
  assert.ok(judged);
  return [judged.numbers.carries, judged.excluded];
}

const FAR = '1 change that went far beyond it, to five or more modules it has nothing to do with';

describe('what carries a couch', () => {
  it('is no change that touched five modules or more which have nothing to do with it', async () => {
    const wide = ['pay/a', 'auth/a', 'mail/a', 'disk/a', 'feed/a'];
    assert.deepEqual(await carriesOf('pay', wide), [13, []]);
    const [carries, excluded] = await carriesOf('examples-a', ['examples-a/a', ...wide]);
    assert.deepEqual([carries, excluded], [12, [FAR]]);
  });

  it('is a feature that brings its tests, its documentation and an example, and settings of the whole', async () => {
    const feature = ['pay/a', 'auth/a', 'mail/a', 'tests-api/a', 'docs/a', 'examples-a/a', 'config'];
    assert.deepEqual(await carriesOf('pay', feature), [13, []]);
    // For one example among others nothing of it is its own.
    assert.deepEqual(await carriesOf('examples-a', feature), [12, [FAR]]);
  });
});
