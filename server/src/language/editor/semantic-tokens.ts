/** Colours that need to know what a word means: a module called `queue` is a module, not a keyword. */
import {
  type AstNode,
  type AstReflection,
  AstUtils,
  CstUtils,
  GrammarAST,
  isReference,
  type Reference,
} from 'langium';
import { AbstractSemanticTokenProvider, type LangiumServices, type SemanticTokenAcceptor } from 'langium/lsp';
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

/** Words that stand for something without being linked to it, by property. */
const PLAIN: ReadonlyMap<string, string> = new Map([
  ['aliases', SemanticTokenTypes.interface],
  ['trains', SemanticTokenTypes.variable],
  ['feed', SemanticTokenTypes.variable],
  ['after', SemanticTokenTypes.variable],
  ['rule', SemanticTokenTypes.function],
  ['key', SemanticTokenTypes.property],
  ...['teamKind', 'volatility', 'unit', 'access', 'medium', 'mode', 'changeClass', 'kind'].map(
    property => [property, SemanticTokenTypes.enumMember] as const,
  ),
]);

export class WiringSemanticTokens extends AbstractSemanticTokenProvider {
  private readonly reflection: AstReflection;

  constructor(services: LangiumServices) {
    super(services);
    this.reflection = services.shared.AstReflection;
  }

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
    for (const { reference, property, index } of AstUtils.streamReferences(node)) {
      if (!isReference(reference)) continue;
      const type = TYPES.get(this.kindOf(node, property, reference)) ?? SemanticTokenTypes.variable;
      this.colour(node, property, type, acceptor, index);
    }
    for (const [property, type] of PLAIN) {
      if (property in node) this.colour(node, property, type, acceptor);
    }
    for (const leaf of node.$cstNode ? CstUtils.flattenCst(node.$cstNode) : []) {
      if (leaf.astNode === node && GrammarAST.isKeyword(leaf.grammarSource) && /^[a-z]/.test(leaf.text)) {
        acceptor({ cst: leaf, type: SemanticTokenTypes.keyword });
      }
    }
  }

  /** By what is meant where several kinds may be (`touches`, `provided by`, `from`), else by what is asked for. */
  private kindOf(node: AstNode, property: string, reference: Reference): string {
    const asked = this.reflection.getReferenceType({ container: node, property, reference });
    if (TYPES.has(asked)) return asked;
    // An inferred name has no kind of its own, but its description tells.
    const { ref, $nodeDescription } = reference;
    return $nodeDescription?.type ?? ref?.$type ?? '';
  }

  private colour(
    node: AstNode,
    property: string,
    type: string,
    acceptor: SemanticTokenAcceptor,
    index?: number,
  ): void {
    const at = index === undefined ? {} : { index };
    // The acceptor's type wants the property's literal type; the names above come from the grammar.
    acceptor({ node: node as ast.Accept, property: property as 'rule', type, ...at });
  }
}
