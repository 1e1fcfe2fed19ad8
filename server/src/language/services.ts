/** Langium's services with this language's own parts put in. One set per root: nothing is shared between two roots. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  createLangiumParser,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
  type LangiumParser,
} from 'langium';
import { WiringGeneratedModule, WiringGeneratedSharedModule } from './generated/module.ts';
import { Inferred } from './inferred.ts';
import { WiringLexer, WiringTokenBuilder } from './lexer.ts';
import { unquoted } from './names.ts';
import { WiringScopeComputation, WiringScopeProvider } from './scope.ts';
import { BareMessages } from './syntax-errors.ts';

export interface WiringServices<Langium extends LangiumCoreServices = LangiumCoreServices> {
  readonly langium: Langium;
  readonly inferred: Inferred;
  readonly scope: WiringScopeProvider;
  readonly messages: BareMessages;
}

/** What it takes to read files and to link them, without what editors ask. */
export function createServices(): WiringServices {
  const parts = wiringParts();
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), WiringGeneratedSharedModule);
  const langium: LangiumCoreServices = inject(
    createDefaultCoreModule({ shared }),
    WiringGeneratedModule,
    parts.module,
  );
  return parts.register(langium);
}

/** This language's own parts, for either set of Langium's services. */
export function wiringParts() {
  const inferred = new Inferred();
  const messages = new BareMessages();
  let scope: WiringScopeProvider | undefined;
  return {
    module: {
      parser: {
        TokenBuilder: () => new WiringTokenBuilder(),
        Lexer: (services: LangiumCoreServices) => new WiringLexer(services),
        LangiumParser: (services: LangiumCoreServices) => stoppableParser(services),
        ParserErrorMessageProvider: () => messages,
        ValueConverter: () => ({ convert: unquoted }),
      },
      references: {
        ScopeComputation: (services: LangiumCoreServices) => new WiringScopeComputation(services),
        ScopeProvider: (services: LangiumCoreServices) => {
          scope = new WiringScopeProvider(services, inferred);
          return scope;
        },
      },
    },
    register<Langium extends LangiumCoreServices>(langium: Langium): WiringServices<Langium> {
      langium.shared.ServiceRegistry.register(langium);
      // Asked for once, so that it exists before anybody forgets it.
      void langium.references.ScopeProvider;
      if (!scope) throw new Error('Langium made no scope provider');
      return { langium, inferred, scope, messages };
    },
  };
}

/** A parser that can be stopped by TooMuch: one that was left in the middle of a rule is replaced by a new one. */
function stoppableParser(services: LangiumCoreServices): LangiumParser {
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
