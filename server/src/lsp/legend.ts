import { SemanticTokenModifiers, type SemanticTokensLegend, SemanticTokenTypes } from 'vscode-languageserver';

/**
 * The protocol's own types and modifiers. The language has a legend too, but asking for it would load the language
 * before `initialize` is answered, also in workspaces that have no `.wiring` file.
 */
export const LEGEND: SemanticTokensLegend = {
  tokenTypes: Object.values(SemanticTokenTypes),
  tokenModifiers: Object.values(SemanticTokenModifiers),
};
