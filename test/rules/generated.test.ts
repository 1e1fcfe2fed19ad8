import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { repoPath } from '#core/facts/place';
import { RULES } from '#core/rules/registry';
import { createLanguage } from '#language/index';
import { generated, ruleIds } from '../../scripts/generate-rules.ts';

describe('the registry of rules', function () {
  // Every page is made anew; a busy machine takes its time.
  this.timeout(120_000);

  it('and the pages are what the folder says', async () => {
    const stale = (await generated()).filter(file => file.stale).map(file => file.path);
    assert.deepEqual(stale, [], 'run "npm run generate"');
  });

  it('has every file of the folder that is not part of the frame', () => {
    const frame = [
      'exceptions',
      'finding',
      'judge',
      'registry',
      'rule',
      'settings',
      'settle',
      'settle-gathered',
      'settle-together',
    ];
    const files = readdirSync('server/src/core/rules')
      .filter(name => name.endsWith('.ts'))
      .map(name => name.slice(0, -3));
    assert.deepEqual(files.filter(name => !frame.includes(name)).sort(), ruleIds());
    assert.deepEqual(
      RULES.map(({ id }) => id),
      ruleIds(),
    );
  });

  it('has pages whose wiring can be read', async () => {
    const pages = (await generated()).filter(({ path }) => path.endsWith('.md'));
    let read = 0;
    for (const { path, text } of pages) {
      for (const [, wiring = ''] of text?.matchAll(/```wiring\n([\s\S]*?)```/g) ?? []) {
        const facts = await createLanguage().read(new Map([[repoPath('a.wiring'), wiring]]));
        assert.deepEqual(
          facts.problems.map(({ message }) => message),
          [],
          `${path}: ${wiring}`,
        );
        read += 1;
      }
    }
    assert.equal(read, 2 * RULES.length);
  });

  it('has tests of its own for each rule', () => {
    const without = ruleIds().filter(id => !existsSync(join('test/rules', `${id}.test.ts`)));
    assert.deepEqual(without, []);
  });
});
