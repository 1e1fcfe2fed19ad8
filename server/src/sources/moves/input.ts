import type { FileFacts } from '#core/facts/files';
import type { ImportFacts } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import type { FileSystem } from '#platform/file-system';

/** What has to be known of a tree to move files in it; all of one moment. */
export interface MoveInput {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly modules: ModuleFacts;
  readonly imports: ImportFacts;
}
