import assert from 'node:assert/strict';
import fc from 'fast-check';
import { repoPath } from '#core/facts/place';
import { NOT_A_LITERAL } from '#sources/scan-found';
import type { KeptScan } from '#sources/scan-pack';
import { packScans, unpackScans } from '#sources/scan-pack';

const position = fc.record({ line: fc.nat(), character: fc.nat() }, { noNullPrototype: true });
const range = fc.record({ start: position, end: position }, { noNullPrototype: true });
const record = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(shape, { noNullPrototype: true });
const kept: fc.Arbitrary<KeptScan> = fc
  .tuple(
    record({
      stat: record({
        size: fc.nat(),
        mtimeMs: fc.double({ noNaN: true, min: 0 }),
        ctimeMs: fc.double({ noNaN: true, min: 0 }),
      }),
      digest: fc.string(),
      scan: record({
        generated: fc.boolean(),
        mayExportTypes: fc.array(fc.string({ unit: 'binary' })),
        ignores: fc.array(
          record({ rule: fc.string(), reason: fc.string(), line: fc.integer({ min: -1, max: 9 }), range }),
        ),
        imports: fc.array(
          record({
            specifier: fc.string({ unit: 'binary' }),
            kind: fc.constantFrom(
              'static' as const,
              'dynamic' as const,
              'import-type' as const,
              're-export' as const,
            ),
            typeOnly: fc.boolean(),
            resolution: fc.constantFrom(undefined, NOT_A_LITERAL),
            names: fc.array(record({ name: fc.string(), typeOnly: fc.boolean() })),
            range,
            statement: range,
          }),
        ),
      }),
    }),
    fc.option(
      record({
        types: fc.array(fc.string()),
        values: fc.array(fc.string()),
        through: fc.array(record({ name: fc.string(), original: fc.string(), import: fc.nat() })),
      }),
    ),
    fc.constantFrom(undefined, 'too-large' as const, 'not-parsed' as const),
  )
  .map(([one, exports, unread]) => ({
    ...one,
    scan: { ...one.scan, ...(unread ? { unread } : {}) },
    ...(exports ? { exports } : {}),
  }));
const scans = fc.array(kept).map(all => new Map(all.map((one, index) => [repoPath(`f${index}.ts`), one])));

describe('packScans', () => {
  it('gives back what was packed, wherever the bytes lie', () => {
    fc.assert(
      fc.property(scans, fc.nat({ max: 9 }), (all, offset) => {
        const within = Buffer.concat([Buffer.alloc(offset), ...packScans(all)]).subarray(offset);
        assert.deepEqual(unpackScans(within), all);
      }),
    );
  });

  it('takes anything else for nothing, and never throws', () => {
    fc.assert(
      fc.property(scans, fc.nat(), fc.nat(), (all, at, cut) => {
        const packed = Buffer.concat(packScans(all));
        assert.equal(unpackScans(packed.subarray(0, cut % packed.length)), undefined);
        // A changed byte may happen to mean something: the cache tells these by its digest.
        packed[at % packed.length] = (packed[at % packed.length] ?? 0) ^ 255;
        unpackScans(packed);
      }),
    );
    assert.equal(unpackScans(Buffer.from('{"not":"a pack"}')), undefined);
  });
});
