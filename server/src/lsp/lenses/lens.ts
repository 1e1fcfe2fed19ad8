import type { CancellationToken } from 'vscode-languageserver';
import type { Range } from '#core/facts/place';
import type { Modelled } from '#session/snapshot';
import type { LensKind } from '../protocol.ts';
import type { Located } from '../roots.ts';
import type { Server } from '../server.ts';

/** One kind of code lens. The person can switch off each kind, and then it is not asked. */
export interface LensGiver {
  readonly kind: LensKind;
  /** Asked for `package.json` too: modules that nobody declared are found there. */
  readonly inManifests?: true;
  lenses(file: LensFile, token: CancellationToken): readonly Lens[] | Promise<readonly Lens[]>;
}

/** A `.wiring` or CODEOWNERS file, or a manifest for those who ask, that the editor shows, and what everything typed so far comes to. */
export interface LensFile extends Located {
  readonly server: Server;
  readonly uri: string;
  readonly snapshot: Modelled;
}

/** A line of text above another one. */
export interface Lens {
  /** Where it belongs; it stands above the first line of it. */
  readonly range: Range;
  readonly title: string;
  /** What a click explains, as `explain` takes it: a module, couch (`couch:NAME`), team or file. Absent: only a text. */
  readonly explains?: string;
}
