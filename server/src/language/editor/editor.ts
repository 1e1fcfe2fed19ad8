/** Answers for editors, by Langium's services over linked documents; paths instead of URIs, plain data out. */
import {
  type AstNode,
  CstUtils,
  GrammarUtils,
  isReference,
  type LangiumDocument,
  type LeafCstNode,
} from 'langium';
import type { LangiumServices } from 'langium/lsp';
import { DefaultSemanticTokenOptions } from 'langium/lsp';
import { byText, FILE_START, type Place, type Position, type Range, type RepoPath } from '#core/facts/place';
import type { EditorLanguage, NameAt } from '../editor-language.ts';
import * as ast from '../generated/ast.ts';
import type { Documents } from '../index.ts';
import { isInferredNode } from '../inferred.ts';
import { nameText, unquoted, withArticle } from '../names.ts';
import { formatEdits } from './format.ts';
import { kindNamed, NAMED } from './kinds.ts';

export interface EditorParts extends Documents {
  readonly services: LangiumServices;
}

export function createEditor(parts: EditorParts): EditorLanguage {
  const { services, document, documentNow, pathOf } = parts;
  const { lsp, references } = services;
  const target = (found: LangiumDocument) => ({ textDocument: { uri: found.uri.toString() } });

  /** What the name at a position stands for. */
  function declarations(found: LangiumDocument, position: Position) {
    const leaf = leafAt(found, position);
    return leaf ? references.References.findDeclarations(leaf) : [];
  }

  async function mentions(path: RepoPath, position: Position, includeDeclaration: boolean): Promise<Place[]> {
    const found = await document(path);
    const node = found && declarations(found, position)[0];
    if (!node) return [];
    const places = services.shared.workspace.LangiumDocuments.all.toArray().flatMap(each =>
      each.references.flatMap((reference): Place[] => {
        const leads = isReference(reference) && reference.ref === node && reference.$refNode;
        return leads ? [{ path: pathOf(each.uri), range: plainRange(leads.range) }] : [];
      }),
    );
    return [...places, ...(includeDeclaration ? declarationOf(node) : [])].sort(inOrder);
  }

  /** Where the name of something stands that is declared in a wiring file. */
  function declarationOf(node: AstNode): Place[] {
    const name = isInferredNode(node) ? undefined : references.NameProvider.getNameNode(node);
    const uri = name && rootDocument(node)?.uri;
    return uri ? [{ path: pathOf(uri), range: plainRange(name.range) }] : [];
  }

  return {
    completionTriggers: ['"', '@', ',', ' '],
    semanticTokensLegend: {
      tokenTypes: [...DefaultSemanticTokenOptions.legend.tokenTypes],
      tokenModifiers: [...DefaultSemanticTokenOptions.legend.tokenModifiers],
    },

    async completion(path, position) {
      const found = await document(path);
      if (!found) return [];
      const list = await lsp.CompletionProvider?.getCompletion(found, { ...target(found), position });
      return list?.items ?? [];
    },

    async definition(path, position) {
      const found = await document(path);
      if (!found) return [];
      return declarations(found, position).flatMap((node): Place[] => {
        if (isInferredNode(node)) {
          const { path: where, line = 0 } = node.inferred;
          const start = { line, character: 0 };
          return where === undefined ? [] : [{ path: where, range: { start, end: start } }];
        }
        return declarationOf(node);
      });
    },

    references: mentions,

    async prepareRename(path, position) {
      const found = await document(path);
      const named = found && nameIn(found, position);
      if (!found || !named) return undefined;
      const [node] = declarations(found, position);
      if (isInferredNode(node)) {
        const where = node.inferred.path === undefined ? '' : ` in ${node.inferred.path}`;
        return {
          ok: false,
          message: `"${named.name}" is named outside of .wiring files${where} (${node.inferred.detail}); rename it there.`,
        };
      }
      if (!node)
        return {
          ok: false,
          message: `"${named.name}" is declared in no .wiring file, so there is nothing to rename.`,
        };
      if (ast.isTeam(node) && node.name !== named.name) {
        return {
          ok: false,
          message: `"${named.name}" is a handle of ${node.name}; handles are renamed on the code host and in CODEOWNERS.`,
        };
      }
      return { ok: true, range: named.range, name: named.name };
    },

    async rename(path, position, newName) {
      const name = unquoted(newName.trim());
      if (name === '' || /[\r\n]/.test(name))
        return { ok: false, message: 'A name needs at least one character, on one line.' };
      const can = await this.prepareRename(path, position);
      if (!can?.ok) return can ?? { ok: false, message: 'There is no name here.' };
      const found = await document(path);
      const node = found && declarations(found, position)[0];
      const places = await mentions(path, position, true);
      // A mention by handle names the same team, but is no mention of this name.
      const own = places.filter(place => writtenAt(documentNow(place.path), place.range) === can.name);
      const taken =
        node &&
        services.shared.workspace.IndexManager.allElements(node.$type).some(other => other.name === name);
      if (taken && name !== can.name) {
        return {
          ok: false,
          message: `There is already ${withArticle(node.$type.toLowerCase())} "${name}"; choose another name.`,
        };
      }
      return { ok: true, edits: own.map(place => ({ ...place, newText: nameText(name) })) };
    },

    async symbols(path) {
      const found = await document(path);
      if (!found) return [];
      return (await lsp.DocumentSymbolProvider?.getSymbols(found, target(found))) ?? [];
    },

    async folding(path) {
      const found = await document(path);
      if (!found) return [];
      return (await lsp.FoldingRangeProvider?.getFoldingRanges(found, target(found))) ?? [];
    },

    format(path) {
      const found = documentNow(path);
      return found ? formatEdits(path, found) : [];
    },

    async semanticTokens(path) {
      const found = await document(path);
      if (!found) return { data: [] };
      return (await lsp.SemanticTokenProvider?.semanticHighlight(found, target(found))) ?? { data: [] };
    },

    nameAt(path, position) {
      const found = documentNow(path);
      return found && nameIn(found, position);
    },
  };
}

