/** Thrown out of lexer and parser when going on would take longer than anybody waits; caught where files are read. */
export class TooMuch extends Error {
  constructor(readonly of: 'words' | 'mistakes') {
    super(`too many ${of}`);
  }
}
