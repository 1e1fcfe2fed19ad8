import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import type { Section } from '#core/views/explain';
import { explain } from '#core/views/explain';
import { explainService } from '#core/views/explain-service';
import { readTree } from '../support/annotations.ts';
import { review } from '../support/check.ts';
import { otlp } from '../traces/spans.ts';

const STEPS = Array.from({ length: 23 }, (_, at) => {
  const name = (number: number) => `step-${number}`;
  const calls = at < 22 ? `  calls ${name(at + 2)}\n` : '';
  return `service ${name(at + 1)} {\n  availability 99.99%\n  latency 50 ms\n${calls}}\n`;
}).join('');

describe('the story of a service', () => {
  it('tells the figures of a chain of twenty-three calls, in words and as rows', async () => {
    const reviewed = await review(readTree(`//- /architecture.wiring\nwiring 1\n\n${STEPS}`));
    const told = explain(reviewed, 'service:step-1', repoPath(''));
    assert.ok('sections' in told);
    const predicted = told.sections.find(({ heading }: Section) => heading === 'Predicted');
    const text = predicted?.lines.join('\n') ?? '';
    for (const figure of [
      '23 services deep',
      '99.77 %',
      '20.1 hours a year',
      '1,150 ms',
      '79.4 %',
      'independently',
    ])
      assert.ok(text.includes(figure), `${figure} in ${text}`);
    assert.deepEqual(predicted?.rows, [
      {
        entry: 'step-1',
        depth: 23,
        calls: 23,
        availability: 0.99770253,
        latency: 1150,
        allWithinP99: 0.793614,
      },
    ]);
    const whatIf = told.sections.find(({ heading }) => heading === 'What if it did not wait');
    assert.deepEqual(whatIf?.lines, [
      'for step-2: 1 service deep instead of 23, availability 99.99 %, 50 ms in all',
    ]);
  });

  it('says that nothing is known where there are no traces, and that the rest falls with what all wait for', async () => {
    const reviewed = await review(readTree(`//- /architecture.wiring\nwiring 1\n\n${STEPS}`));
    const told = explain(reviewed, 'service:step-23', repoPath(''));
    assert.ok('sections' in told);
    const lines = (heading: string) => told.sections.find(section => section.heading === heading)?.lines;
    assert.match(lines('Seen in traces')?.[0] ?? '', /^unknown: no traces are named/);
    assert.deepEqual(lines('When it falls'), ['1 entry point falls with it: step-1']);
  });
});

describe('a service that was seen to call more than it declares', () => {
  it('is told what is predicted by the declared calls alone, for its promise is held against that first', async () => {
    const reviewed = await review(
      readTree(`//- /architecture.wiring
service web {
  availability 99.9%
  latency 10 ms
  calls stock
}
service stock { availability 99.9%  latency 20 ms }
service mail { availability 99%  latency 40 ms }
//- /traces/a.json
${otlp([
  { id: '1', service: 'web', kind: 'server' },
  { id: '2', parent: '1', service: 'web', kind: 'client', at: 1, took: 9, peer: 'mail' },
])}
//- /a.ts
export const a = 1;
`),
    );
    const told = explainService(reviewed, 'web')?.sections.find(({ heading }) => heading === 'Predicted');
    assert.ok(told?.lines.some(line => line.startsWith('availability 98.8 %')));
    assert.ok(
      told?.lines.includes(
        'by the declared calls alone, which promises are held against first: 1 other service, availability 99.8 %, 30 ms in all, 2 answers',
      ),
      told?.lines.join('\n'),
    );
  });
});

describe('the requests that came in to a service', () => {
  it('go through services by the names they are declared by, not by those in traces', async () => {
    const reviewed = await review(
      readTree(`//- /architecture.wiring
traces "traces"
service web
service stock known as "warehouse-stock", "warehouse-stock-reads"
//- /traces/a.json
${otlp([
  { id: '1', service: 'web', kind: 'server', name: 'GET /', took: 10_000 },
  { id: '2', parent: '1', service: 'web', kind: 'client', at: 1000, took: 8000 },
  { id: '3', parent: '2', service: 'warehouse-stock', kind: 'server', at: 1000, took: 8000 },
  { id: '4', parent: '3', service: 'warehouse-stock', kind: 'client', at: 2000, took: 3000 },
  { id: '5', parent: '4', service: 'warehouse-stock-reads', kind: 'server', at: 2000, took: 3000 },
])}
//- /a.ts
export const a = 1;
`),
    );
    const section = explainService(reviewed, 'web')?.sections.find(({ heading }) =>
      heading.startsWith('Requests from outside'),
    );
    assert.deepEqual(section?.lines, [
      'GET /: 1 request; 10 ms (median), 10 ms (p99); 2 services deep: web → stock',
      '  where the time goes: stock 80 %, web 20 %',
    ]);
  });
});
