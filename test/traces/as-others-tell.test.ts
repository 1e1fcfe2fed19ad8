import assert from 'node:assert/strict';
import { type Brief, callLines, factsOfText, jaeger, otlp, zipkin } from './spans.ts';

/**
 * Situations that the tests of Zipkin's and Jaeger's own linkers have, built anew, with what they expect there.
 * docs/traces.md tells how the originals were compared, and the few places where we differ on purpose.
 */
describe('dependencies as Zipkin tells them', () => {
  const links = async (spans: readonly Brief[]) => callLines(await factsOfText(zipkin(spans)));

  it('a client without an answer leads to its peer', async () => {
    assert.deepEqual(
      await links([
        { id: '1', kind: 'server', service: 'web' },
        { id: '2', parent: '1', kind: 'client', service: 'web', peer: 'app' },
        { id: '2', parent: '1', kind: 'server', service: 'app', peer: 'web' },
        { id: '3', parent: '2', kind: 'client', service: 'app', peer: 'db', error: true },
      ]),
      ['app -> db sync 1 (1 failed)', 'web -> app sync 1'],
    );
  });

  it('a server that lost the id of its parent is still the answer', async () => {
    assert.deepEqual(
      await links([
        { id: '1', kind: 'server', service: 'web' },
        { id: '2', parent: '1', kind: 'client', service: 'web', peer: 'app' },
        { id: '2', kind: 'server', service: 'app', peer: 'web' },
      ]),
      ['web -> app sync 1'],
    );
  });

  it('a client with several answers called several times', async () => {
    assert.deepEqual(
      await links([
        { id: '1', kind: 'client', service: 'web', peer: 'app' },
        { id: '2', parent: '1', kind: 'server', service: 'app', error: true },
        { id: '3', parent: '1', kind: 'server', service: 'app' },
      ]),
      ['web -> app sync 2 (1 failed)'],
    );
  });

  it('spans between that name no service belong to the one above', async () => {
    assert.deepEqual(
      await links([
        { id: '1', kind: 'server', service: 'foo' },
        { id: '2', parent: '1' },
        { id: '3', parent: '2', kind: 'client', service: 'bar', peer: 'baz', error: true },
        { id: '4', parent: '2', kind: 'client', service: 'bar', peer: 'baz' },
      ]),
      ['bar -> baz sync 2 (1 failed)', 'foo -> bar sync 2'],
    );
  });

  it('without a kind, a span that names both sides is a client', async () => {
    assert.deepEqual(
      await links([
        { id: '1', service: 'some-client', peer: 'web' },
        { id: '2', parent: '1', service: 'web', peer: 'app', error: true },
        { id: '3', parent: '2', service: 'app', peer: 'db' },
      ]),
      ['app -> db sync 1', 'some-client -> web sync 1', 'web -> app sync 1 (1 failed)'],
    );
  });

  it('a root that knows its client tells of it; servers below a parent that is missing tell nothing', async () => {
    assert.deepEqual(await links([{ id: '1', kind: 'server', service: 'server', peer: 'client' }]), [
      'client -> server sync 1',
    ]);
    assert.deepEqual(
      await links([
        { id: '2', parent: '1', kind: 'server', service: 'one' },
        { id: '3', parent: '1', kind: 'server', service: 'two' },
      ]),
      [],
    );
  });
});

describe('dependencies as Jaeger tells them', () => {
  it('forty traces through three services are two dependencies of forty calls, also where ids begin at nought', async () => {
    const spans = Array.from({ length: 40 }, (_, at): readonly Brief[] =>
      [0, 1, 2].map(number => ({
        trace: `1${at.toString(16).padStart(16, '0')}`,
        id: String(number),
        ...(number === 0 ? {} : { parent: String(number - 1) }),
        service: `service-${number}`,
        took: 3 - number,
      })),
    ).flat();
    assert.deepEqual(callLines(await factsOfText(jaeger(spans))), [
      'service-0 -> service-1 sync 40',
      'service-1 -> service-2 sync 40',
    ]);
  });

  it('two children in one service are two calls; the parent that is missing is none', async () => {
    const spans: readonly Brief[] = [
      {
        trace: '10000000000000000',
        id: '1',
        parent: '3',
        service: 'service-x',
        at: 2_000_000,
        took: 1_000_000,
      },
      {
        trace: '10000000000000000',
        id: '2',
        parent: '3',
        service: 'service-x',
        at: 3_000_000,
        took: 1_000_000,
      },
      { trace: '10000000000000000', id: '3', parent: '4', service: 'service-y', at: 0, took: 5_000_000 },
    ];
    assert.deepEqual(callLines(await factsOfText(otlp(spans))), ['service-y -> service-x sync 2']);
  });
});
