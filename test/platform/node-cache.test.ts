import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCache } from '#platform/node-cache';

describe('the disk cache', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wiring-cache-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const entries = () => readdirSync(folder).filter(name => name.endsWith('.entry'));
  const text = (value: Buffer | undefined) => value?.toString();

  it('gives back what was put in, also to another process', () => {
    const cache = nodeCache(folder);
    assert.equal(cache.get('a/b:1'), undefined);
    cache.set('a/b:1', Buffer.from('one'));
    cache.set('a/b:2', Buffer.alloc(0));
    cache.set('a/b:1', Buffer.from('uno'));
    assert.equal(text(nodeCache(folder).get('a/b:1')), 'uno');
    assert.equal(text(nodeCache(folder).get('a/b:2')), '');
    assert.equal(entries().length, 2);
    assert.equal(cache.failures, 0);
  });

  it('takes every damage for a miss', () => {
    const cache = nodeCache(folder);
    cache.set('key', Buffer.from('a value of some length'));
    const [name = ''] = entries();
    const path = join(folder, name);
    const whole = readFileSync(path);
    for (let i = 0; i < whole.length; i++) {
      const damaged = Buffer.from(whole);
      damaged.writeUInt8(damaged.readUInt8(i) ^ 1, i);
      writeFileSync(path, damaged);
      assert.equal(cache.get('key'), undefined, `byte ${i}`);
      writeFileSync(path, whole.subarray(0, i));
      assert.equal(cache.get('key'), undefined, `cut at ${i}`);
    }
    cache.set('key', Buffer.from('new'));
    assert.equal(text(cache.get('key')), 'new');
    // An entry moved under another key's name is not that key's.
    cache.set('other', Buffer.from('x'));
    const other = entries().find(entry => entry !== name) ?? '';
    writeFileSync(join(folder, other), readFileSync(path));
    assert.equal(cache.get('other'), undefined);
  });

  it('may be deleted while it is in use', () => {
    const cache = nodeCache(folder);
    cache.set('key', Buffer.from('x'));
    rmSync(folder, { recursive: true });
    assert.equal(cache.get('key'), undefined);
    cache.set('key', Buffer.from('y'));
    assert.equal(text(cache.get('key')), 'y');
  });

  it('counts what could not be written and goes on', () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const cache = nodeCache(join(file, 'cache'));
    cache.set('key', Buffer.from('x'));
    assert.equal(cache.get('key'), undefined);
    assert.equal(cache.failures, 1);
  });

  it('removes what was longest unused when it grows over its limit, and nothing that is not its own', () => {
    writeFileSync(join(folder, 'keep.me'), 'x'.repeat(5000));
    const cache = nodeCache(folder, 8000);
    cache.set('old', Buffer.alloc(900));
    const [old = ''] = entries();
    cache.set('used', Buffer.alloc(900));
    const used = entries().find(name => name !== old) ?? '';
    for (const name of [old, used]) utimesSync(join(folder, name), 1000, 1000);
    assert.ok(cache.get('used'));
    assert.ok(statSync(join(folder, used)).mtimeMs > 1_000_000);
    for (let i = 0; i < 6; i++) cache.set(`k${i}`, Buffer.alloc(1100));
    assert.equal(cache.get('old'), undefined);
    assert.ok(cache.get('used'));
    const size = entries().reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    assert.ok(size <= 8000 + 1132, `${size}`);
    assert.equal(readFileSync(join(folder, 'keep.me'), 'utf8').length, 5000);
    assert.ok(!readdirSync(folder).some(name => name.endsWith('.part')));
  });

  it('is readable by its owner only', function () {
    if (process.platform === 'win32') return this.skip();
    const inner = join(folder, 'inner');
    nodeCache(inner).set('key', Buffer.from('x'));
    assert.equal(statSync(inner).mode & 0o077, 0);
    chmodSync(inner, 0o700);
  });
});
