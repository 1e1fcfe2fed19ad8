import type { DeclaredFacts } from './declared.ts';
import type { FileFacts } from './files.ts';
import type { HistoryFacts } from './history.ts';
import type { ImportFacts } from './imports.ts';
import type { ModuleFacts } from './modules.ts';
import type { OwnershipFacts } from './ownership.ts';
import type { RuntimeFacts } from './runtime.ts';
import type { SourceState } from './state.ts';

/** Everything Wiring knows about one root. Immutable; each source keeps its identity while its input is unchanged. */
export interface Facts {
  readonly declared: SourceState<DeclaredFacts>;
  readonly files: SourceState<FileFacts>;
  readonly modules: SourceState<ModuleFacts>;
  readonly imports: SourceState<ImportFacts>;
  readonly ownership: SourceState<OwnershipFacts>;
  readonly history: SourceState<HistoryFacts>;
  readonly runtime: SourceState<RuntimeFacts>;
}
