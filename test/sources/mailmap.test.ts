import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseSignature, readMailmap } from '#sources/mailmap';
import { makeRepository, runGit, temporaryFolders } from '#test/support/git-repository';

describe('mailmap', () => {
  const folder = temporaryFolders();

  it('gives the addresses that git gives', () => {
    const { root } = makeRepository(folder(), []);
    const email = fc.constantFrom('a@x', 'A@x', 'b@x', 'c@y.example', 'd@z');
    const name = fc.constantFrom('Ana', 'ana', 'Bo Bee', 'Cy', '');
    const line = fc.oneof(
      fc.tuple(name, email).map(([n, e]) => `${n} <${e}>`),
      fc.tuple(email, email).map(([a, b]) => `<${a}> <${b}>`),
      fc.tuple(name, email, email).map(([n, a, b]) => `${n} <${a}> <${b}>`),
      fc.tuple(name, email, name, email).map(([n, a, m, b]) => `${n} <${a}> ${m} <${b}>`),
      fc.constantFrom('# a comment <a@x> <b@x>', '', 'nonsense', '<a@x', '<a@x> <b@x> # why'),
    );
    const signature = fc
      .tuple(
        name.filter(n => n !== ''),
        email,
      )
      .map(([n, e]) => `${n} <${e}>`);
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 6 }),
        fc.array(signature, { minLength: 1, maxLength: 6 }),
        (lines, people) => {
          const text = `${lines.join('\n')}\n`;
          writeFileSync(join(root, '.mailmap'), text);
          const ofGit = runGit(root, ['check-mailmap', ...people])
            .trimEnd()
            .split('\n')
            .map(addressOf);
          const canonical = readMailmap(text);
          const ours = people.map(person => {
            const read = parseSignature(person);
            return read && canonical(read);
          });
          assert.deepEqual(ours, ofGit, text);
        },
      ),
      { numRuns: 150 },
    );
  }).timeout(20_000);

  it('reads signatures, also odd ones', () => {
    assert.deepEqual(parseSignature('Ana <ANA@x.example>'), { name: 'Ana', email: 'ana@x.example' });
    assert.deepEqual(parseSignature('A <b> c <d@x>'), { name: 'A <b> c', email: 'd@x' });
    assert.equal(parseSignature('nobody'), undefined);
    assert.equal(parseSignature('nobody <>'), undefined);
  });
});

function addressOf(line: string): string | undefined {
  return /<([^<>]*)>$/.exec(line)?.[1]?.toLowerCase();
}
