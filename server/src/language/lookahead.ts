import { LLStarLookaheadStrategy } from 'chevrotain-allstar';

type Alternation = ReturnType<LLStarLookaheadStrategy['buildLookaheadForAlternation']>;
type Optional = ReturnType<LLStarLookaheadStrategy['buildLookaheadForOptional']>;

/**
 * Langium's way to tell which alternative comes next, found out for each choice of the grammar when a text first comes to it:
 * most files use a quarter of the language, and all of them together are a fifth of the time the parser takes to get ready.
 */
export class LazyLookahead extends LLStarLookaheadStrategy {
  constructor() {
    // It would be told on the console that a choice has two ways to be read; the tests of the language are what tells us.
    super({ logging: () => undefined });
  }

  override buildLookaheadForAlternation(
    options: Parameters<LLStarLookaheadStrategy['buildLookaheadForAlternation']>[0],
  ): Alternation {
    const make = () => super.buildLookaheadForAlternation(options);
    let made: Alternation | undefined;
    return function (alternatives) {
      made ??= make();
      return made.call(this, alternatives);
    };
  }

  override buildLookaheadForOptional(
    options: Parameters<LLStarLookaheadStrategy['buildLookaheadForOptional']>[0],
  ): Optional {
    const make = () => super.buildLookaheadForOptional(options);
    let made: Optional | undefined;
    return function () {
      made ??= make();
      return made.call(this);
    };
  }
}
