/** Completion: Langium finds what the grammar expects; here it learns to quote names and to offer fixed words. */
import {
  type AstNode,
  type AstNodeDescription,
  AstUtils,
  CstUtils,
  GrammarAST,
  isReference,
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
import { CompletionItemKind, InsertTextFormat } from 'vscode-languageserver';
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
import { wiringWords } from '../clause-words.ts';
import * as ast from '../generated/ast.ts';
import { isInferredNode } from '../inferred.ts';
import { nameText } from '../names.ts';
import type { RuleVocabulary } from '../rule-vocabulary.ts';
import { keywordDoc } from './clause-docs.ts';
import { skeletonOf } from './skeletons.ts';

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
    // Of a value that is a name, two rules deep, no property comes along.
    const property =
      next.property ?? assignment?.feature ?? (ast.isOption(context.node) ? 'value' : undefined);
    if (property !== undefined) {
      for (const word of this.wordsFor(property, context)) {
        acceptor(context, {
          label: word.word,
          kind: CompletionItemKind.EnumMember,
          detail: word.describe,
          sortText: '0',
        });
      }
      for (const { name, detail } of namesFor(property, context, next.feature)) {
        const text = nameText(name);
        acceptor(context, {
          label: name,
          kind: CompletionItemKind.Value,
          detail,
          sortText: '0',
          ...(text !== name && { insertText: text, filterText: text }),
        });
      }
    }
    return super.completionFor(context, next, acceptor) as void | Promise<void>;
  }

  /** What goes on with a clause stands before what begins the next, and says what it means. */
  protected override completionForKeyword(
    context: CompletionContext,
    keyword: GrammarAST.Keyword,
    acceptor: CompletionAcceptor,
  ): void {
    const { value } = keyword;
    if (!/^([a-z]|<?->$)/.test(value) || otherNumber(value, context)) return;
    const rule = AstUtils.getContainerOfType(keyword, GrammarAST.isParserRule);
    // `external` may stand before `service` and need not.
    const first = rule && (firstKeyword(rule) === keyword || value === rule.name.toLowerCase());
    const begins = first === true && !IN_ACCEPT.has(rule?.name ?? '');
    const { top } = wiringWords();
    const place = !begins ? 'inside' : top.has(value) ? 'top' : 'clause';
    acceptor(context, {
      label: value,
      kind:
        place === 'inside' && value.endsWith('>') ? CompletionItemKind.Operator : CompletionItemKind.Keyword,
      detail: keywordDoc(value, place) ?? '',
      sortText: place === 'inside' ? '2' : '3',
    });
    const skeleton = place === 'top' && beginsLine(context) ? skeletonOf(value) : undefined;
    if (skeleton)
      acceptor(context, {
        label: `${value} …`,
        kind: CompletionItemKind.Snippet,
        detail: skeleton.describe,
        insertText: skeleton.snippet,
        insertTextFormat: InsertTextFormat.Snippet,
        sortText: '3',
      });
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
    if (property === 'value') {
      const option = AstUtils.getContainerOfType(context.node, ast.isOption);
      const setting = AstUtils.getContainerOfType(context.node, ast.isRuleSetting);
      const rule = this.rules?.rules.find(({ id }) => id === setting?.rule);
      const spec = rule?.options.find(({ key }) => key === option?.key);
      return (spec?.words ?? []).map(word => ({ word, describe: spec?.describe ?? '' }));
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
    const used = alreadyNamed(context, info);
    return super
      .getReferenceCandidates(inItsClause(info), context)
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

/** Whoever writes behind something on the same line goes on with it, and begins no declaration of several lines. */
function beginsLine({ textDocument, tokenOffset }: CompletionContext): boolean {
  const { line } = textDocument.positionAt(tokenOffset);
  const start = { line, character: 0 };
  return textDocument.getText({ start, end: textDocument.positionAt(tokenOffset) }).trim() === '';
}

/** `2 ` asks for weeks, and `1 ` for a week. */
function otherNumber(keyword: string, { textDocument, tokenOffset }: CompletionContext): boolean {
  const plural = PLURALS.has(keyword);
  if (!plural && !PLURALS.has(`${keyword}s`)) return false;
  const before = textDocument.getText().slice(Math.max(0, tokenOffset - 40), tokenOffset);
  const number = /(?<![\w.])(\d+(?:\.\d+)?)\s*$/.exec(before)?.[1];
  return number !== undefined && (number === '1') === plural;
}

const PLURALS: ReadonlySet<string> = new Set(
  ['minute', 'hour', 'day', 'week', 'month', 'year', 'team', 'step'].map(word => `${word}s`),
);

/** Begin a clause of an accept, which goes on in its line. */
const IN_ACCEPT: ReadonlySet<string> = new Set([
  ast.On.$type,
  ast.Between.$type,
  ast.Until.$type,
  ast.Because.$type,
  ast.Limit.$type,
]);

function firstKeyword({ definition }: GrammarAST.ParserRule): GrammarAST.Keyword | undefined {
  const first = AstUtils.streamAst(definition).find(GrammarAST.isKeyword);
  return first;
}

/** Langium takes the clauses of an accept that is being typed for properties of the accept itself. */
function inItsClause(info: ReferenceInfo): ReferenceInfo {
  if (!ast.isAccept(info.container) || (info.property !== 'from' && info.property !== 'to')) return info;
  const container = { $type: ast.Between.$type, $container: info.container, $containerProperty: 'clauses' };
  return { ...info, container };
}

interface PlainName {
  readonly name: string;
  readonly detail: string;
}

/**
 * Names that nothing is linked to, from where they were written before in the file: waits of the initiative, feeds that
 * other initiatives wait for, trains of all services.
 */
function namesFor(
  property: string,
  { document, node }: CompletionContext,
  feature: AstNode,
): readonly PlainName[] {
  const rule = AstUtils.getContainerOfType(feature, GrammarAST.isParserRule)?.name;
  if (property === 'after' && (rule === 'Waits' || rule === 'Name')) {
    const initiative = AstUtils.getContainerOfType(node, ast.isInitiative);
    const own = AstUtils.getContainerOfType(node, ast.isWaits);
    const waits = (initiative?.clauses ?? []).filter(ast.isWaits).filter(each => each !== own);
    return waits.flatMap(each => {
      const name = each.feed ?? each.queue?.$refText;
      return name === undefined ? [] : [{ name, detail: each.feed === undefined ? 'queue' : 'feed' }];
    });
  }
  const { value } = document.parseResult;
  const elements = ast.isWiringFile(value) ? value.elements : [];
  if (property === 'feed') {
    const own = AstUtils.getContainerOfType(node, ast.isInitiative);
    const waits = elements
      .filter(ast.isInitiative)
      .filter(each => each !== own)
      .flatMap(({ clauses }) => clauses.filter(ast.isWaits));
    const feeds = new Set(waits.flatMap(({ feed }) => feed ?? []));
    return [...feeds].map(name => ({ name, detail: 'feed' }));
  }
  if (property === 'trains') {
    const trains = elements
      .filter(ast.isService)
      .flatMap(({ clauses }) => clauses.filter(ast.isDeploys).flatMap(({ trains: names }) => names));
    const typed = ast.isDeploys(node) ? node.trains : [];
    return [...new Set(trains)]
      .filter(name => !typed.includes(name))
      .map(name => ({ name, detail: 'train' }));
  }
  return [];
}

/** What is in a list already is not offered for it again, nor the thing itself, nor the other end. */
function alreadyNamed({ node, offset }: CompletionContext, { property }: ReferenceInfo): ReadonlySet<string> {
  const named = new Set<string>();
  if (!node) return named;
  const add = (value: unknown) => {
    if (!isReference(value)) return;
    const { $refNode, $refText } = value;
    // What is being typed is not named yet.
    if ($refNode && !($refNode.offset <= offset && offset <= $refNode.end)) named.add($refText);
  };
  for (const value of Object.values(node)) {
    if (Array.isArray(value)) value.forEach(add);
  }
  if (ast.isChannel(node) || ast.isInteraction(node) || ast.isBetween(node)) add(node.from);
  if (ast.isCalls(node)) add(node.service);
  const self = selfOf(node, property);
  if (self !== undefined) named.add(self);
  return named;
}

/** Nothing calls itself, is deployed with itself, or lies in itself. */
function selfOf(node: AstNode, property: string): string | undefined {
  if (property === 'service' || property === 'others' || property === 'services')
    return AstUtils.getContainerOfType(node, ast.isService)?.name;
  if (property === 'parent') return AstUtils.getContainerOfType(node, ast.isGroup)?.name;
  return property === 'modules' ? AstUtils.getContainerOfType(node, ast.isModule)?.name : undefined;
}
