import type { AstNode, AstNodeDescription } from 'langium';
import type { NodeKindProvider } from 'langium/lsp';
import { CompletionItemKind, SymbolKind } from 'vscode-languageserver';
import * as ast from '../generated/ast.ts';

const SYMBOLS: ReadonlyMap<string, SymbolKind> = new Map([
  [ast.Organization.$type, SymbolKind.Namespace],
  [ast.Group.$type, SymbolKind.Namespace],
  [ast.Team.$type, SymbolKind.Class],
  [ast.Module.$type, SymbolKind.Module],
  [ast.Service.$type, SymbolKind.Interface],
  [ast.Couch.$type, SymbolKind.Struct],
  [ast.Queue.$type, SymbolKind.Array],
  [ast.Initiative.$type, SymbolKind.Object],
  [ast.Flow.$type, SymbolKind.Function],
  [ast.Capability.$type, SymbolKind.Property],
  [ast.Event.$type, SymbolKind.Event],
]);

const ITEMS: ReadonlyMap<string, CompletionItemKind> = new Map([
  [ast.Group.$type, CompletionItemKind.Folder],
  [ast.Team.$type, CompletionItemKind.Class],
  [ast.Module.$type, CompletionItemKind.Module],
  [ast.Service.$type, CompletionItemKind.Interface],
  [ast.Couch.$type, CompletionItemKind.Struct],
  [ast.Queue.$type, CompletionItemKind.Unit],
  [ast.Initiative.$type, CompletionItemKind.Value],
  [ast.Flow.$type, CompletionItemKind.Function],
  [ast.Capability.$type, CompletionItemKind.Property],
  [ast.Event.$type, CompletionItemKind.Event],
]);

/** The icons of outline and completion. */
export class WiringNodeKinds implements NodeKindProvider {
  getSymbolKind(node: AstNode | AstNodeDescription): SymbolKind {
    return SYMBOLS.get(typeOf(node)) ?? SymbolKind.Field;
  }

  getCompletionItemKind(node: AstNode | AstNodeDescription): CompletionItemKind {
    return ITEMS.get(typeOf(node)) ?? CompletionItemKind.Reference;
  }
}

function typeOf(node: AstNode | AstNodeDescription): string {
  return '$type' in node ? node.$type : node.type;
}
