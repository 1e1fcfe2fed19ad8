// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the texts are programs, placeholders and all.

import assert from 'node:assert/strict';
import {
  type FileScan,
  LARGEST_SCAN,
  LARGEST_TREE,
  SCAN_VERSION,
  scanByTokens,
  scanByTree,
} from '#sources/scan';
import { exportsOf, mayExportTypes } from '#sources/scan-exports';
import { loadTypeScript, type TypeScript } from '#sources/typescript';

describe('scanImports', () => {
  let ts: TypeScript;
  let scan: (path: string, text: string) => FileScan;

  before(async () => {
    ts = await loadTypeScript();
    scan = (path, text) => scanByTokens(path, text) ?? scanByTree(ts, path, text);
  });

  /** `kind[ type] specifier: names`, a type-only name with a `~` before it. */
  function told(text: string, path = 'a.ts'): string[] {
    return scan(path, text).imports.map(({ kind, typeOnly, specifier, names }) => {
      const list = names.map(name => (name.typeOnly ? `~${name.name}` : name.name)).join(' ');
      return `${kind}${typeOnly ? ' type' : ''} ${specifier}: ${list}`.trim();
    });
  }

  const FORMS: readonly (readonly [string, ...string[]])[] = [
    [`import a from 'x'`, 'static x: default'],
    [`import a, { b as c, type D } from 'x'`, 'static x: default b ~D'],
    [`import * as ns from 'x'`, 'static x: *'],
    [`import type { A, B as C } from 'x'`, 'static type x: ~A ~B'],
    [`import { type A, type B } from 'x'`, 'static type x: ~A ~B'],
    [`import type A from 'x'`, 'static type x: ~default'],
    [`import type from 'x'`, 'static x: default'],
    [`import {} from 'x'`, 'static x:'],
    [`import 'x'`, 'side-effect x:'],
    [`import data from 'x' with { type: 'json' }`, 'static x: default'],
    [`export * from 'x'`, 're-export x: *'],
    [`export * as ns from 'x'`, 're-export x: *'],
    [`export { a as b, type C } from 'x'`, 're-export x: a ~C'],
    [`export type { A } from 'x'`, 're-export type x: ~A'],
    [`export type * from 'x'`, 're-export type x: ~*'],
    [`const a = await import('x')`, 'dynamic x: *'],
    ['const a = import(`x`)', 'dynamic x: *'],
    [`const a = import.defer('x')`, 'dynamic x: *'],
    [`const a = import('x' + y)`, 'dynamic : *'],
    ['const a = import(`x/${y}`)', 'dynamic : *'],
    [`const a = require('x')`, 'require x: *'],
    [`const a = require(y)`, 'require : *'],
    [`const a = require.resolve('x')`, 'require x:'],
    [`const a = require.resolve('x', { paths: [] })`, 'require :'],
    [`import a = require('x')`, 'import-equals x: *'],
    [`export import a = require('x')`, 'import-equals x: *'],
    [`import type A = require('x')`, 'import-equals type x: ~*'],
    [`let a: import('x').A.B`, 'import-type type x: ~A'],
    [`let a: typeof import('x')`, 'import-type type x: ~*'],
    [`declare module 'y' { import a from 'x' }`, 'static x: default'],
    [`import a = b.c`],
    [`/** @type {import('x').A} */ let a`],
    [`/// <reference path="x.ts" />`],
    [`jest.mock('x'); new URL('x', import.meta.url); obj.require('x')`],
    [`import.meta('x'); import.meta.resolve('x')`],
    [`"import a from 'x'"; \`require('x')\`; /import('x')/; // import 'x'`],
  ];
  for (const [text, ...expected] of FORMS) {
    it(text, () => assert.deepEqual(told(text), expected));
  }

  it('reads what stands behind JSX, and no import in it', () => {
    const text = `const a = <p>don't import x from 'no' {"it's"}</p>;\nconst b = require('x');`;
    assert.deepEqual(told(text, 'a.tsx'), ['require x: *']);
    assert.deepEqual(told(text, 'a.js'), ['require x: *']);
  });

  it('gives an import behind a top-level await once, though the parser lists its statement twice', () => {
    const text = `export const a = (await // why\n  b as C\n).d;\n`;
    assert.deepEqual(told(`${text}const later = flag ? import('x') : 0;`), ['dynamic x: *']);
  });

  it('places specifier and statement as an editor counts', () => {
    const [first, second] = scan(
      'a.ts',
      `// é\r\nimport { a } from\r\n  './x' ; let b = import('y')`,
    ).imports;
    assert.deepEqual(first?.range, { start: { line: 2, character: 3 }, end: { line: 2, character: 6 } });
    assert.deepEqual(first?.statement, { start: { line: 1, character: 0 }, end: { line: 2, character: 9 } });
    assert.deepEqual(second?.range, { start: { line: 2, character: 26 }, end: { line: 2, character: 27 } });
    assert.deepEqual(second?.statement, {
      start: { line: 2, character: 18 },
      end: { line: 2, character: 29 },
    });
  });

  it('does not count U+2028 as the end of a line, as editors do not', () => {
    const [only] = scan('a.ts', `let a\u2028import 'x'`).imports;
    assert.equal(only?.range.start.line, 0);
  });

  it('keeps the imports above the line that is being typed', () => {
    for (const half of [
      `import { b`,
      `import { b } from '`,
      `const a = \`\${`,
      'import(',
      'export * from',
      '<<<<<<<',
      '\\',
    ]) {
      assert.deepEqual(told(`import a from 'x';\n${half}`)[0], 'static x: default', half);
    }
  });

  it('leaves nothing unsaid about what it cannot parse or will not read', () => {
    assert.equal(scan('a.js', `x${'('.repeat(200_000)}import(y)`).unread, 'not-parsed');
    assert.equal(scan('a.js', `import(y);${' '.repeat(LARGEST_TREE)}`).unread, 'too-large');
    assert.equal(scan('a.js', ' '.repeat(LARGEST_SCAN + 1)).unread, 'too-large');
    assert.equal(scan('a.js', `import 'x';${' '.repeat(LARGEST_TREE)}`).unread, undefined);
  });

  it('is done with megabytes on one line in no time', () => {
    const line = `var a=function(b){return b/2+"x'"};`.repeat(60_000);
    const from = performance.now();
    assert.deepEqual(told(`import 'x';${line}import 'y'`), ['side-effect x:', 'side-effect y:']);
    assert.ok(performance.now() - from < 12_000);
  });

  it('is done in no time with what says the same again and again, closed or not', () => {
    const from = performance.now();
    for (const [piece, times] of [
      ['export { a, ', 80_000],
      ['// wiring-ignore-file x: y\n', 20_000],
      ['/* // wiring-ignore-file x: y\n', 20_000],
      [`'a'; // wiring-ignore-next-line x: y\n`, 20_000],
    ] as const)
      scan('a.ts', piece.repeat(times));
    assert.ok(performance.now() - from < 12_000);
  });

  it('knows generated files by their first comment only', () => {
    const isGenerated = (text: string) => scan('a.ts', text).generated;
    assert.ok(isGenerated('// @generated by tool\nexport {}'));
    assert.ok(isGenerated('#!/usr/bin/env node\n\n/* eslint-disable */\n/**\n * DO NOT EDIT\n */'));
    assert.ok(isGenerated('// This file is auto-generated.'));
    assert.ok(!isGenerated('// Copyright\n\n// @generated is what we look for\n'));
    assert.ok(!isGenerated('let a;\n// DO NOT EDIT'));
    assert.ok(!isGenerated('// Do not edit this lightly.'));
    assert.ok(!isGenerated('/* never closed @generated'));
  });

  it('finds inline ignores in line comments, with the line they are about', () => {
    const ignores = scan(
      'a.ts',
      [
        '// wiring-ignore-file bypassed-interface: an example',
        '  // wiring-ignore-next-line undeclared-dependency: until 2027: see ADR-3  ',
        '// wiring-ignore-next-line dependency-cycle',
        `import a from 'x';`,
        '/* // wiring-ignore-next-line no: in a block comment */',
        `const s = "// wiring-ignore-next-line no: in a string", t = \`\n// wiring-ignore-file no: x\n\`, g = 'a/**/b/*';`,
        '// wiring-ignore-next-line yes: behind a glob that looks like a comment',
      ].join('\n'),
    ).ignores;
    assert.deepEqual(
      ignores.map(({ rule, reason, line }) => [rule, reason, line]),
      [
        ['bypassed-interface', 'an example', -1],
        ['undeclared-dependency', 'until 2027: see ADR-3', 3],
        ['dependency-cycle', '', 3],
        ['yes', 'behind a glob that looks like a comment', 9],
      ],
    );
    assert.deepEqual(ignores[1]?.range, {
      start: { line: 1, character: 2 },
      end: { line: 1, character: 73 },
    });
  });

  it('is of the version that was recorded with this TypeScript', () => {
    // Kept results name the scan's version only: raise SCAN_VERSION together with TypeScript.
    assert.deepEqual([SCAN_VERSION, ts.version], [2, '6.0.2']);
  });

  describe('exports', () => {
    const exported = (text: string) => exportsOf(ts, 'a.ts', text, scan('a.ts', text).imports);

    it('tells types from values, the two together being a value', () => {
      const { types, values } = exported(`
        export interface A {} export type B = 1; export declare const c: 1, { d, e: [f] }: any;
        export class G {} export enum H {} export const enum I {} export function j() {} export namespace K {}
        interface L {} export const L = 1; export interface M {} declare const M: M;
        type N = 1; class O {} export { N, O as P, type N as Q, unknown }; interface R {}`);
      assert.deepEqual([...types], ['A', 'B', 'N', 'Q']);
      assert.deepEqual(values, ['c', 'd', 'f', 'G', 'H', 'I', 'j', 'K', 'L', 'M', 'P', 'unknown']);
    });

    it('knows what default is', () => {
      assert.deepEqual(exported('export default interface A {}').types, ['default']);
      assert.deepEqual(exported('interface A {} export default A').types, ['default']);
      assert.deepEqual(exported('class A {} export default A').values, ['default']);
      assert.deepEqual(exported('export default class {}').values, ['default']);
      assert.deepEqual(exported('export default a + b').values, ['default']);
      assert.deepEqual(exported('const a = 1; export = a').values, ['default']);
    });

    it('follows what passes through, by the index of its import', () => {
      const { through, values } = exported(
        `import './first'; import d, { a as b, type C } from './x'; import * as ns from './n';
        export * from './y'; export * as all from './z'; export { p as q } from './w'; export { d, b as bb, C, ns };`,
      );
      assert.deepEqual(through, [
        { name: '*', original: '*', import: 3 },
        { name: 'q', original: 'p', import: 5 },
        { name: 'd', original: 'default', import: 1 },
        { name: 'bb', original: 'a', import: 1 },
        { name: 'C', original: 'C', import: 1 },
      ]);
      assert.deepEqual(values, ['all', 'ns']);
    });

    it('glances at a text without missing a type', () => {
      const text = `export interface A<T> {} type B\n= 1; export type {C}; export { D as E, type F as G };
        export default A; export { plain, h as H } from './x'; import type { Skipped } from './y'; // type of thing`;
      assert.deepEqual([...mayExportTypes(text)].sort(), ['A', 'B', 'C', 'E', 'G', 'H', 'default']);
    });
  });
});
