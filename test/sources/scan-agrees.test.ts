// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the pieces are programs, placeholders and all.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isJsx } from '#sources/scan';
import type { Found } from '#sources/scan-found';
import { createTokenScan } from '#sources/scan-tokens';
import { findInTree, parseTree } from '#sources/scan-tree';
import { loadTypeScript, type TypeScript } from '#sources/typescript';

/** Statements whose parts are easily taken for something else; each is whole, so that any sequence of them is a program. */
const PIECES = [
  `import a from 'a';`,
  `import a, { b, type C, default as d } from './b'`,
  `import { type, type as, type as as, type as as x, type type as y, as } from "c";`,
  `import type D from 'd';`,
  `import type from 'e';`,
  `import type, { f } from 'f';`,
  `import type from from 'g';`,
  `import type { H, I as J } from 'h';`,
  `import type * as K from 'k';`,
  `import * as ns from 'l';`,
  `import defer * as late from 'm';`,
  `import defer from 'n';`,
  `import {} from 'o';`,
  `import 'p'`,
  `import'q';`,
  `import{r}from'r';import*as s from's';`,
  `import t /* from 'no' */ from /* "no" */ 't' // from 'no'`,
  `import json from './j.json' with { type: 'json' };`,
  `import json from './k.json' assert { type: "json" }`,
  `import {\n  u,\n  v as w,\n} from\n  'u'\n;`,
  `import x = require('x');`,
  `import type y = require("y")`,
  `export import z = require('z');`,
  `import alias = Some.Name.Space;`,
  `export * from 'aa';`,
  `export * as bb from 'bb'`,
  `export * as "string name" from 'cc';`,
  `export type * from 'dd';`,
  `export { a as default, type E, "s t" as st } from 'ee';`,
  `export type { F } from 'ff'`,
  `export { a, type C };`,
  `export type Alias = import('gg').T<string>;`,
  `let typed: typeof import('hh') | import("ii").A.B[];`,
  `const later = import('jj');`,
  `const more = () => import(\n  /* webpackChunkName: "kk" */\n  './kk',\n);`,
  `async function f() { const { a } = await import('ll'); return import("mm").then(x => x); }`,
  'const tick = import(`nn`), nope = import(`oo${1}`), also = import(name + ".js");',
  `const pp = require('pp'), qq = require.resolve("qq"), rr = require.cache, ss = require.resolve('ss', { paths: [] });`,
  `const dyn = require(name), none = obj.require('tt'), opt = obj?.require('uu'), priv = require?.('vv');`,
  `const made = new require('ww');`,
  `function outer(require) { return require('xx') }`,
  `const meta = import.meta.url, o2 = { import: 1, export: 2, from: 'yy', require: 3 }; o2.import; o2.export; o2.from`,
  `class Methods { import() {} export() {} require(a) { return a } from = 'x'; static async *get() {} }`,
  `interface Signatures { import: string; require(name: string): void; from?: 'aaa' }`,
  `type from = 'bbb'; let from2: from;`,
  `const lazy1 = lazy(() => import('tta')), lazy2 = a.lazy(async () => import("ttb").then(x => x));`,
  `const lazy3 = () => import('ttc');`,
  `type Lazy = () => import('ttd'); let lazy4: () => import('tte'), lazy5 = a as(() => import('ttf'));`,
  `type Lazy2<T> = T extends(() => import('ttg')) ? 1 : 2; // lazy(() =>\ntype Lazy3 = () =>\nimport('tth');`,
  `interface Lazies { a: () => import('tti'); lazy: (() => import('ttj'))[] }`,
  // Slashes.
  `const re1 = /import 'no'/g, re2 = /["'\`]/, re3 = /[/'"]/.test(x), re4 = /\\/'/;`,
  `const div = a / b / c, call = f() / 2 / "1", idx = list[0] / 2 / 1, post = i++ / 2 / 1, non = a! / 2 / 1;`,
  `if (a) /'"/.test(b);`,
  `while (a) /\`/.test(b);`,
  `for (const q of /["']/g.exec(b)) {}`,
  `async function g() { for await (const q of x) /'/.test(q); return await /"/.test(b) / 2 }`,
  `function* gen() { yield /'/; yield\n/"/g }`,
  `const obj = {} / 2; `,
  `{ }\n/'/.test(a);`,
  `label: /"/.exec(a);`,
  `do /'/.test(a); while (b) /"/.test(c);`,
  `const ret = (() => { return /import("no")/ })(), cond = a ? /'/ : /"/;`,
  `const neg = !/'/.test(a), typ = typeof /"/, voi = void /\`/;`,
  `x\n++\ny`,
  `const nnb = a!\n/2/1;`,
  // Strings, templates, comments.
  'const t1 = `import "no"`, t2 = `a ${ `b ${ import("ccc") } \\` from "no"` } }`, t3 = `${{ a: `}` }.a}`;',
  'const t4 = tag`${ require("ddd") } import(\'no\')`, t5 = `\n// not a comment\nimport x from "no"\n`;',
  `const s1 = "import x from 'no'", s2 = 'require("no")', s3 = "\\"; import 'no'", s4 = 'line \\\n import "no"';`,
  `const esc = import('\\x61\\u0062/\\'c');`,
  `// import x from 'no'`,
  `/* import x from 'no'; require('no') */`,
  `/** @type {import('no').T} */\nlet doc;`,
  `/// <reference path="./no.ts" />`,
  `<!-- import 'no'`,
  `let lt = a <!--b;`,
  // Types, decorators, classes.
  `const cast = <T>(x: T) => x;`,
  `const arrow = <T,>(x: T): Promise<typeof import('eee')> => import('eee');`,
  `function generic<T extends import('fff').X = import('ggg').Y>(a: T) { return a as import('hhh').Z }`,
  `@dec('import') @require('iii') class Deco<T> { @dec(/'/) p: T = 1 as any; #private = import('jjj'); }`,
  `const shift = a >> b >>> c, cmp = a < b, gt = a > /'/, ge = a >= 2 / 1;`,
  `const cond2 = a ? b : import('kkk');`,
  `declare module 'lll' { import m from 'mmm'; export * from 'nnn'; }`,
  `declare global { interface Window { a: typeof import('ooo') } }`,
  `namespace NS { export import inner = require('ppp'); }`,
  `enum E { import = 1, from = 2, require = 3 }`,
  `let v1: Array<Map<string, import('qqq').A>> = [];`,
  `declare export * from 'flow';`,
  `declare export { a } from "flow2"`,
  `static\nimport m1 from 'm1'`,
  `const cc = x as const / require('cst') / 2;`,
  `const importMeta = import.meta('no');`,
  `const phase = import.source('phase');`,
  `const satisfied = {} satisfies import('rrr').S;`,
  `const big = 1_000n / 2n, num = .5 / 1, hex = 0xff / 2;`,
  `using res = import('sss');`,
  `\u00a0\ufeff\u2003import nbsp from 'ttt';`,
  `const émile = 1; import émile2 from 'uuu';`,
];

