import assert from 'node:assert/strict';
import fc from 'fast-check';
import { waitedFor } from '#core/measures/runtime/blocking';
import { graphOf, service } from './support.ts';

const entriesOf = (...declared: ReturnType<typeof service>[]) => graphOf(declared).entries;

describe('where requests come in', () => {
  it('is at services that nobody waits for, also where a message begins what nobody waits for', () => {
    assert.deepEqual(entriesOf(service('web', ['cart']), service('cart')), ['web']);
    assert.deepEqual(entriesOf(service('web', [{ to: 'worker', async: true }]), service('worker')), [
      'web',
      'worker',
    ]);
  });

  it('is at one service of a circle that nobody outside waits for: who promises something, else the first', () => {
    const circle = [service('b', ['c']), service('c', ['a']), service('a', ['b'])];
    assert.deepEqual(entriesOf(...circle), ['a']);
    const promising = service('c', ['a'], { availability: 0.99 });
    assert.deepEqual(entriesOf(service('a', ['b']), service('b', ['c']), promising), ['c']);
    // With somebody outside it has its entry already.
    assert.deepEqual(entriesOf(...circle, service('web', ['b'])), ['web']);
  });

  it('of a circle above another is in the upper one only', () => {
    const upper = [service('x', ['y']), service('y', ['x', 'a'])];
    const lower = [service('a', ['b']), service('b', ['a'])];
    assert.deepEqual(entriesOf(...lower, ...upper), ['x']);
  });

  it('every declared service of ours is waited for by an entry, and no entry of a circle is needed twice', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
    const name = fc.constantFrom(...names);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name, fc.boolean()), { maxLength: 14 }), pairs => {
        const graph = graphOf(
          names.map(from =>
            service(
              from,
              pairs.flatMap(([own, to, async]) => (own === from && own !== to ? [{ to, async }] : [])),
            ),
          ),
        );
        const reached = new Set(graph.entries.flatMap(entry => waitedFor(graph, entry)));
        assert.deepEqual([...reached].sort(), [...names]);
        for (const entry of graph.entries) {
          const others = graph.entries.filter(each => each !== entry);
          assert.ok(!others.some(other => waitedFor(graph, other).includes(entry)), entry);
        }
      }),
    );
  });
});
