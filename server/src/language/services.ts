/** Langium's services with this language's own parts put in. One set per root: nothing is shared between two roots. */
import { createLangiumParser, EmptyFileSystem, inject, type LangiumParser } from 'langium';
import { createDefaultModule, createDefaultSharedModule, type LangiumServices } from 'langium/lsp';
import { WiringCompletion } from './editor/completion.ts';
import { WiringNodeKinds } from './editor/node-kinds.ts';
import { WiringSemanticTokens } from './editor/semantic-tokens.ts';
import { WiringGeneratedModule, WiringGeneratedSharedModule } from './generated/module.ts';
import { Inferred } from './inferred.ts';
import { WiringLexer, WiringTokenBuilder } from './lexer.ts';
import { unquoted } from './names.ts';
import type { RuleVocabulary } from './rule-vocabulary.ts';
import { WiringScopeComputation, WiringScopeProvider } from './scope.ts';
import { BareMessages } from './syntax-errors.ts';

export interface WiringServices {
  readonly langium: LangiumServices;
  readonly inferred: Inferred;
  readonly scope: WiringScopeProvider;
  readonly messages: BareMessages;
}

export function createServices(rules: RuleVocabulary | undefined): WiringServices {
  const inferred = new Inferred();
  const messages = new BareMessages();
  const shared = inject(createDefaultSharedModule(EmptyFileSystem), WiringGeneratedSharedModule, {
    lsp: { NodeKindProvider: () => new WiringNodeKinds() },
  });
  let scope: WiringScopeProvider | undefined;
  const langium: LangiumServices = inject(createDefaultModule({ shared }), WiringGeneratedModule, {
    parser: {
      TokenBuilder: () => new WiringTokenBuilder(),
      Lexer: (services: LangiumServices) => new WiringLexer(services),
      LangiumParser: (services: LangiumServices) => stoppableParser(services),
      ParserErrorMessageProvider: () => messages,
      ValueConverter: () => ({ convert: unquoted }),
    },
    references: {
      ScopeComputation: (services: LangiumServices) => new WiringScopeComputation(services),
      ScopeProvider: (services: LangiumServices) => {
        scope = new WiringScopeProvider(services, inferred);
        return scope;
      },
    },
    lsp: {
      CompletionProvider: (services: LangiumServices) => new WiringCompletion(services, rules),
      SemanticTokenProvider: (services: LangiumServices) => new WiringSemanticTokens(services),
    },
  });
  shared.ServiceRegistry.register(langium);
  // Asked for once, so that it exists before anybody forgets it.
  void langium.references.ScopeProvider;
  if (!scope) throw new Error('Langium made no scope provider');
  return { langium, inferred, scope, messages };
}

/** A parser that can be stopped by TooMuch: one that was left in the middle of a rule is replaced by a new one. */
function stoppableParser(services: LangiumServices): LangiumParser {
  const parser = createLangiumParser(services);
  let parse = parser.parse.bind(parser);
  parser.parse = (input, options) => {
    try {
      return parse(input, options);
    } catch (error) {
      const fresh = createLangiumParser(services);
      parse = fresh.parse.bind(fresh);
      throw error;
    }
  };
  return parser;
}
