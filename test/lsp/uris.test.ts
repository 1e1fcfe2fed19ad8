import assert from 'node:assert/strict';
import { repoPath } from '#core/facts/place';
import { pathBelow, uriBelow, uriKey } from '#lsp/uris';

describe('URIs', () => {
  for (const [root, uri, path] of [
    ['file:///c%3A/repos/shop', 'file:///c%3A/repos/shop/src/a.ts', 'src/a.ts'],
    ['file:///c%3A/repos/shop', 'file:///C:/repos/shop/src/a.ts', 'src/a.ts'],
    ['file:///C:/repos/shop/', 'file:///c:/repos/shop/src/a.ts', 'src/a.ts'],
    ['file:///repos/my%20shop', 'file:///repos/my shop/a%23b.ts', 'a#b.ts'],
    ['file:///repos/shop', 'file:///repos/shop', ''],
    ['file:///', 'file:///a.ts', 'a.ts'],
    ['file://server/share', 'file://SERVER/share/a.ts', 'a.ts'],
    ['file:///repos/shop', 'file:///repos/shopping/a.ts', undefined],
    ['file:///repos/shop', 'file:///repos/shop/../other/a.ts', undefined],
    ['file:///repos/shop', 'untitled:Untitled-1', undefined],
    ['file:///repos/shop', 'git:/repos/shop/a.ts', undefined],
    ['file:///repos/shop', 'file://server/repos/shop/a.ts', undefined],
    ['file:///repos/shop', '', undefined],
    ['file:///repos/shop', '::::', undefined],
    ['file:///repos/shop', 'file:///repos/shop/%E0%A4%A', '%E0%A4%A'],
  ] as const) {
    it(`${uri} below ${root} is ${path === undefined ? 'nothing' : `"${path}"`}`, () => {
      assert.equal(pathBelow(root, uri), path);
    });
  }

  it('makes URIs as VS Code writes them, and reads them back', () => {
    for (const root of ['file:///c%3A/repos/my%20shop', 'file:///work', 'file:///', 'file://server/share']) {
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
