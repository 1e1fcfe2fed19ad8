import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { wiringWords } from '#language/clause-words';
import { read } from './support.ts';

const page = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');

interface Example {
  readonly mode: string;
  readonly text: string;
  readonly line: number;
}

const examples: Example[] = [...page.matchAll(/^```wiring *(\w*)\n([\s\S]*?)^```$/gm)].map(match => ({
  mode: match[1] ?? '',
  text: match[2] ?? '',
  line: page.slice(0, match.index).split('\n').length,
}));
const shop = examples.find(({ mode }) => mode === 'shop')?.text ?? '';

function filesOf({ mode, text }: Example): Record<string, string> {
  return mode === 'shop' || mode === 'alone'
    ? { 'a.wiring': text }
    : { 'a.wiring': text, 'shop.wiring': shop };
}

describe('docs/language.md', () => {
  for (const example of examples) {
    const says = [...example.text.matchAll(/^\/\/ says: (.*)$/gm)].map(match => match[1] ?? '').sort();
    const what = example.mode === 'bad' ? 'shows what is said' : 'is valid';
    it(`line ${example.line}: the example ${what}`, async () => {
      const { problems } = await read(filesOf(example));
      assert.deepEqual(problems.map(({ message }) => message).sort(), says);
      assert.equal(says.length > 0, example.mode === 'bad');
      for (const { place } of problems) assert.equal(place.path, 'a.wiring');
    });
  }

  it('has an example of every declaration and of every word', () => {
    const valid = examples
      .filter(({ mode }) => mode !== 'bad')
      .map(({ text }) => text)
      .join('\n');
    const prose = page.replace(/```[\s\S]*?```/g, '');
    const missing = [...wiringWords().keywords].filter(
      word => !new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(`${valid}\n${prose}`),
    );
    assert.deepEqual(missing, []);
  });

  it('lays its examples out as the formatter does', async () => {
    for (const example of examples.filter(({ mode }) => mode !== 'bad')) {
      const { language } = await read({ 'a.wiring': example.text });
      const edits = language.format('a.wiring' as never);
      // Two examples show what is allowed, not what is usual.
      const free = example.text.includes('Checkout->Platform') || example.text.includes('"node-14.x"');
      assert.equal(free || edits.length === 0, true, `line ${example.line}: ${JSON.stringify(edits)}`);
    }
  });
});
