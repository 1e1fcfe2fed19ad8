import assert from 'node:assert/strict';
import { readTraces } from '#sources/traces/read';
import { type Brief, otlp, readTexts, SHOP, traceTexts } from './spans.ts';

describe('reading traces', () => {
  const many = Array.from({ length: 3000 }, (_, at): readonly Brief[] =>
    SHOP.map(span => ({ ...span, trace: (at + 1).toString(16) })),
  ).flat();

  it('tells how far it is, and stops when it is abandoned', async () => {
    const stop = new AbortController();
    let steps = 0;
    const reading = readTraces({
      ...traceTexts({ 'a.json': otlp(many) }, 1 << 12),
      signal: stop.signal,
      onProgress: ({ message, done, total }) => {
        assert.equal(message, 'Reading traces');
        assert.ok((done ?? -1) <= (total ?? -2));
        steps += 1;
        stop.abort();
      },
    });
    await assert.rejects(reading, { name: 'AbortError' });
    assert.equal(steps, 1);
  });

  it('a span in two files is one span; files are told apart', async () => {
    const state = await readTexts({ 'a.json': otlp(SHOP), 'b.json': otlp(SHOP.slice(0, 2)), 'c.json': 'no' });
    assert.ok(state.state === 'stale');
    assert.equal(state.facts.sample.spans, SHOP.length);
    assert.equal(state.facts.sample.repeated, 2);
    assert.deepEqual(
      state.facts.files.map(({ path, spans, unread }) => [path, spans, unread === undefined]),
      [
        ['a.json', 6, true],
        ['b.json', 2, true],
        ['c.json', 0, false],
      ],
    );
    assert.match(state.reason, /^c\.json: it holds no traces/);
  });
});
