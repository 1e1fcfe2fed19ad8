/** Colours that need to know what a word means: a module called `queue` is a module, not a keyword. */
import { type AstNode, CstUtils, GrammarAST } from 'langium';
import { AbstractSemanticTokenProvider, type SemanticTokenAcceptor } from 'langium/lsp';
import { SemanticTokenModifiers, SemanticTokenTypes } from 'vscode-languageserver';
import * as ast from '../generated/ast.ts';

const TYPES: ReadonlyMap<string, string> = new Map([
  [ast.Module.$type, SemanticTokenTypes.namespace],
  [ast.Team.$type, SemanticTokenTypes.class],
  [ast.Group.$type, SemanticTokenTypes.type],
  [ast.Service.$type, SemanticTokenTypes.interface],
  [ast.Couch.$type, SemanticTokenTypes.struct],
  [ast.Queue.$type, SemanticTokenTypes.variable],
  [ast.Initiative.$type, SemanticTokenTypes.struct],
  [ast.Flow.$type, SemanticTokenTypes.function],
  [ast.Step.$type, SemanticTokenTypes.method],
  [ast.Capability.$type, SemanticTokenTypes.property],
  [ast.Event.$type, SemanticTokenTypes.event],
  [ast.Organization.$type, SemanticTokenTypes.type],
]);

/** For each property that refers to something: the kind of thing. */
const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['modules', ast.Module.$type],
  ['teams', ast.Team.$type],
  ['team', ast.Team.$type],
  ['group', ast.Group.$type],
  ['parent', ast.Group.$type],
  ['service', ast.Service.$type],
  ['services', ast.Service.$type],
  ['providers', ast.Service.$type],
  ['things', ast.Module.$type],
  ['queue', ast.Queue.$type],
]);

export class WiringSemanticTokens extends AbstractSemanticTokenProvider {
  protected override highlightElement(node: AstNode, acceptor: SemanticTokenAcceptor): void {
    const declared = TYPES.get(node.$type);
    if (declared && 'name' in node && node.name) {
      acceptor({
        node: node as ast.Module,
        property: 'name',
        type: declared,
        modifier: SemanticTokenModifiers.declaration,
      });
    }
    for (const [property, kind] of REFERENCES) {
      if (property in node)
        this.colour(node, property, TYPES.get(kind) ?? SemanticTokenTypes.variable, acceptor);
    }
    if (ast.isChannel(node)) {
      acceptor({ node, property: 'from', type: SemanticTokenTypes.class });
      acceptor({ node, property: 'to', type: SemanticTokenTypes.class });
      acceptor({ node, property: 'medium', type: SemanticTokenTypes.enumMember });
    }
    if (ast.isInteraction(node)) {
      acceptor({ node, property: 'from', type: SemanticTokenTypes.class });
      acceptor({ node, property: 'to', type: SemanticTokenTypes.class });
      acceptor({ node, property: 'mode', type: SemanticTokenTypes.enumMember });
    }
    if (ast.isWaits(node)) {
      this.colour(node, 'feed', SemanticTokenTypes.variable, acceptor);
      this.colour(node, 'after', SemanticTokenTypes.variable, acceptor);
    }
    if (ast.isConsumes(node)) this.colour(node, 'events', SemanticTokenTypes.event, acceptor);
    if (ast.isAccept(node) || ast.isRuleSetting(node)) {
      this.colour(node, 'rule', SemanticTokenTypes.function, acceptor);
    }
    if (ast.isOn(node))
      this.colour(node, 'subject', TYPES.get(node.kind) ?? SemanticTokenTypes.variable, acceptor);
    if (ast.isBetween(node)) {
      acceptor({ node, property: 'from', type: SemanticTokenTypes.namespace });
      acceptor({ node, property: 'to', type: SemanticTokenTypes.namespace });
    }
    if (ast.isOption(node)) acceptor({ node, property: 'key', type: SemanticTokenTypes.property });
    for (const property of ['teamKind', 'volatility', 'unit', 'access']) {
      if (property in node) this.colour(node, property, SemanticTokenTypes.enumMember, acceptor);
    }
    for (const leaf of node.$cstNode ? CstUtils.flattenCst(node.$cstNode) : []) {
      if (leaf.astNode === node && GrammarAST.isKeyword(leaf.grammarSource) && /^[a-z]/.test(leaf.text)) {
        acceptor({ cst: leaf, type: SemanticTokenTypes.keyword });
      }
    }
  }

  private colour(node: AstNode, property: string, type: string, acceptor: SemanticTokenAcceptor): void {
    // The acceptor's type wants the property's literal type; the names above come from the grammar.
    acceptor({ node: node as ast.Accept, property: property as 'rule', type });
  }
}
