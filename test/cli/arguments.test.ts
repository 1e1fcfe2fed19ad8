import assert from 'node:assert/strict';
import fc from 'fast-check';
import { didYouMean } from '#cli/did-you-mean';
import { checkedDate, parse } from '#cli/options';
import { UsageError } from '#cli/outcome';
import { wantsColour } from '#cli/terminal/paint';
import { plain } from '#cli/terminal/plain';
import { columns, cut, wrap } from '#cli/terminal/wrap';

const TAKES = ['format', 'fail-on', 'rule', 'all', 'help'] as const;
const usage = (args: readonly string[], message: RegExp) =>
  assert.throws(
    () => parse(args, TAKES),
    error => error instanceof UsageError && message.test(error.message),
  );

describe('arguments', () => {
  it('are operands, options with a value, and repeated options', () => {
    const parsed = parse(['a', '--rule', 'x', '--rule=y', '--all', '--', '-b'], TAKES);
    assert.deepEqual(parsed.operands, ['a', '-b']);
    assert.deepEqual(parsed.values('rule'), ['x', 'y']);
    assert.ok(parsed.has('all') && !parsed.has('help'));
  });

  it('are refused with what to write instead', () => {
    usage(['--fromat', 'json'], /unknown option --fromat — did you mean --format\?/);
    usage(['--format', 'jsn'], /"jsn" is none of them — did you mean json\?/);
    usage(['--format'], /--format needs a value: text, json/);
    usage(['--rule', '--all'], /--rule needs a value/);
    usage(['--all=yes'], /--all takes no value/);
    usage(['--stdio'], /this command does not take --stdio/);
  });

  it('know which days there are', () => {
    assert.equal(checkedDate('2024-02-29'), '2024-02-29');
    for (const bad of ['2026-02-29', '20260101', '2026-13-01', 'today']) {
      assert.throws(() => checkedDate(bad), UsageError);
    }
  });

  it('suggest only what is near', () => {
    assert.equal(didYouMean('chekc', ['check', 'explain']), 'check');
    assert.equal(didYouMean('banana', ['check', 'explain']), undefined);
    assert.equal(didYouMean('cart', ['card', '@acme/cart']), '@acme/cart');
    assert.equal(didYouMean('cart', ['cart']), undefined);
    const long = `packages/notifications/src/${'NotificationServices/'.repeat(6)}index.ts`;
    assert.equal(didYouMean('@acme/confirmations', [long]), undefined);
    assert.equal(didYouMean(`${long.slice(0, -2)}js`, [long]), long);
  });
});

describe('colour', () => {
  it('follows the option, then NO_COLOR, FORCE_COLOR and the terminal', () => {
    assert.equal(wantsColour(undefined, {}, true), true);
    assert.equal(wantsColour(undefined, {}, false), false);
    assert.equal(wantsColour(undefined, { NO_COLOR: '1' }, true), false);
    assert.equal(wantsColour(undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, true), false);
    assert.equal(wantsColour(undefined, { FORCE_COLOR: '1' }, false), true);
    assert.equal(wantsColour(undefined, { FORCE_COLOR: '0' }, true), false);
    assert.equal(wantsColour(undefined, { TERM: 'dumb' }, true), false);
    assert.equal(wantsColour(true, { NO_COLOR: '1' }, false), true);
  });
});

describe('lines', () => {
  it('are at most 80 columns wide unless one word is longer', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 30, unit: 'grapheme' })), words => {
        const safe = plain(words.join(' '));
        for (const line of wrap(safe, '    ')) {
          assert.ok(columns(line) <= 80 || !line.trim().includes(' '), line);
        }
        assert.equal(wrap(safe, '').join(' '), safe.split(' ').filter(Boolean).join(' '));
      }),
    );
  });

  it('lose every control code, and nothing printable in ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        assert.doesNotMatch(plain(text), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        assert.equal(plain(plain(text)), plain(text));
      }),
    );
    const printable = String.fromCharCode(...Array.from({ length: 95 }, (_, i) => i + 32));
    assert.equal(plain(printable), printable);
  });

  it('are cut to a width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 20 }),
        (text, most) => columns(cut(text, most)) <= most,
      ),
    );
  });
});
