import type { Place, RepoPath } from '../../facts/place.ts';
import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { startOf } from './places.ts';

/** Where to say what is about the whole repository: its wiring file, else CODEOWNERS, else its manifest or first file. */
export function repositoryPlace(model: Model): Place {
  const files = factsOf(model.facts.files)?.files ?? [];
  const manifest = files.find(({ path }) => path === 'package.json')?.path;
  const wiring = factsOf(model.facts.declared)?.files ?? [];
  const usual = wiring.find(path => path === 'architecture.wiring') ?? wiring[0];
  return startOf(
    usual ??
      factsOf(model.facts.ownership)?.path ??
      manifest ??
      files[0]?.path ??
      ('package.json' as RepoPath),
  );
}