const JSX_PIECES = [
  `const el = <div title="import 'no'">it's \`a\` import x from 'no' {require('jsa')} // no comment </div>;`,
  `const fragment = <>don't {/* import('no') */} {"'"} <a.b.c x={import('jsb')} {...rest} /></>;`,
  `const nested = cond && <A render={() => <B>{\`\${<C/>}'\`}</B>} />, after = require('jsc');`,
  `const lazy = React.lazy(() => import('./Page'));`,
  `function View() { return <p>{a / b} / {c}</p> }`,
  `const generic2 = <T extends unknown>(x: T) => x;`,
  `const lessThan = a < b / c, more2 = a</'/.x;`,
];

const FILES = ['a.ts', 'a.tsx', 'a.mts', 'a.d.ts', 'a.js', 'a.jsx', 'a.cjs'];
const STARTS = ['', '\ufeff', '#!/usr/bin/env node\n', '\ufeff#!/usr/bin/env node\n', '"use strict"\n'];

describe('light scan', () => {
  let ts: TypeScript;
  let light: (path: string, text: string) => readonly Found[] | undefined;

  before(async () => {
    ts = await loadTypeScript();
    const scan = createTokenScan();
    light = (path, text) => scan(text, isJsx(path));
  });

  function agrees(path: string, text: string): boolean {
    const quick = light(path, text);
    if (quick === undefined) return false;
    assert.deepEqual(quick, findInTree(ts, parseTree(ts, path, text)), `${path}\n${text}`);
    return true;
  }

  it('gives what the tree gives, or leaves it to the tree, for every tricky piece alone', () => {
    const sure = PIECES.filter(piece => agrees('a.ts', `${piece}\n`));
    for (const piece of JSX_PIECES) agrees('a.tsx', piece);
    // A scan that leaves everything to the tree agrees with it, and is of no use.
    assert.ok(
      sure.length > PIECES.length * 0.7,
      `${sure.length} of ${PIECES.length} pieces were told by tokens`,
    );
  });

  it('gives what the tree gives for programs made of tricky pieces', () => {
    const any = fc.constantFrom(...PIECES);
    const withJsx = fc.oneof({ weight: 8, arbitrary: any }, fc.constantFrom(...JSX_PIECES));
    const program = fc.constantFrom(...FILES).chain(path =>
      fc.record({
        path: fc.constant(path),
        start: fc.constantFrom(...STARTS),
        pieces: fc.array(isJsx(path) ? withJsx : any, { maxLength: 8 }),
        line: fc.constantFrom('\n', '\r\n', '\n\n', '\r', '\u2028'),
      }),
    );
    fc.assert(
      fc.property(program, ({ path, start, pieces, line }) => {
        agrees(path, start + pieces.map(text => text.replaceAll('\n', line)).join(line));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives an answer for half a program, and for any text at all', () => {
    const program = fc
      .array(fc.constantFrom(...PIECES, ...JSX_PIECES), { maxLength: 5 })
      .map(all => all.join('\n'));
    const half = fc.tuple(program, fc.nat({ max: 400 })).map(([text, at]) => text.slice(0, at));
    const noise = fc.string({
      unit: fc.constantFrom(
        ...'`\'"/\\{}()<>[]$*;=!ab \n'.split(''),
        'import',
        ' from ',
        'require',
        'export ',
      ),
    });
    fc.assert(
      fc.property(fc.constantFrom(...FILES), fc.oneof(half, noise), (path, text) => {
        light(path, text);
        findInTree(ts, parseTree(ts, path, text));
      }),
      { numRuns: 3000 },
    );
  });
});
