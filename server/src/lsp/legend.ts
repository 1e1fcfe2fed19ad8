import type { SemanticTokenModifiers, SemanticTokensLegend, SemanticTokenTypes } from 'vscode-languageserver';

/**
 * The protocol's own types and modifiers, as they are sent: what names them is loaded after `initialize` is answered, and so
 * is the language, which has a legend too.
 */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: [
    'namespace',
    'type',
    'class',
    'enum',
    'interface',
    'struct',
    'typeParameter',
    'parameter',
    'variable',
    'property',
    'enumMember',
    'event',
    'function',
    'method',
    'macro',
    'keyword',
    'modifier',
    'comment',
    'string',
    'number',
    'regexp',
    'operator',
    'decorator',
  ] satisfies `${SemanticTokenTypes}`[],
  tokenModifiers: [
    'declaration',
    'definition',
    'readonly',
    'static',
    'deprecated',
    'abstract',
    'async',
    'modification',
    'documentation',
    'defaultLibrary',
  ] satisfies `${SemanticTokenModifiers}`[],
};
