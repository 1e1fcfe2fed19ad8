import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { pathBelow, uriBelow, uriKey } from '#lsp/uris';

describe('URIs', () => {
  for (const [root, uri, path] of [
    ['file:///c%3A/work/shop', 'file:///c%3A/work/shop/src/a.ts', 'src/a.ts'],
    ['file:///c%3A/work/shop', 'file:///C:/work/shop/src/a.ts', 'src/a.ts'],
    ['file:///C:/work/shop/', 'file:///c:/work/shop/src/a.ts', 'src/a.ts'],
    ['file:///work/my%20shop', 'file:///work/my shop/a%23b.ts', 'a#b.ts'],
    ['file:///work/shop', 'file:///work/shop', ''],
    ['file:///', 'file:///a.ts', 'a.ts'],
    ['file://server/share', 'file://SERVER/share/a.ts', 'a.ts'],
    ['file:///work/shop', 'file:///work/shopping/a.ts', undefined],
    ['file:///work/shop', 'file:///work/shop/../other/a.ts', undefined],
    ['file:///work/shop', 'untitled:Untitled-1', undefined],
    ['file:///work/shop', 'git:/work/shop/a.ts', undefined],
    ['file:///work/shop', 'file://server/work/shop/a.ts', undefined],
    ['file:///work/shop', '', undefined],
    ['file:///work/shop', '::::', undefined],
    ['file:///work/shop', 'file:///work/shop/%E0%A4%A', '%E0%A4%A'],
  ] as const) {
    it(`${uri} below ${root} is ${path === undefined ? 'nothing' : `"${path}"`}`, () => {
      assert.equal(pathBelow(root, uri), path);
    });
  }

  it('makes URIs as VS Code writes them, and reads them back', () => {
    for (const root of ['file:///c%3A/work/my%20shop', 'file:///work', 'file:///', 'file://server/share']) {
      for (const path of ['', 'src/a.ts', 'a b/c#d?.ts', 'päckages/é.ts', '100%/x.ts']) {
        const uri = uriBelow(root, repoPath(path));
        assert.equal(pathBelow(root, uri), path, uri);
      }
    }
    assert.equal(uriBelow('file:///c%3A/shop', repoPath('a b.ts')), 'file:///c%3A/shop/a%20b.ts');
  });

  it('has one key for each file', () => {
    assert.equal(uriKey('file:///C:/a%20b'), uriKey('file:///c%3A/a b'));
    assert.notEqual(uriKey('file:///c:/a'), uriKey('file:///d:/a'));
    assert.equal(uriKey('untitled:1'), 'untitled:1');
  });
});
