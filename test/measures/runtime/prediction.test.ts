import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hoursDownAYear, inParallel, inSeries, someSlow } from '#core/measures/runtime/availability';
import { fallsWithout } from '#core/measures/runtime/failure';
import { longestChain } from '#core/measures/runtime/longest-chain';
import { predict } from '#core/measures/runtime/prediction';
import { withoutService, withoutWaiting } from '#core/measures/runtime/what-if';
import {
  availabilityInWords,
  chanceInWords,
  downtimeInWords,
  millisInWords,
} from '#core/views/runtime-words';
import { chainOf, graphOf, service } from './support.ts';

const near = (actual: number | undefined, expected: number, by = 1e-9) =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= by, `${actual} is not ${expected}`);

describe('availability of services in series and in parallel', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const shares = fc.array(share, { maxLength: 8 });

  it('is the arithmetic of MEASURES e', () => {
    near(inSeries([0.9, 0.8]), 0.72);
    near(inParallel([0.9, 0.8]), 0.98);
    near(someSlow(0.01, 100), 0.634, 0.001);
    near(inSeries(Array(23).fill(0.9999)), 0.9977, 0.00001);
  });

  it('order and grouping do not matter; more in series is never more, more in parallel never less', () => {
    fc.assert(
      fc.property(shares, shares, share, (some, others, one) => {
        near(inSeries([...some, ...others]), inSeries([...others, ...some]));
        near(inSeries([...some, ...others]), inSeries([inSeries(some), inSeries(others)]));
        near(inParallel([...some, ...others]), inParallel([inParallel(others), inParallel(some)]));
        assert.ok(inSeries([...some, one]) <= inSeries(some));
        assert.ok(inParallel([...some, one]) >= inParallel(some) - 1e-12);
        // Each is the other, seen from what is missing.
        near(inParallel(some), 1 - inSeries(some.map(each => 1 - each)));
      }),
    );
  });
});

