/** Completion: Langium finds what the grammar expects; here it learns to quote names and to offer fixed words. */
import {
  type AstNodeDescription,
  AstUtils,
  CstUtils,
  GrammarAST,
  type LangiumDocument,
  type ReferenceInfo,
  type Stream,
} from 'langium';
import {
  type CompletionAcceptor,
  type CompletionContext,
  type CompletionValueItem,
  DefaultCompletionProvider,
  findNextFeatures,
  type LangiumServices,
  type NextFeature,
} from 'langium/lsp';
import { CompletionItemKind } from 'vscode-languageserver';
import {
  ACCEPT_KINDS,
  CHANGE_CLASSES,
  CHANGE_UNITS,
  INTERACTIONS,
  MEDIA,
  QUEUE_ACCESS,
  TEAM_KINDS,
  VOLATILITIES,
  type Word,
} from '#core/vocabulary';
import * as ast from '../generated/ast.ts';
import { isInferredNode } from '../inferred.ts';
import { nameText } from '../names.ts';
import type { RuleVocabulary } from '../rule-vocabulary.ts';

/** Fixed words by the property of the grammar that takes them. */
const WORDS: ReadonlyMap<string, readonly Word[]> = new Map([
  ['teamKind', TEAM_KINDS],
  ['volatility', VOLATILITIES],
  ['medium', MEDIA],
  ['mode', INTERACTIONS],
  ['access', QUEUE_ACCESS],
  ['unit', CHANGE_UNITS],
  ['changeClass', CHANGE_CLASSES],
  ['kind', ACCEPT_KINDS],
]);

export class WiringCompletion extends DefaultCompletionProvider {
  override readonly completionOptions = { triggerCharacters: ['"', '@', ',', ' '] };
  private readonly rules: RuleVocabulary | undefined;
  private readonly index: LangiumServices['shared']['workspace']['IndexManager'];

  constructor(services: LangiumServices, rules: RuleVocabulary | undefined) {
    super(services);
    this.rules = rules;
    this.index = services.shared.workspace.IndexManager;
  }

  protected override completionFor(
    context: CompletionContext,
    next: NextFeature,
    acceptor: CompletionAcceptor,
  ): void | Promise<void> {
    // A name's parts are features of the rule `Name`; the property that asked for it comes along.
    const assignment = AstUtils.getContainerOfType(next.feature, GrammarAST.isAssignment);
    const property = next.property ?? assignment?.feature;
    if (property !== undefined) {
      for (const word of this.wordsFor(property, context)) {
        acceptor(context, {
          label: word.word,
          kind: CompletionItemKind.EnumMember,
          detail: word.describe,
          sortText: '0',
        });
      }
    }
    return super.completionFor(context, next, acceptor) as void | Promise<void>;
  }

  /** A comma before the cursor asks for the next item; the parser alone would take it for the last of a list. */
  protected override findFeaturesAt(
    document: CompletionContext['textDocument'],
    offset: number,
  ): NextFeature[] {
    const before = document.getText().slice(0, offset).trimEnd();
    if (!before.endsWith(',')) return super.findFeaturesAt(document, offset);
    const { tokens, tokenIndex, elementStack } = this.completionParser.parse(before.slice(0, -1));
    const unread = [...tokens.slice(tokenIndex), ...this.lexer.tokenize(',').tokens];
    const features = findNextFeatures([elementStack.map(feature => ({ feature }))], unread);
    // On a new line the comma may have been the last; on its own line an item follows.
    const newLine = document.getText().slice(before.length, offset).includes('\n');
    return newLine ? features : features.filter(({ feature }) => !GrammarAST.isKeyword(feature));
  }

