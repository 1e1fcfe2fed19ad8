/** Langium's services with this language's own parts put in. One set per root: nothing is shared between two roots. */
import {
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  EmptyFileSystem,
  inject,
  type LangiumCoreServices,
} from 'langium';
import { WiringGeneratedModule, WiringGeneratedSharedModule } from './generated/module.ts';
import { Inferred } from './inferred.ts';
import { WiringLexer } from './lexer.ts';
import { LazyLookahead } from './lookahead.ts';
import { unquoted } from './names.ts';
import { createParser } from './parser.ts';
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
  const parts = wiringParts({ keeps: false });
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), WiringGeneratedSharedModule);
  const langium: LangiumCoreServices = inject(
    createDefaultCoreModule({ shared }),
    WiringGeneratedModule,
    parts.module,
  );
  return parts.register(langium);
}

/** This language's own parts, for either set of Langium's services; `keeps` as for `createParser`. */
export function wiringParts({ keeps }: { readonly keeps: boolean }) {
  const inferred = new Inferred();
  const messages = new BareMessages();
  let scope: WiringScopeProvider | undefined;
  let lexer: WiringLexer | undefined;
  return {
    module: {
      parser: {
        Lexer: (services: LangiumCoreServices) => {
          lexer = new WiringLexer(services.Grammar);
          return lexer;
        },
        LangiumParser: (services: LangiumCoreServices) => {
          void services.parser.Lexer;
          if (!lexer) throw new Error('Langium made no lexer');
          return createParser(services, lexer, messages, keeps);
        },
        ParserConfig: () => ({ lookaheadStrategy: new LazyLookahead() }),
        ParserErrorMessageProvider: () => messages,
        ValueConverter: () => ({ convert: unquoted }),
      },
      workspace: {
        // A list of who refers to what, made again with every linking: whoever asks looks at the references themselves.
        ReferenceDescriptionProvider: () => ({ createDescriptions: async () => [] }),
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
