import assert from 'node:assert/strict';
import { createServices } from '#language/services';

describe('the lexer', () => {
  it('goes by first characters: else every word is tried against some hundred patterns', () => {
    // Chevrotain gives that up for all tokens, silently, where it cannot tell how one of them begins.
    const lexer: object = createServices().langium.parser.Lexer;
    const chevrotain: unknown = Object.values(lexer).find(part => part?.constructor?.name === 'Lexer');
    assert.ok(chevrotain && typeof chevrotain === 'object' && 'canModeBeOptimized' in chevrotain);
    assert.deepEqual(Object.values(chevrotain.canModeBeOptimized ?? {}), [true]);
  });
});
