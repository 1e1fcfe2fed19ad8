import assert from 'node:assert/strict';
import { aloneInWords, oneDecimal, percent } from '#core/views/words';

describe('how much a team lifted alone', () => {
  for (const [alone, lifted, said] of [
    [0, 1, 'it lifted its only change in 12 months together with others'],
    [1, 1, 'it lifted its only change in 12 months alone'],
    [0, 2, 'it lifted none of its 2 changes in 12 months alone'],
    [2, 2, 'it lifted both of its changes in 12 months alone'],
    [3, 3, 'it lifted all 3 of its changes in 12 months alone'],
    [1204, 2000, 'it lifted 1,204 of its 2,000 changes in 12 months alone'],
  ] as const)
    it(`${alone} of ${lifted}`, () => assert.equal(aloneInWords(alone, lifted, 'in 12 months'), said));
});

describe('a number with one decimal', () => {
  // "3.0 effective teams" below a limit of three would be taken for a mistake.
  for (const [number, said] of [
    [3, '3.0'],
    [3 - 1e-12, '3.0'],
    [2.97, '2.97'],
    [2.9999, '2.99'],
    [2.94, '2.9'],
    [3.04, '3.0'],
    [60.998, '60.99'],
  ] as const)
    it(`${number}`, () => assert.equal(oneDecimal(number), said));
});

describe('a share in percent', () => {
  for (const [share, limit, said] of [
    [0.71, undefined, '71 %'],
    [0.9999, undefined, '>99 %'],
    [0.0001, undefined, '<1 %'],
    [1, 1, '100 %'],
    [0.4, 0.5, '40 %'],
    [0.497, 0.5, '49.7 %'],
    [0.49999, 0.5, '49.999 %'],
    [0.5, 0.5, '50 %'],
    [0.996, 0.9999, '99.6 %'],
    [0.5 - 1e-12, 0.5, '50 %'],
  ] as const)
    it(`${share} beside ${limit}`, () => assert.equal(percent(share, limit), said));
});
