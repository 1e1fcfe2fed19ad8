/** Completion: Langium finds what the grammar expects; here it learns to quote names and to offer fixed words. */
import { type AstNodeDescription, AstUtils, GrammarAST, type ReferenceInfo, type Stream } from 'langium';
import {
  type CompletionAcceptor,
  type CompletionContext,
  type CompletionValueItem,
  DefaultCompletionProvider,
  type LangiumServices,
  type NextFeature,
} from 'langium/lsp';
import { CompletionItemKind } from 'vscode-languageserver';
import { ACCEPT_KINDS, CHANGE_UNITS, MEDIA, TEAM_KINDS, VOLATILITIES, type Word } from '#core/vocabulary';
import * as ast from '../generated/ast.ts';
import { isInferredNode } from '../inferred.ts';
import { nameText } from '../names.ts';
import type { RuleVocabulary } from '../rule-vocabulary.ts';

/** Fixed words by the grammar rule and property that take them. */
const WORDS: ReadonlyMap<string, readonly Word[]> = new Map([
  ['TeamKind.word', TEAM_KINDS],
  ['Volatility.word', VOLATILITIES],
  ['Channel.medium', MEDIA],
  ['ChangeUnit.word', CHANGE_UNITS],
  ['On.kind', ACCEPT_KINDS],
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
    const assignment = AstUtils.getContainerOfType(next.feature, GrammarAST.isAssignment);
    const rule = AstUtils.getContainerOfType(next.feature, GrammarAST.isParserRule);
    if (assignment && rule) {
      for (const word of this.wordsFor(`${rule.name}.${assignment.feature}`, context)) {
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

  private wordsFor(property: string, context: CompletionContext): readonly Word[] {
    if (property === 'Accept.rule' || property === 'RuleSetting.rule') {
      return (this.rules?.rules ?? []).map(({ id, title }) => ({ word: id, describe: title ?? 'rule' }));
    }
    if (property === 'Option.key') {
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

/** A module that is in a list already is not offered for it again. */
function alreadyNamed(context: CompletionContext): ReadonlySet<string> {
  const { node, offset } = context;
  if (!node || !('modules' in node) || !Array.isArray(node.modules)) return new Set();
  const others = (node as ast.Runs).modules.filter(
    ({ $refNode }) => $refNode && !($refNode.offset <= offset && offset <= $refNode.end),
  );
  return new Set(others.map(({ $refText }) => $refText));
}
