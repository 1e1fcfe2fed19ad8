/** The same services as for reading, with those that answer editors. */
import { EmptyFileSystem, inject } from 'langium';
import { createDefaultModule, createDefaultSharedModule, type LangiumServices } from 'langium/lsp';
import { WiringGeneratedModule, WiringGeneratedSharedModule } from '../generated/module.ts';
import type { RuleVocabulary } from '../rule-vocabulary.ts';
import { type WiringServices, wiringParts } from '../services.ts';
import { WiringCompletion } from './completion.ts';
import { WiringNodeKinds } from './node-kinds.ts';
import { WiringSemanticTokens } from './semantic-tokens.ts';

export function createEditorServices(rules: RuleVocabulary | undefined): WiringServices<LangiumServices> {
  const parts = wiringParts({ keeps: true });
  const shared = inject(createDefaultSharedModule(EmptyFileSystem), WiringGeneratedSharedModule, {
    lsp: { NodeKindProvider: () => new WiringNodeKinds() },
  });
  const langium: LangiumServices = inject(
    createDefaultModule({ shared }),
    WiringGeneratedModule,
    parts.module,
    {
      lsp: {
        CompletionProvider: (services: LangiumServices) => new WiringCompletion(services, rules),
        SemanticTokenProvider: (services: LangiumServices) => new WiringSemanticTokens(services),
      },
    },
  );
  return parts.register(langium);
}