describe('what an entry point may expect', () => {
  it('twenty-three services at four nines and 50 ms, one behind the other (walmart-availability)', () => {
    const { chain, calls, availability, latency, allWithinP99 } = predict(graphOf(chainOf(23)), 's01');
    assert.equal(chain.length, 23);
    assert.equal(calls, 23);
    assert.equal(availabilityInWords(availability?.value ?? 0), '99.77 %');
    assert.equal(downtimeInWords(availability?.value ?? 0), '20.1 hours a year');
    assert.equal(downtimeInWords(0.9999), '53 minutes a year');
    assert.equal(millisInWords(latency?.value ?? 0), '1,150 ms');
    assert.equal(chanceInWords(allWithinP99), '79.4 %');
    near(hoursDownAYear(availability?.value ?? 0), 20.1, 0.05);
  });

  it('with an event in place of the calls it is one call, and two nines further down do no harm', () => {
    const graph = graphOf(chainOf(23, 0.99));
    const after = predict(
      withoutWaiting(
        graph,
        graph.calls.filter(({ from }) => from === 's01'),
      ),
      's01',
    );
    assert.deepEqual(after.chain, ['s01']);
    assert.equal(after.calls, 1);
    near(after.availability?.value, 0.99);
    assert.equal(after.latency?.value, 50);
  });

  it('a service that two others need counts once for being there, and each call for its time', () => {
    const made = graphOf([
      service('entry', ['left', { to: 'right', times: 3 }], { availability: 0.9, latency: 1 }),
      service('left', ['deep'], { availability: 0.9, latency: 10 }),
      service('right', ['deep'], { availability: 0.9, latency: 10 }),
      service('deep', [], { availability: 0.5, latency: 100 }),
    ]);
    const { availability, latency, calls } = predict(made, 'entry');
    near(availability?.value, 0.9 ** 3 * 0.5);
    assert.equal(latency?.value, 1 + 110 + 3 * 110);
    assert.equal(calls, 1 + 2 + 3 * 2);
  });

  it('what nobody promised is named and not made up', () => {
    const { availability, latency } = predict(
      graphOf([service('a', ['b'], { availability: 0.99 }), service('b')]),
      'a',
    );
    assert.deepEqual(availability, { value: 0.99, unknown: ['b'], measured: [] });
    assert.equal(latency, undefined);
  });

  it('calls that lead back are followed once, and said', () => {
    const graph = graphOf([
      service('a', ['b'], { latency: 1 }),
      service('b', ['a', 'c'], { latency: 1 }),
      service('c', [], { latency: 1 }),
    ]);
    const { circular, calls, latency, chain } = predict(graph, 'a');
    assert.ok(circular);
    assert.equal(calls, 3);
    assert.equal(latency?.value, 3);
    assert.deepEqual(chain, ['a', 'b', 'c']);
  });

  it('one of several is enough: all cases are gone through, also where they share what they need', () => {
    const zones = (more: readonly string[]) =>
      graphOf([
        service('entry', [{ to: 'east', or: ['west'] }]),
        service('east', more, { availability: 0.9 }),
        service('west', more, { availability: 0.8 }),
        ...(more.length > 0 ? [service('shared', [], { availability: 0.5 })] : []),
      ]);
    near(predict(zones([]), 'entry').availability?.value, inParallel([0.9, 0.8]));
    near(predict(zones(['shared']), 'entry').availability?.value, 0.5 * inParallel([0.9, 0.8]));
  });

  it('of several ways the worst counts for time, answers and depth, whichever is named first', () => {
    const either = (to: string, or: string) =>
      predict(
        graphOf([
          service('entry', [{ to, or: [or] }], { latency: 1 }),
          service('near', [], { latency: 10 }),
          service('far', ['deep'], { latency: 5 }),
          service('deep', [], { latency: 100 }),
        ]),
        'entry',
      );
    const one = either('near', 'far');
    assert.deepEqual(one, either('far', 'near'));
    assert.equal(one.latency?.value, 106);
    assert.equal(one.calls, 3);
    assert.ok(one.alternatives);
    assert.deepEqual(one.chain, ['entry', 'far', 'deep']);
  });

  it('not to wait for one need leaves another with a way in common as it is', () => {
    const graph = graphOf([
      service('e', [
        { to: 'a', or: ['b'] },
        { to: 'a', or: ['c'] },
      ]),
      service('a'),
      service('b'),
      service('c'),
    ]);
    const [first] = graph.calls;
    assert.ok(first);
    const modes = withoutWaiting(graph, [first]).calls.map(({ or, mode }) => [or, mode]);
    assert.deepEqual(
      modes.sort(([a], [b]) => String(a).localeCompare(String(b))),
      [
        [['b'], 'async'],
        [['c'], 'sync'],
      ],
    );
  });

  it('two needs with a way in common are two needs, whichever way is named first', () => {
    const share = (calls: Parameters<typeof service>[1]) =>
      predict(
        graphOf([
          service('e', calls, { availability: 0.999 }),
          service('a', [], { availability: 0.9 }),
          service('b', [], { availability: 0.8 }),
          service('c', [], { availability: 0.7 }),
        ]),
        'e',
      ).availability?.value;
    for (const calls of [
      [
        { to: 'a', or: ['b'] },
        { to: 'a', or: ['c'] },
      ],
      [
        { to: 'b', or: ['a'] },
        { to: 'c', or: ['a'] },
      ],
    ])
      near(share(calls), 0.999 * (0.9 + 0.1 * 0.8 * 0.7), 1e-12);
    near(share(['a', { to: 'a', or: ['b'] }]), 0.999 * 0.9, 1e-12);
    near(share([{ to: 'a', or: ['b'] }, 'a']), 0.999 * 0.9, 1e-12);
  });

  it('a prediction is what counting all cases gives', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const call = fc.record({ from: fc.nat(3), to: fc.nat(4), or: fc.option(fc.nat(4)) });
    fc.assert(
      fc.property(
        fc.array(call, { maxLength: 7 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 5, maxLength: 5 }),
        (calls, tenths) => {
          // Downwards only, so that a case can be counted by hand.
          const made = calls.filter(
            ({ from, to, or }) => to > from && (or === null || (or > from && or !== to)),
          );
          const once = made.filter(
            (one, at) => made.findIndex(({ from, to }) => from === one.from && to === one.to) === at,
          );
          const graph = graphOf(
            names.map((name, at) =>
              service(
                name,
                once
                  .filter(({ from }) => from === at)
                  .map(({ to, or }) => ({
                    to: names[to] ?? '',
                    ...(or === null ? {} : { or: [names[or] ?? ''] }),
                  })),
                { availability: (tenths[at] ?? 5) / 10 },
              ),
            ),
          );
          let expected = 0;
          for (let mask = 0; mask < 32; mask += 1) {
            const up = (at: number) => ((mask >> at) & 1) === 1;
            const works = (at: number): boolean =>
              up(at) &&
              once
                .filter(({ from }) => from === at)
                .every(({ to, or }) => works(to) || (or !== null && works(or)));
            if (!works(0)) continue;
            expected += names.reduce(
              (chance, _, at) => chance * (up(at) ? (tenths[at] ?? 5) / 10 : 1 - (tenths[at] ?? 5) / 10),
              1,
            );
          }
          near(predict(graph, 'a').availability?.value, expected, 1e-9);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('counts all cases of many that stand in for each other, in zones, in pairs and in pairs of chains', () => {
    const pair = (name: string) => ({ to: `${name}-east`, or: [`${name}-west`] });
    const names = Array.from({ length: 20 }, (_, at) => `s${at}`);
    const zone = (name: string) => [
      service(
        name,
        names.slice(0, 9).map(each => `${name}-${each}`),
      ),
      ...names.slice(0, 9).map(each => service(`${name}-${each}`, [], { availability: 0.98 })),
    ];
    const zones = graphOf([service('web', [{ to: 'a', or: ['b'] }]), ...zone('a'), ...zone('b')]);
    near(predict(zones, 'web').availability?.value, inParallel([0.98 ** 9, 0.98 ** 9]));
    const chains = graphOf([
      service('web', names.map(pair)),
      ...names.flatMap(name =>
        ['east', 'west'].flatMap(side => [
          service(`${name}-${side}`, [`${name}-${side}-db`], { availability: 0.9 }),
          service(`${name}-${side}-db`, [`${name}-${side}-disk`], { availability: 0.9 }),
          service(`${name}-${side}-disk`, [], { availability: 0.9 }),
        ]),
      ),
    ]);
    const { availability } = predict(chains, 'web');
    near(availability?.value, inParallel([0.9 ** 3, 0.9 ** 3]) ** 20);
    assert.equal(availability?.atMost, undefined);
  });

  it('says where there are too many ways to count them all', () => {
    // Every two of many: hardly anything is decided before all is.
    const names = Array.from({ length: 40 }, (_, at) => `s${at}`);
    const calls = names.flatMap((to, at) => [
      { to, or: [names[(at * 7 + 3) % 40] ?? ''] },
      { to, or: [names[(at * 11 + 5) % 40] ?? ''] },
    ]);
    const graph = graphOf([
      service('web', calls),
      ...names.map(name => service(name, [], { availability: 0.5 })),
    ]);
    assert.equal(predict(graph, 'web').availability?.atMost, true);
  });

  it('in circles the chain is the longest there is, and nothing goes by names', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const pairs = names.flatMap((_, from) => names.map((__, to) => [from, to] as const));
    fc.assert(
      fc.property(
        fc.subarray(pairs, { maxLength: 12 }),
        fc.constant(names).chain(all => fc.shuffledSubarray(all.slice(1), { minLength: 4 })),
        (calls, others) => {
          const graphBy = (called: readonly string[]) =>
            graphOf(
              called.map((name, at) =>
                service(
                  name,
                  calls.filter(([from, to]) => from === at && to !== at).map(([, to]) => called[to] ?? ''),
                  { latency: 10 ** at },
                ),
              ),
            );
          const longest = (at: number, open: readonly number[]): number =>
            1 +
            Math.max(
              0,
              ...calls
                .filter(([from, to]) => from === at && to !== at && !open.includes(to))
                .map(([, to]) => longest(to, [...open, to])),
            );
          const graph = graphBy(names);
          assert.equal(longestChain(graph, 'a').length, longest(0, [0]));
          const one = predict(graph, 'a');
          const other = predict(graphBy(['a', ...others]), 'a');
          assert.deepEqual(
            [other.calls, other.latency?.value, other.chain.length, other.circular],
            [one.calls, one.latency?.value, one.chain.length, one.circular],
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('thirty services that all call each other come to an end', () => {
    const names = Array.from({ length: 30 }, (_, at) => `s${at}`);
    const graph = graphOf(
      names.map(name =>
        service(
          name,
          names.filter(other => other !== name),
        ),
      ),
    );
    assert.ok(predict(graph, 's0').circular);
  });

  it('a chain of ten thousand services is no trouble', () => {
    const graph = graphOf(chainOf(10_000));
    assert.equal(longestChain(graph, 's01').length, 10_000);
    assert.equal(predict(graph, 's01').calls, 10_000);
  });
});

describe('what falls when one service falls (netflix-zone)', () => {
  const shop = (twin: boolean) =>
    graphOf([
      service('web', ['catalog', { to: 'mail', async: true }]),
      service('tv', ['catalog']),
      service('catalog', [twin ? { to: 'zone-a', or: ['zone-b'] } : 'zone-a']),
      service('zone-a'),
      ...(twin ? [service('zone-b')] : []),
      service('mail'),
    ]);

  it('every entry point that waits for it, however far down', () => {
    assert.deepEqual(fallsWithout(shop(false)), [
      { service: 'catalog', entries: ['tv', 'web'], survivors: [] },
      { service: 'zone-a', entries: ['tv', 'web'], survivors: [] },
    ]);
  });

  it('none where another answers in its place; and events take nobody down', () => {
    assert.deepEqual(fallsWithout(shop(true)), [
      { service: 'catalog', entries: ['tv', 'web'], survivors: [] },
      { service: 'zone-a', entries: [], survivors: ['tv', 'web'] },
      { service: 'zone-b', entries: [], survivors: ['tv', 'web'] },
    ]);
  });

  it('without a service nobody waits for it, or for what only it called', () => {
    const graph = withoutService(shop(true), 'zone-a');
    assert.deepEqual(longestChain(graph, 'web'), ['web', 'catalog', 'zone-b']);
    assert.deepEqual(longestChain(withoutService(graph, 'zone-b'), 'web'), ['web', 'catalog']);
  });
});
