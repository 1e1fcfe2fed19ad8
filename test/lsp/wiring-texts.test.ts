import assert from 'node:assert/strict';
import { ready } from '#core/facts/state';
import { completeText } from '#lsp/wiring-texts';
import { readTree } from '#test/support/annotations';
import { review } from '#test/support/check';
import { factsOfText, otlp, SHOP } from '../traces/spans.ts';

describe('completion behind "known as"', () => {
  it('offers the services that traces tell of and no service answers to', async () => {
    const snapshot = await review(
      readTree('\n//- /architecture.wiring\nservice cart\n//- /a.ts\nexport const a = 1;\n'),
    );
    const runtime = await factsOfText(otlp(SHOP));
    const seen = runtime.services.map(({ name }) => name);
    assert.ok(seen.includes('cart') && seen.length > 2, seen.join(' '));
    const traced = { ...snapshot, facts: { ...snapshot.facts, runtime: ready(runtime) } };
    const offered = (line: string) =>
      completeText(traced, line, { line: 0, character: line.length })?.map(({ label, textEdit }) => [
        label,
        textEdit?.newText,
      ]);
    const others = seen.filter(name => name !== 'cart');
    const [first = ''] = others;
    assert.deepEqual(
      offered('service shop known as '),
      others.map(name => [name, `"${name}"`]),
    );
    assert.deepEqual(
      offered(`service shop known as "${first}", "`),
      others.slice(1).map(name => [name, `${name}"`]),
    );
    assert.equal(offered('service shop known '), undefined);
    assert.deepEqual(completeText(snapshot, 'service shop known as ', { line: 0, character: 22 }), []);
  });
});
