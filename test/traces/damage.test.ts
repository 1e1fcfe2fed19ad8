import assert from 'node:assert/strict';
import fc from 'fast-check';
import { callLines, factsOfText, jaeger, otlp, readTexts, SHOP, zipkin } from './spans.ts';

/** The one span of a text that is broken by a careless hand: the brace that ends it is gone. */
function unclosed(text: string, id: string): string {
  const at = text.indexOf('"tags"', text.indexOf(`"id":"${id.padStart(16, '0')}"`));
  return `${text.slice(0, at)}"oops":{${text.slice(at)}`;
}

describe('damaged traces', () => {
  it('a record that is no JSON costs itself, and its place is told', async () => {
    const lines = zipkin(SHOP).replaceAll('},{"traceId"', '},\n{"traceId"').split('\n');
    assert.equal(lines.length, 6);
    lines[4] = `${lines[4]?.replace('"kind":"SERVER"', '"kind":SERVER')}`;
    for (const piece of [1, 1000]) {
      const facts = await factsOfText(lines.join('\n'), piece);
      assert.deepEqual(facts.damaged, {
        count: 1,
        places: [{ path: 'traces.json', line: 5, column: 1, why: 'it is not valid JSON' }],
      });
      assert.equal(facts.sample.spans, 5);
      assert.deepEqual(facts.files[0]?.damaged, 1);
    }
  });

  it('a line that was cut off costs itself', async () => {
    const lines = SHOP.map(span => otlp([span]));
    for (const cut of [3, 40, 120, 200, 300, 330]) {
      const broken = [...lines];
      broken[1] = broken[1]?.slice(0, cut) ?? '';
      const facts = await factsOfText(broken.join('\n'), 64);
      assert.equal(facts.sample.spans, 5, `cut at ${cut}`);
      assert.equal(facts.damaged.count, 1, `cut at ${cut}`);
      assert.equal(facts.damaged.places[0]?.line, 2);
    }
  });

  it('zero bytes where records were are told once with their place; at the end of a file they are room', async () => {
    const lines = SHOP.map(span => otlp([span]));
    const zeros = '\0'.repeat(300);
    const room = await factsOfText(`${lines.join('\n')}\n${zeros}`, 64);
    assert.deepEqual([room.sample.spans, room.damaged.count], [6, 0]);
    for (const piece of [1, 64]) {
      const lost = [...lines.slice(0, 2), zeros, ...lines.slice(3)];
      const facts = await factsOfText(lost.join('\n'), piece);
      assert.equal(facts.sample.spans, 5);
      assert.deepEqual(facts.damaged.places, [
        { path: 'traces.json', line: 3, column: 1, why: 'zero bytes stand where records should be' },
      ]);
    }
  });

  it('text between records is told once for each stretch, and what stands around it is read', async () => {
    const lines = SHOP.map(span => otlp([span]));
    const [first = '', second = '', ...others] = lines;
    const logged = ['collector ready', 'v2', first, '2026-11-28 INFO "sent" 2', second, ...others, 'bye'];
    for (const piece of [1, 64, 10_000]) {
      const facts = await factsOfText(logged.join('\n'), piece);
      assert.equal(facts.sample.spans, 6);
      const why = 'text that is no record stands between records';
      assert.deepEqual(
        facts.damaged.places,
        [1, 4, 10].map(line => ({ path: 'traces.json', line, column: 1, why })),
      );
      // A mark of the encoding, commas and blanks are no text.
      const joined = await factsOfText(`\ufeff ${lines.join(',\r\n')}\n`, piece);
      assert.deepEqual([joined.sample.spans, joined.damaged.count], [6, 0]);
    }
    const prose = await readTexts({ 'a.json': 'hello, "world"' });
    assert.match(JSON.stringify(prose), /holds no traces/);
  });

  it('so does the first, where it is not known yet that each line is a document', async () => {
    const lines = SHOP.map(span => otlp([span]));
    for (const cut of [40, 120, 200, 300]) {
      const facts = await factsOfText([lines[0]?.slice(0, cut), ...lines.slice(1)].join('\n'), 64);
      assert.equal(facts.sample.spans, 5, `cut at ${cut}`);
      assert.equal(facts.damaged.count, 1, `cut at ${cut}`);
    }
  });

  it('a brace too many or too few costs a span or two, not the file', async () => {
    const facts = await factsOfText(unclosed(zipkin(SHOP), '2'));
    assert.equal(facts.damaged.count, 1);
    assert.ok(facts.sample.spans >= 4, `${facts.sample.spans}`);
  });

  it('after damage no span gets the service of another', async () => {
    const text = otlp(SHOP);
    // The last span of the first resource breaks; what follows belongs to others.
    const at = text.indexOf('"spanId":"0000000000000002"');
    const facts = await factsOfText(`${text.slice(0, at)}"x":"\n${text.slice(at)}`);
    assert.equal(facts.damaged.count, 1);
    const counts = facts.services.map(({ name, spans }) => [name, spans]);
    assert.deepEqual(counts, [
      ['cart', 3],
      ['carts-db', 0],
      ['pricing', 1],
      ['web', 1],
    ]);
  });

  it('a list that goes on in a new line is one document, and what breaks in it counts once', async () => {
    const traces = ['1', '2', '3', '4'].map(trace => {
      const [whole] = JSON.parse(jaeger(SHOP.map(span => ({ ...span, trace })))).data;
      return JSON.stringify(whole);
    });
    const file = (each: readonly string[]) => `{"data":[${each.join(',\n')}],"total":0,"errors":null}`;
    for (const piece of [1, 64, 10_000]) {
      const sound = await factsOfText(file(traces), piece);
      assert.deepEqual(sound.damaged, { count: 0, places: [] });
      assert.equal(sound.sample.spans, 4 * SHOP.length);
      const broken = [...traces];
      // Within the name of the last process of the second trace.
      broken[1] = `${traces[1]?.slice(0, -12)}`;
      const facts = await factsOfText(file(broken), piece);
      assert.deepEqual(
        facts.damaged.places.map(({ line }) => line),
        [2],
      );
      assert.equal(facts.sample.traces, 4);
    }
  });

  it('a file that ends in the middle is read up to there', async () => {
    const text = zipkin(SHOP);
    const facts = await factsOfText(text.slice(0, text.indexOf('"id":"0000000000000006"')));
    assert.equal(facts.sample.spans, 5);
    assert.deepEqual(
      facts.damaged.places.map(({ why }) => why),
      ['the file ends in the middle'],
    );
  });

  it('a span of many megabytes is left out and named', async () => {
    const [first, ...others] = JSON.parse(zipkin(SHOP));
    first.tags.huge = 'x'.repeat(5 * 1024 * 1024);
    const facts = await factsOfText(JSON.stringify([first, ...others]));
    assert.equal(facts.sample.spans, 5);
    assert.match(facts.damaged.places[0]?.why ?? '', /larger than 4 MiB/);
  });

  it('nesting without end is no trace and no crash', async () => {
    for (const text of [
      '['.repeat(1_000_000),
      '{"a":'.repeat(300_000),
      `[${'{"traceId":['.repeat(100_000)}`,
    ]) {
      const state = await readTexts({ 'a.json': text });
      assert.equal(state.state, 'absent');
    }
  });

  it('truncated anywhere, never more is told than was there', async () => {
    const whole = new Set(callLines(await factsOfText(otlp(SHOP))).map(line => line.split(' sync')[0]));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(otlp(SHOP), jaeger(SHOP), zipkin(SHOP)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 500 }),
        async (text, share, piece) => {
          const state = await readTexts(
            { 'a.json': text.slice(0, Math.floor(text.length * share)) },
            { piece },
          );
          if (state.state === 'absent') return;
          for (const { from, to } of state.facts.calls) {
            assert.ok(whole.has(`${from} -> ${to}`) || to.includes('.'), `${from} -> ${to}`);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it('rubbish in the middle never crashes, hangs or invents a service', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
    const marks = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      '\\',
      ',',
      ':',
      '\n',
      '\u0000',
      '{"spans":[',
      ']}]}',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(otlp(SHOP), jaeger(SHOP), zipkin(SHOP), SHOP.map(span => otlp([span])).join('\n')),
        fc.nat(),
        fc.oneof(
          bytes,
          marks.map(mark => Buffer.from(mark)),
        ),
        fc.boolean(),
        fc.integer({ min: 1, max: 300 }),
        async (text, seed, rubbish, overwrites, piece) => {
          const whole = Buffer.from(text);
          const at = seed % whole.length;
          const rest = whole.subarray(overwrites ? Math.min(whole.length, at + rubbish.length) : at);
          const broken = Buffer.concat([whole.subarray(0, at), rubbish, rest]);
          const state = await readTexts({ 'a.json': broken }, { piece });
          if (state.state === 'absent') return;
          assert.ok(state.facts.sample.spans <= 7);
        },
      ),
      { numRuns: 600 },
    );
  });
});
