import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { RULES } from '#core/rules/registry';
import { generated, ruleIds } from '../../scripts/generate-rules.ts';

describe('the registry of rules', () => {
  it('and the pages are what the folder says', async () => {
    const stale = (await generated()).filter(file => file.stale).map(file => file.path);
    assert.deepEqual(stale, [], 'run "npm run generate"');
  });

  it('has every file of the folder that is not part of the frame', () => {
    const frame = ['exceptions', 'finding', 'judge', 'registry', 'rule', 'settings'];
    const files = readdirSync('server/src/core/rules')
      .filter(name => name.endsWith('.ts'))
      .map(name => name.slice(0, -3));
    assert.deepEqual(files.filter(name => !frame.includes(name)).sort(), ruleIds());
    assert.deepEqual(
      RULES.map(({ id }) => id),
      ruleIds(),
    );
  });

  it('has tests of its own for each rule', () => {
    const without = ruleIds().filter(id => !existsSync(join('test/rules', `${id}.test.ts`)));
    assert.deepEqual(without, []);
  });
});