function leafAt(document: LangiumDocument, position: Position): LeafCstNode | undefined {
  const root = document.parseResult.value.$cstNode;
  // Inside quotes every character belongs to the name; the default looks for word characters only.
  return (
    root && CstUtils.findDeclarationNodeAtOffset(root, document.textDocument.offsetAt(position), /[\w"@/.~-]/)
  );
}

function nameIn(document: LangiumDocument, position: Position): NameAt | undefined {
  const leaf = leafAt(document, position);
  const assignment = leaf && GrammarUtils.findAssignment(leaf);
  if (!leaf || !assignment) return undefined;
  const node = CstUtils.getDatatypeNode(leaf) ?? leaf;
  const owner = node.astNode;
  const range = plainRange(node.range);
  const name = unquoted(node.text);
  if (ast.isOn(owner)) {
    const kind = assignment.feature === 'subject' ? kindNamed(owner.kind) : undefined;
    return kind && { kind, name, range, declares: false };
  }
  const known = NAMED.get(`${owner.$type}.${assignment.feature}`);
  if (!known) return undefined;
  const rule = ast.isOption(owner) ? owner.$container.rule : undefined;
  return {
    kind: known.kind,
    name,
    range,
    declares: known.declares === true,
    ...(rule !== undefined && { rule: unquoted(rule) }),
  };
}

function writtenAt(document: LangiumDocument | undefined, range: Range): string | undefined {
  return document && unquoted(document.textDocument.getText(range));
}

function rootDocument(node: {
  $container?: unknown;
  $document?: LangiumDocument;
}): LangiumDocument | undefined {
  let current: typeof node | undefined = node;
  while (current && !current.$document) current = current.$container as typeof node | undefined;
  return current?.$document;
}

/** Langium's ranges belong to its tree; these do not. */
function plainRange({ start, end }: Range): Range {
  if (!start || !end) return FILE_START;
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

function inOrder(a: Place, b: Place): number {
  const [from, to] = [a.range.start, b.range.start];
  return byText(a.path, b.path) || from.line - to.line || from.character - to.character;
}
