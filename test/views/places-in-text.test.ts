import assert from 'node:assert/strict';
import { placesIn } from '#client/places-in-text';

describe('places in an explanation', () => {
  for (const [text, places] of [
    ['cart/index.ts:3', ['cart/index.ts:3:1']],
    [
      'imports src/routes/+page.ts:3 and +layout.server.ts:12:5',
      ['src/routes/+page.ts:3:1', '+layout.server.ts:12:5'],
    ],
    [
      'app/$id.tsx:3, app/[slug].ts:4, app/[[lang]]/a.ts:5',
      ['app/$id.tsx:3:1', 'app/[slug].ts:4:1', 'app/[[lang]]/a.ts:5:1'],
    ],
    ['app/(group)/page.tsx:7', ['app/(group)/page.tsx:7:1']],
    ['Pay or Law: 3 files (.github/CODEOWNERS:12)', ['.github/CODEOWNERS:12:1']],
  ] as const)
    it(text, () => {
      const found = placesIn(text);
      assert.deepEqual(
        found.map(({ path, line, column }) => `${path}:${line}:${column}`),
        places,
      );
      for (const { start, end, path, line } of found)
        assert.ok(text.slice(start, end).startsWith(`${path}:${line}`));
    });

  it('does not hang on long lines', () => {
    const start = performance.now();
    placesIn(`${'('.repeat(20_000)} ${'a/'.repeat(5_000)} ${'['.repeat(5_000)}`);
    assert.ok(performance.now() - start < 5_000);
  });
});
