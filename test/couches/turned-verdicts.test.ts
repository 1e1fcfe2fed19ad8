import assert from 'node:assert/strict';
import { turnedName, turnedVerdicts } from '#core/views/turned-verdicts';
import type { AnnotatedTree } from '#test/support/annotations';
import { review } from '#test/support/check';
import { exampleTree } from '#test/support/example-tree';
import { hub } from './cases/hub.ts';

const WIRING = 'architecture.wiring';

/** What turns, as `name: before → after (is)`. */
async function turned(before: AnnotatedTree, after: AnnotatedTree): Promise<readonly string[]> {
  const [saved, edited] = [await review(before), await review(after)];
  return turnedVerdicts(saved.model, edited.model).map(each => {
    const { couch, verdict } = each.after;
    return `${turnedName(each)}: ${each.before} → ${verdict}${each.was ? ` (${couch.id})` : ''}`;
  });
}

function withWiring(tree: AnnotatedTree, change: (text: string) => string): AnnotatedTree {
  return { ...tree, files: { ...tree.files, [WIRING]: change(tree.files[WIRING] ?? '') } };
}

describe('verdicts that turn', () => {
  const shop = hub('wiring');
  const given = (text: string) => text.replace('owner Hub', 'owner api-team');

  it('are those of a couch that is renamed too', async () => {
    assert.deepEqual(await turned(shop, withWiring(shop, given)), [
      'hub: TOO BIG → WATCH',
      'api: WATCH → JUST RIGHT',
    ]);
    const renamed = withWiring(shop, text => given(text).replace('module hub', 'module core'));
    assert.deepEqual(await turned(shop, renamed), [
      'api: WATCH → JUST RIGHT',
      'hub: TOO BIG → WATCH (module:core)',
    ]);
    const declared = (name: string) => (text: string) =>
      `${text}couch ${name} { modules hub, web, app, api }\n`;
    const couch = withWiring(shop, declared('all'));
    assert.deepEqual(
      (
        await turned(
          couch,
          withWiring(couch, text => given(text).replace('couch all', 'couch whole')),
        )
      ).at(-1),
      'all: TOO BIG → WATCH (couch:whole)',
    );
  });

  it('are not those of a couch that is only declared no more', async () => {
    const couch = withWiring(
      shop,
      text => `${text}couch all { modules hub, web, app, api at most 1 teams }\n`,
    );
    assert.deepEqual(await turned(couch, shop), []);
  });

  it('are those of pieces that are made one, and of one that is cut into pieces', async () => {
    const apart = exampleTree('prime-video');
    const one = withWiring(
      apart,
      text =>
        `${text}module video {\n  path "functions/convert/**", "functions/detect/**", "functions/notify/**"\n}\n`,
    );
    const pieces = '@player/convert + @player/detect + @player/notify';
    assert.deepEqual(await turned(apart, one), [`${pieces}: TOO SMALL → JUST RIGHT (module:video)`]);
    assert.deepEqual(await turned(one, apart), [
      'video: JUST RIGHT → TOO SMALL (pair:@player/convert+@player/detect+@player/notify)',
    ]);
  });
});
