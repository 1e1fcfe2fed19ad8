import assert from 'node:assert/strict';
import { check, checkFix, fixTitles } from '#test/support/check';
import { type Brief, otlp } from '#test/traces/spans';

const ONLY = { only: ['couch-too-small'] };

interface Pieces {
  readonly wiring?: string;
  readonly manifest?: string;
  readonly more?: string;
  readonly history?: string;
  readonly mark?: boolean;
}

const TOGETHER =
  'change 2025-07-01 every 28 days 8 times "Find more": video/detect/index.ts, video/frames/index.ts';
const OTHERS = `change 2025-07-02 every 7 days 30 times "Other work": video/other1/index.ts
change 2025-07-03 every 7 days 30 times "More of it": video/other2/index.ts`;

function tree({
  wiring = '',
  manifest = '"private": true',
  more = '',
  history = TOGETHER,
  mark,
}: Pieces): string {
  const found = mark ? '//     ^^^^^^ warning couch-too-small: detect and frames are pieces of one\n' : '';
  return `
//- /architecture.wiring
module detect { path "video/detect/**" }
${found}module frames { path "video/frames/**" }
${found}${wiring}
//- /package.json
{ "private": true, "workspaces": ["video/*"] }
//- /CODEOWNERS
* @acme/play
/video/ @acme/video
//- /video/detect/package.json
{ "name": "@acme/detect", ${manifest} }
//- /video/frames/package.json
{ "name": "@acme/frames", "private": true }
//- /video/detect/index.ts
import { frame } from '../frames/index';
export const detect = frame;
//- /video/frames/index.ts
export const frame = 1;
//- /video/other1/package.json
{ "name": "other1", "private": true }
//- /video/other1/index.ts
export const other = 1;
//- /video/other2/package.json
{ "name": "other2", "private": true }
//- /video/other2/index.ts
export const other = 1;
${more}
//- git
${history}
${OTHERS}
`;
}

describe('couch-too-small', () => {
  it('is said of two packages of one team that cannot go alone', () => check(tree({ mark: true }), ONLY));

  it('is not said of pieces that nobody owns, whoever lifts something else with them', async () => {
    const helped = (owners: string) =>
      tree({
        mark: owners !== '/video/other1/',
        history: `change 2025-07-01 every 28 days 8 times "Find more": video/detect/index.ts, video/frames/index.ts, video/other1/index.ts`,
      }).replace('* @acme/play\n/video/ @acme/video', `/docs/ @acme/play\n${owners} @acme/video`);
    await check(helped('/video/'), ONLY);
    await check(helped('/video/other1/'), ONLY);
  });

  it('is mended by making them one module', async () => {
    const before = tree({}).replace('module detect', 'module det<|>ect');
    await checkFix(
      before,
      tree({})
        .replace('path "video/detect/**"', 'path "video/detect/**", "video/frames/**"')
        .replace('module frames { path "video/frames/**" }\n', ''),
      { ...ONLY, title: 'Make detect and frames one module', rule: 'couch-too-small' },
    );
    const titles = await fixTitles(before, ONLY);
    if (!titles[0]?.startsWith('Make')) throw new Error('the merge is offered first');
  });

  it('is not said of a published package, of tests, or of pieces that nothing ties', async () => {
    await check(tree({ manifest: '"version": "1.0.0"' }), ONLY);
    await check(tree({}).replaceAll('frames', 'frames-tests'), ONLY);
    await check(tree({}).replace("import { frame } from '../frames/index';", 'const frame = 1;'), ONLY);
  });

  it('is not said where the pieces often go alone, or others use them', async () => {
    const alone = `${TOGETHER}
change 2025-07-04 every 28 days 8 times "Find alone": video/detect/index.ts
change 2025-07-05 every 28 days 8 times "Frame alone": video/frames/index.ts`;
    await check(tree({ history: alone }), ONLY);
    const user = `//- /play/a.ts
import { detect } from '../video/detect/index';
export const a = detect;`;
    await check(tree({ wiring: 'module play { path "play/**" }', more: user }), ONLY);
  });

  it('is not said of siblings that follow what both need', () => {
    const needs = `//- /video/codec/package.json
{ "name": "codec", "version": "1.0.0" }
//- /video/codec/index.ts
export const codec = 1;`;
    const text = tree({
      more: needs,
      history:
        'change 2025-07-01 every 28 days 8 times "Another codec": video/codec/index.ts, video/detect/index.ts, video/frames/index.ts',
    })
      .replace(
        "import { frame } from '../frames/index';",
        "import { frame } from '../frames/index';\nimport { codec } from '../codec/index';\nexport const used = codec;",
      )
      .replace(
        'export const frame = 1;',
        "import { codec } from '../codec/index';\nexport const frame = codec;",
      );
    return check(text, ONLY);
  });

  it('is not said because versions are fixed: what is always released with everything says nothing of two', () => {
    const all = ['detect', 'frames', 'other1', 'other2'].map(name => `video/${name}/package.json`).join(', ');
    const history = `change 2025-07-01 every 28 days 8 times "Find more": video/detect/index.ts, video/frames/index.ts
change 2025-07-04 every 28 days 6 times "Find alone": video/detect/index.ts
change 2025-07-05 every 28 days 8 times "Frame alone": video/frames/index.ts
change 2025-07-06 every 30 days 6 times "v1.0.0": ${all}`;
    return check(tree({ history: history.replace('"v1.0.0"', '"Release 1.0.0"') }), ONLY);
  });

  describe('with calls in traces', () => {
    const sometimes = `change 2025-07-01 every 25 days 12 times "Find more": video/detect/index.ts, video/frames/index.ts
change 2025-07-04 every 28 days 9 times "Find alone": video/detect/index.ts
change 2025-07-05 every 28 days 9 times "Frame alone": video/frames/index.ts`;
    /** Requests in which detect calls frames so often. Services are matched by the names of what they run. */
    const requests = (calls: number) =>
      otlp(
        ['1', '2', '3', '4'].flatMap((trace): readonly Brief[] => [
          { trace, id: `${trace}f`, service: 'detect', kind: 'server', name: 'find', took: 9000 },
          ...Array.from({ length: calls }, (_, i) => `${trace}${String(i).padStart(2, '0')}`).flatMap(
            (id): readonly Brief[] => [
              { trace, id: `${id}c`, parent: `${trace}f`, service: 'detect', kind: 'client', took: 9 },
              { trace, id: `${id}d`, parent: `${id}c`, service: 'frames', kind: 'server', took: 8 },
            ],
          ),
        ]),
      );
    const traced = (calls: number, mark = false) =>
      tree({ mark, history: sometimes, more: `//- /traces/a.json\n${requests(calls)}` });

    it('is said of pieces that go alone now and then, and call each other ten times a request', async () => {
      await check(tree({ history: sometimes }), ONLY);
      await check(traced(9), ONLY);
      const { judgement } = await check(traced(12, true), ONLY);
      const finding = judgement.findings.find(({ rule }) => rule === 'couch-too-small');
      assert.match(finding?.message ?? '', /12 calls between them for each request, as traces tell/);
    });

    it('is not said of services that run several modules: which of them calls is not told', () =>
      check(
        traced(12).replace(
          '//- /package.json',
          'service video known as "detect" { runs detect, other1 }\n//- /package.json',
        ),
        ONLY,
      ));
  });
});
