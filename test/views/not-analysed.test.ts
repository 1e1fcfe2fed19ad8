import assert from 'node:assert/strict';
import { UNRESOLVED_WORDS, unresolvedInWords } from '#core/views/not-analysed';

describe('what was not analysed', () => {
  it('is told with the verb that fits the number', () => {
    assert.equal(unresolvedInWords('no-such-file', 1), '1 names a file that does not exist');
    assert.equal(unresolvedInWords('no-such-file', 1200), '1,200 name a file that does not exist');
    assert.equal(unresolvedInWords('not-a-literal', 1), '1 is computed at run time');
    assert.equal(unresolvedInWords('outside-root', 1), '1 leaves the repository');
    for (const words of Object.values(UNRESOLVED_WORDS))
      assert.match(words, /^(are|name|lead|begin|leave) /, 'a verb that one more letter makes singular');
  });
});
