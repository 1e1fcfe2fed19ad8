import assert from 'node:assert/strict';
import { admits } from '#sources/version-range';

describe('a version range', () => {
  const cases: readonly (readonly [range: string, version: string, admitted: boolean])[] = [
    ['1.2.3', '1.2.3', true],
    ['1.2.3', '1.2.4', false],
    ['=1.2.3', '1.2.3', true],
    ['^1.2.3', '1.9.0', true],
    ['^1.2.3', '1.2.2', false],
    ['^1.2.3', '2.0.0', false],
    ['^0.2.3', '0.2.9', true],
    ['^0.2.3', '0.3.0', false],
    ['^0.0.3', '0.0.4', false],
    ['^1', '1.5.0', true],
    ['~1.2.3', '1.2.9', true],
    ['~1.2.3', '1.3.0', false],
    ['~1', '1.9.0', true],
    ['>=1.0.0 <2.0.0', '1.5.0', true],
    ['>= 1.0.0 < 2.0.0', '2.0.0', false],
    ['1.x', '1.9.9', true],
    ['1.2.*', '1.3.0', false],
    ['*', '7.0.0', true],
    ['', '7.0.0', true],
    ['^1.0.0 || ^2.0.0', '2.3.0', true],
    ['^1.0.0 || ^2.0.0', '3.0.0', false],
    ['1.0.0 - 2.0.0', '1.5.0', true],
    ['1.0.0 - 2', '2.9.0', true],
    ['1.0.0 - 2.0.0', '2.0.1', false],
    ['^1.0.0-beta.1', '1.0.0', true],
    ['1.0.0-beta.1', '1.0.0', false],
    ['latest', '1.0.0', true],
    ['catalog:', '1.0.0', true],
  ];
  for (const [range, version, admitted] of cases) {
    it(`"${range}" ${admitted ? 'admits' : 'does not admit'} ${version}`, () =>
      assert.equal(admits(range, version), admitted));
  }
});
