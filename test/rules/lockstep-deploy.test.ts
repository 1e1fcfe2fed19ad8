import assert from 'node:assert/strict';
import { locksteps } from '#core/couches/lockstep';
import { buildModel } from '#core/model/build';
import { readTree } from '#test/support/annotations';
import { check, checkFix, fixTitles, review } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';

const ONLY = { only: ['lockstep-deploy'] };
const A = '//- /a.ts\nexport const a = 1;\n';

const together = 'deploys together with cart-api';
const found = (message: string) => `//${'^'.repeat(together.length)} warning lockstep-deploy: ${message}\n`;

/** Four packages of two teams, and what a tool says of their versions. */
const PACKAGES = (config: string, more = '') => `
//- /package.json
{ "private": true, "workspaces": ["packages/*"] }
//- /CODEOWNERS
/packages/cart/ @acme/cart
/packages/pay/ @acme/pay
/packages/tax/ @acme/pay
/packages/ship/ @acme/ship
${['cart', 'pay', 'tax', 'ship']
  .map(
    name =>
      `//- /packages/${name}/package.json\n{ "name": "@acme/${name}", "version": "1.0.0" }\n//- /packages/${name}/index.ts\nexport const ${name} = 1;`,
  )
  .join('\n')}
${more}
${config}
`;
const changesets = (config: string, mark = '') =>
  PACKAGES(`//- /.changeset/config.json\n{\n  ${config}\n${mark}}`);

/** Releases of these packages with each of so many changes, one list a change. */
async function tagged(tree: string, releases: readonly (readonly string[])[]) {
  const { model } = await review(
    readTree(
      `${tree}//- git\nchange 2025-07-01 every 10 days ${releases.length} times "Work": packages/cart/index.ts\n`,
    ),
  );
  const { history } = model.facts;
  assert.ok(history.state !== 'absent');
  const { changes } = history.facts;
  const told = releases.flatMap((names, i) =>
    names.map(name => ({ package: `@acme/${name}`, change: changes[i]?.id ?? '' })),
  );
  return locksteps(
    buildModel({ ...model.facts, history: { ...history, facts: { ...history.facts, releases: told } } }),
  ).map(({ told: by, modules, teams }) => [by.by === 'tags' && [by.both, by.either], modules, teams.length]);
}

const APART = [['tax'], ['ship'], ['tax'], ['ship'], ['tax'], ['ship'], ['tax'], ['ship']];

describe('lockstep that tags show', () => {
  const eight = Array.from({ length: 8 }, () => ['cart', 'pay']);

  it('is of packages of two teams that are released together, far more often than any two', async () => {
    assert.deepEqual(await tagged(PACKAGES(''), [...eight, ['cart'], ...APART]), [
      [[8, 9], ['@acme/cart', '@acme/pay'], 2],
    ]);
  });

  it('is not of one team, of few releases, or where everything goes out at once', async () => {
    const own = eight.map(() => ['pay', 'tax']);
    assert.deepEqual(await tagged(PACKAGES(''), [...own, ['cart'], ['ship']]), []);
    assert.deepEqual(await tagged(PACKAGES(''), [...eight.slice(4), ...APART]), []);
    assert.deepEqual(
      await tagged(
        PACKAGES(''),
        eight.map(() => ['cart', 'pay', 'tax', 'ship']),
      ),
      [],
    );
  });

  it('is not of packages of which one needs the other, nor where what both need went out too', async () => {
    const needs = (name: string, other: string) => (text: string) =>
      text.replace(
        `"@acme/${name}", "version": "1.0.0" }`,
        `"@acme/${name}", "version": "1.0.0", "dependencies": { "@acme/${other}": "*" } }`,
      );
    assert.deepEqual(await tagged(needs('cart', 'pay')(PACKAGES('')), [...eight, ['cart'], ...APART]), []);
    const below = needs('cart', 'tax')(needs('pay', 'tax')(PACKAGES('')));
    const withTax = eight.map(() => ['cart', 'pay', 'tax']);
    assert.deepEqual(await tagged(below, [...withTax, ['cart'], ['ship'], ['ship'], ['ship']]), []);
  });
});

