import type { FileFacts } from '#core/facts/files';
import type { FileExports, ImportFacts } from '#core/facts/imports';
import type { ModuleFacts } from '#core/facts/modules';
import type { RepoPath } from '#core/facts/place';
import type { Model } from '#core/model/model';
import type { FileSystem } from '#platform/file-system';

/** What has to be known of a tree to move files in it; all of one moment. */
export interface MoveInput {
  readonly fs: FileSystem;
  readonly files: FileFacts;
  readonly modules: ModuleFacts;
  readonly imports: ImportFacts;
  /** Who owns what; without it CODEOWNERS and `.wiring` files are left as they are. */
  readonly model?: Model | undefined;
  /** What a file exports, read when asked. */
  readonly exportsOf?: ((path: RepoPath) => FileExports | undefined) | undefined;
}
