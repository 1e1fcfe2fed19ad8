import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { read } from './support.ts';

const text = readFileSync(new URL('data/first-part.txt', import.meta.url), 'utf8');

/** What the first part of the language read in that file, as it was before there was a second; places as `line:character`. */
const then: unknown = JSON.parse(readFileSync(new URL('data/first-part.json', import.meta.url), 'utf8'));

interface Range {
  readonly start: { readonly line: number; readonly character: number };
  readonly end: { readonly line: number; readonly character: number };
}

function short(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('range' in value)) return value;
  const { start, end } = value.range as Range;
  return `${start.line + 1}:${start.character}-${end.line + 1}:${end.character}`;
}

describe('a file written for the first part of the language', () => {
  it('reads unchanged, also where it names things by words that mean something now', async () => {
    const { facts, problems } = await read(text);
    assert.deepEqual(problems, []);
    const { interactions, queues, initiatives, flows, capabilities, traces, ...rest } = facts;
    assert.deepEqual(
      [interactions, queues, initiatives, flows, capabilities, traces],
      [[], [], [], [], [], []],
    );
    assert.deepEqual(JSON.parse(JSON.stringify(rest, short)), then);
  });
});