describe('lockstep-deploy', () => {
  it('is one finding for services that say they deploy together, at each that says so', async () => {
    const message =
      'cart-api, cart-worker and pay-api of 2 teams deploy together: nobody goes out without the others';
    const { judgement } = await check(
      `//- /architecture.wiring
service cart-api { built by Cart }
service cart-worker {
  ${together}
${found(message)}  built by Cart
}
service pay-api {
  ${together}
${found(message)}  built by Pay
}
service mail { deploys alone }
team Cart
team Pay
${A}`,
      ONLY,
    );
    const findings = judgement.findings.filter(({ rule }) => rule === 'lockstep-deploy');
    assert.deepEqual(
      findings.map(({ id, size, related }) => [id, size, related.map(each => each.message)]),
      [['lockstep-deploy:cart-api+cart-worker+pay-api', 3, ['goes out with them']]],
    );
  });

  it('asks one team whether these are one', () =>
    check(
      `//- /architecture.wiring
service cart-api { built by Cart }
service cart-worker {
  ${together}
${found('cart-api and cart-worker deploy together: separate units that never go alone are one: make them one')}  built by Cart
}
team Cart
${A}`,
      ONLY,
    ));

  it('is said of packages of several teams that changesets gives one version', () => {
    const fixed = '"fixed": [["@acme/cart", "@acme/p*"]]';
    return check(
      changesets(
        fixed,
        '//          ^^^^^^^^^^^^^^^^^^^^^^^^^^ warning lockstep-deploy: 2 packages of 2 teams always have one version ("fixed" in .changeset/config.json): nobody goes out without the others\n',
      ),
      ONLY,
    );
  });

  it('is not said of one team, of linked packages, of ignored ones, or of patterns that match nothing', async () => {
    await check(changesets('"fixed": [["@acme/pay", "@acme/tax"]]'), ONLY);
    await check(changesets('"linked": [["@acme/cart", "@acme/pay"]]'), ONLY);
    await check(changesets('"fixed": [["@acme/cart", "@acme/pay"]], "ignore": ["@acme/pay"]'), ONLY);
    await check(changesets('"fixed": [["@other/*"], "nonsense", [1]]'), ONLY);
    await check(changesets('"fixed": [['), ONLY);
  });

  it('is said of one team whose packages run as services of their own', async () => {
    const services =
      '//- /architecture.wiring\nservice pay-api { runs "@acme/pay" }\nservice tax-api { runs "@acme/tax" }';
    const { judgement } = await review(
      readTree(PACKAGES('//- /.changeset/config.json\n{ "fixed": [["@acme/pay", "@acme/tax"]] }', services)),
    );
    const finding = judgement.findings.find(({ rule }) => rule === 'lockstep-deploy');
    assert.match(finding?.message ?? '', /2 packages always have one version.*separate units/);
    assert.equal(finding?.subject.service, 'pay-api');
  });

  it('reads policies of Rush, fixed mode of Lerna and fixed groups of Nx', async () => {
    const ids = async (config: string) =>
      (await review(readTree(PACKAGES(config)))).judgement.findings
        .filter(({ rule }) => rule === 'lockstep-deploy')
        .map(({ id, size }) => `${id} ${size}`);
    const rush = (kind: string) =>
      `//- /rush.json
{ "projects": [
  { "packageName": "@acme/cart", "projectFolder": "packages/cart", "versionPolicyName": "app" },
  { "packageName": "@acme/pay", "projectFolder": "packages/pay", "versionPolicyName": "app" },
  { "packageName": "@acme/ship", "projectFolder": "packages/ship" }
] }
//- /common/config/rush/version-policies.json
// Comments are allowed here.
[{ "policyName": "app", "definitionName": "${kind}" }]`;
    assert.deepEqual(await ids(rush('lockStepVersion')), ['lockstep-deploy:Rush:app 2']);
    assert.deepEqual(await ids(rush('individualVersion')), []);
    assert.deepEqual(await ids('//- /lerna.json\n{ "version": "1.4.0" }'), [
      'lockstep-deploy:Lerna:@acme/cart 4',
    ]);
    assert.deepEqual(await ids('//- /lerna.json\n{ "version": "independent" }'), []);
    const nx = (release: string) => `//- /nx.json\n{ "release": ${release} }`;
    assert.deepEqual(await ids(nx('{ "projectsRelationship": "fixed" }')), [
      'lockstep-deploy:Nx:@acme/cart 4',
    ]);
    assert.deepEqual(
      await ids(
        nx(
          '{ "groups": { "shop": { "projectsRelationship": "fixed", "projects": ["*/*", "!@acme/ship"] } } }',
        ),
      ),
      ['lockstep-deploy:Nx:shop 3'],
    );
    assert.deepEqual(await ids(nx('{ "projectsRelationship": "independent" }')), []);
    assert.deepEqual(await ids(nx('{ "version": {} }')), []);
  });

  it('is said once of a group, however many packages it has', async () => {
    const { judgement } = await review(exampleTree('amazon-ordering'));
    const findings = judgement.findings.filter(({ rule }) => rule === 'lockstep-deploy');
    assert.deepEqual(
      findings.map(({ id, size }) => [id, size]),
      [['lockstep-deploy:changesets:@store/fulfilment', 61]],
    );
  });

  it('is mended by taking the group out, and what stands beside it stays', async () => {
    const two = (fixed: string) =>
      PACKAGES(`//- /.changeset/config.json\n{ "fixed": [${fixed}["@acme/pay", "@acme/tax"]] }`);
    const fix = await checkFix(two('["@acme/cart", <|>"@acme/ship"], '), two(''), {
      ...ONLY,
      title: 'Release each package when it changed',
    });
    assert.match(fix.note ?? '', /2 teams no longer wait for each other/);
    const last = (fixed: string) =>
      PACKAGES(`//- /.changeset/config.json\n{ "fixed": [["@acme/pay"]${fixed}] }`);
    await checkFix(last(', ["@acme/cart", <|>"@acme/ship"]'), last(''), { ...ONLY, title: 'Release each' });
  });

  it('of services offers nothing but to accept', async () => {
    const titles = await fixTitles(
      `//- /architecture.wiring\nservice cart-api\nservice worker { deploys <|>together with cart-api }\n${A}`,
      ONLY,
    );
    assert.deepEqual(titles, ['Accept lockstep-deploy until 2026-08-30, with a reason']);
  });

  it('can be accepted while no more join', () =>
    check(
      `//- /architecture.wiring\nservice cart-api\nservice worker { ${together} }\naccept lockstep-deploy on service cart-api at most 2 because "soon one"\n${A}`,
      { only: [...ONLY.only, 'stale-accept'] },
    ));
});