  /** A scoped name is no token before its slash has come, so what is typed of it is found in the text. */
  protected override *buildContexts(
    document: LangiumDocument,
    position: CompletionContext['position'],
  ): IterableIterator<CompletionContext> {
    const { textDocument, parseResult } = document;
    const offset = textDocument.offsetAt(position);
    const line = textDocument.getText({ start: { line: position.line, character: 0 }, end: position });
    const typed = /@[\w.~/-]*$/.exec(line)?.[0];
    const root = parseResult.value.$cstNode;
    if (typed === undefined || !root || isInText(line.slice(0, line.length - typed.length))) {
      yield* super.buildContexts(document, position);
      return;
    }
    const start = offset - typed.length;
    const node = CstUtils.findLeafNodeBeforeOffset(root, start)?.astNode;
    yield {
      document,
      textDocument,
      offset,
      position,
      tokenOffset: start,
      tokenEndOffset: offset,
      features: this.findFeaturesAt(textDocument, start),
      ...(node && { node }),
    };
  }

  private wordsFor(property: string, context: CompletionContext): readonly Word[] {
    if (property === 'rule') {
      return (this.rules?.rules ?? []).map(({ id, title }) => ({ word: id, describe: title ?? 'rule' }));
    }
    if (property === 'key') {
      const setting = AstUtils.getContainerOfType(context.node, ast.isRuleSetting);
      const rule = this.rules?.rules.find(({ id }) => id === setting?.rule);
      return (rule?.options ?? []).map(({ key, describe }) => ({ word: key, describe }));
    }
    return WORDS.get(property) ?? [];
  }

  /** Handles resolve to their team, but are offered only where they are all that is known. */
  protected override getReferenceCandidates(
    info: ReferenceInfo,
    context: CompletionContext,
  ): Stream<AstNodeDescription> {
    if (info.property === 'subject' && !(ast.isOn(info.container) && info.container.kind)) {
      return this.index.allElements(ast.Subject.$type);
    }
    const used = alreadyNamed(context);
    return super
      .getReferenceCandidates(info, context)
      .filter(({ node, name }) => !(node && ast.isTeam(node) && node.name !== name) && !used.has(name));
  }

  protected override createReferenceCompletionItem(
    description: AstNodeDescription,
    info: ReferenceInfo,
    context: CompletionContext,
  ): CompletionValueItem {
    const item = super.createReferenceCompletionItem(description, info, context);
    const { node, name, type } = description;
    const text = nameText(name);
    return {
      ...item,
      detail: isInferredNode(node) ? node.inferred.detail : type.toLowerCase(),
      // An editor compares what was typed, quotes included, with the label.
      ...(text !== name && { insertText: text, filterText: text }),
      sortText: isInferredNode(node) ? '1' : '0',
    };
  }

  /** Typing inside quotes asks for the name between them. */
  protected override buildCompletionTextEdit(context: CompletionContext, label: string, newText: string) {
    const typed = context.textDocument.getText().substring(context.tokenOffset, context.offset);
    if (!typed.startsWith('"')) return super.buildCompletionTextEdit(context, label, newText);
    const plain = typed.slice(1);
    if (!this.fuzzyMatcher.match(plain, label)) return undefined;
    const after = context.textDocument.getText().charAt(context.offset);
    const start = context.textDocument.positionAt(context.tokenOffset + 1);
    return { newText: after === '"' ? label : `${label}"`, range: { start, end: context.position } };
  }
}

/** Whether a line ends inside quotes or a comment. */
function isInText(line: string): boolean {
  const rest = line.replace(/"(\\.|[^"\\])*"/g, '');
  return rest.includes('"') || rest.includes('//');
}

/** A module that is in a list already is not offered for it again. */
function alreadyNamed(context: CompletionContext): ReadonlySet<string> {
  const { node, offset } = context;
  if (!node || !('modules' in node) || !Array.isArray(node.modules)) return new Set();
  const others = (node as ast.Runs).modules.filter(
    ({ $refNode }) => $refNode && !($refNode.offset <= offset && offset <= $refNode.end),
  );
  return new Set(others.map(({ $refText }) => $refText));
}
