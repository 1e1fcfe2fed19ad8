import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { judgeCouches, verdictOn } from '#core/couches/judge-couches';
import { remediesFor } from '#core/couches/remedies';
import { repoPath } from '#core/facts/place';
import { checkDocument } from '#core/views/check-document';
import { couchesWorth } from '#core/views/couch-list';
import { explain } from '#core/views/explain';
import { fixContextOf } from '#core/views/reviewed';
import { readTree } from '#test/support/annotations';
import { applyEdits, review } from '#test/support/check';

const TEAMS = ['A', 'B', 'C', 'D'];
const TREE = (services: string, history = '') => `
//- /architecture.wiring
${TEAMS.map(name => `team ${name}`).join('\n')}
${TEAMS.map(name => `module ${name.toLowerCase()} { path "${name.toLowerCase()}/**"  owner ${name} }`).join('\n')}
${services}
${TEAMS.map(name => `//- /${name.toLowerCase()}/index.ts\nexport const x = 1;`).join('\n')}
${history === '' ? '' : `//- git\n${history}`}
`;

const CHAIN = `
service sa { runs a  availability 99.9%  calls sb  calls sc }
service sb { runs b  availability 99.5% }
service sc { runs c  availability 99.9% }
`;

const train = (teams: readonly string[], name = ' with weekly') =>
  teams
    .map(
      team =>
        `service s${team.toLowerCase()} {\n  runs ${team.toLowerCase()}\n  deploys one at a time${name}\n}`,
    )
    .join('\n');

describe('a blocking call chain', () => {
  it('whose promise is missed is one couch and TOO BIG, whatever its history', async () => {
    const { model } = await review(readTree(TREE(CHAIN)));
    const judged = verdictOn(model, 'chain:sa');
    assert.equal(judged?.verdict, 'TOO BIG');
    assert.match(
      judged?.because ?? '',
      /^requests to sa wait for all of its 3 services of 3 teams, one couch whatever their number: together they leave 99\.3 % of the 99\.9 % that sa promises/,
    );
    assert.deepEqual(judged?.couch.running?.services, ['sa', 'sb', 'sc']);
    assert.deepEqual(judged?.couch.members, ['a', 'b', 'c']);
  });

  it('whose promise is kept, or that promises nothing, is judged by its history as any other', async () => {
    const kept = CHAIN.replace('availability 99.9%  calls', 'availability 90%  calls');
    const { model } = await review(readTree(TREE(kept)));
    assert.equal(verdictOn(model, 'chain:sa')?.verdict, 'UNKNOWN');
    const history = 'change 2025-07-01 every 20 days 14 times "All": a/index.ts, b/index.ts, c/index.ts';
    const ids = async (more: string) =>
      (await review(readTree(TREE(kept + more, history)))).judgement.findings
        .filter(({ rule }) => rule === 'couch-too-big')
        .map(({ id }) => id);
    assert.deepEqual(await ids(''), ['couch-too-big:chain:sa']);
    assert.deepEqual(await ids('couch abc { modules a, b, c }\n'), ['couch-too-big:couch:abc']);
  });

  it('is told once among the findings, and with its services in the document and its schema', async () => {
    const history = 'change 2025-07-01 every 20 days 14 times "All": a/index.ts, b/index.ts, c/index.ts';
    const reviewed = await review(readTree(TREE(`${CHAIN}couch abc { modules a, b, c }\n`, history)));
    const ids = reviewed.judgement.findings.map(({ id }) => id);
    assert.ok(ids.includes('chain-misses-promise:sa'));
    assert.deepEqual(
      ids.filter(id => id.startsWith('couch-too-big')),
      ['couch-too-big:couch:abc'],
    );
    const document: unknown = JSON.parse(JSON.stringify(checkDocument(reviewed, [], '1.0.0')));
    const schema = JSON.parse(readFileSync(join(process.cwd(), 'schema', 'check.schema.json'), 'utf8'));
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(schema);
    assert.ok(validate(document), JSON.stringify(validate.errors?.slice(0, 3)));
    const { worth, nothing } = couchesWorth(reviewed);
    assert.equal(nothing, undefined);
    assert.deepEqual(
      worth.map(({ couch }) => couch.id).filter(id => !id.startsWith('module')),
      ['chain:sa', 'couch:abc'],
    );
  });

  it('leaves the list of couches once its finding is accepted', async () => {
    const accepted = `${CHAIN}\naccept chain-misses-promise on service sa because "events come"\n`;
    const { worth, accepted: count } = couchesWorth(await review(readTree(TREE(accepted))));
    assert.deepEqual([worth.length, count], [0, 1]);
  });

  it('is mended by publishing, with the figures afterwards, and then is no couch that misses anything', async () => {
    const tree = readTree(TREE(CHAIN));
    const reviewed = await review(tree);
    const judged = verdictOn(reviewed.model, 'chain:sa');
    const context = fixContextOf(reviewed);
    assert.ok(judged && context);
    const remedies = remediesFor(judged, context);
    assert.deepEqual(
      remedies.map(({ kind, title, gain }) => [kind, title, gain]),
      [
        [
          'publish',
          'Let sa wait for none of the 2 services that it calls',
          '2 → 1 deep, 99.3 % → 99.9 %; the promise of 99.9 % holds',
        ],
        [
          'publish',
          'Let sa not wait for sb',
          'still 2 deep, 99.3 % → 99.8 %; the promise of 99.9 % is still missed',
        ],
        [
          'publish',
          'Let sa not wait for sc',
          'still 2 deep, 99.3 % → 99.4 %; the promise of 99.9 % is still missed',
        ],
      ],
    );
    const [first] = remedies;
    const again = await review({ ...tree, files: applyEdits(tree.files, first?.edits ?? []) });
    assert.equal(verdictOn(again.model, 'chain:sa'), undefined);
  });

  it('is told by "explain" under its id, with its services and what may be done', async () => {
    const reviewed = await review(readTree(TREE(CHAIN)));
    const told = explain(reviewed, 'chain:sa', repoPath(''));
    assert.ok('sections' in told);
    const headings = told.sections.map(({ heading }) => heading);
    for (const heading of ['Verdict  TOO BIG', 'Services  3', 'What may be done'])
      assert.ok(headings.includes(heading), heading);
    // The service of that name is still the service.
    const service = explain(reviewed, 'sa', repoPath(''));
    assert.equal('kind' in service && service.kind, 'service');
  });
});

describe('services of which one deploys at a time', () => {
  it('are one couch: TOO BIG with three teams, a question with two, nothing with one', async () => {
    const verdict = async (services: string) => {
      const { model } = await review(readTree(TREE(services)));
      return verdictOn(model, 'train:weekly');
    };
    const three = await verdict(train(['A', 'B', 'C']));
    assert.equal(three?.verdict, 'TOO BIG');
    assert.match(
      three?.because ?? '',
      /one of its 3 services deploys at a time.*3 teams wait for each other.*3 paths/,
    );
    assert.equal((await verdict(train(['A', 'B'])))?.verdict, 'WATCH');
    assert.equal(
      (await verdict(train(['A', 'A']).replace('service sa', 'service sx')))?.verdict,
      'JUST RIGHT',
    );
    assert.equal((await verdict(train(['A'])))?.verdict, undefined);
  });

  it('are listed without history, and their finding is the only one', async () => {
    const reviewed = await review(readTree(TREE(train(['A', 'B', 'C'], ''))));
    assert.deepEqual(
      couchesWorth(reviewed).worth.map(({ couch, verdict }) => [couch.id, verdict]),
      [['train:train', 'TOO BIG']],
    );
    assert.deepEqual(
      reviewed.judgement.findings.filter(({ rule }) => rule.startsWith('couch')).map(({ id }) => id),
      [],
    );
  });

  it('count a team by its services: one that has nearly all of them makes no crowd', async () => {
    const many = `${train(['A', 'B', 'C'])}\n${Array.from(
      { length: 12 },
      (_, i) => `service more${i} { built by A  deploys one at a time with weekly }`,
    ).join('\n')}`;
    const { model } = await review(readTree(TREE(many)));
    assert.equal(verdictOn(model, 'train:weekly')?.verdict, 'WATCH');
  });

  it('are no couch where nothing is declared', async () => {
    const { model } = await review(readTree(TREE('')));
    assert.deepEqual(
      judgeCouches(model).filter(({ couch }) => couch.running),
      [],
    );
  });
});
