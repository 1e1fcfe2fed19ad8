import type { OptionSpec, RuleContext } from '../rule.ts';

/** Whether imports in test files count. */
export function testsOption(fallback: 'counted' | 'ignored'): OptionSpec {
  return {
    key: 'tests',
    type: 'word',
    words: ['counted', 'ignored'],
    fallback,
    describe: `whether imports in test files count: counted or ignored; ${fallback} unless said otherwise`,
  };
}

export function testsCount(context: RuleContext): boolean {
  return context.word('tests') === 'counted';
}
