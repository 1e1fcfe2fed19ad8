import { folderOf, isWithin, joinPath, type RepoPath } from '#core/facts/place';
import { type PathMatcher, tsconfigPattern } from './path-set.ts';
import type { Tree } from './tree.ts';
import type { TsConfigs } from './tsconfig.ts';
import type { TsConfig } from './tsconfig-layer.ts';

/** Which tsconfig speaks for a file. */
export interface ConfigFinder {
  /**
   * The nearest `tsconfig.json` (else `jsconfig.json`) at or above the file. Where that one only refers to others
   * (Vite's `tsconfig.app.json`, Nx' `tsconfig.lib.json`), the first of them that includes the file.
   */
  forFile(path: RepoPath): TsConfig | undefined;
  /** The answer for every file of a folder, where it does not depend on the file; `'depends'` where it does. */
  forFolder(folder: RepoPath): TsConfig | 'depends' | undefined;
}

export function configFinder(tree: Tree, configs: TsConfigs): ConfigFinder {
  const nearest = new Map<RepoPath, TsConfig | undefined>();
  const included = new Map<TsConfig, PathMatcher>();

  const nearestTo = (folder: RepoPath): TsConfig | undefined => {
    if (nearest.has(folder)) return nearest.get(folder);
    const found = configIn(folder) ?? (folder === '' ? undefined : nearestTo(folderOf(folder)));
    nearest.set(folder, found);
    return found;
  };

  const configIn = (folder: RepoPath): TsConfig | undefined => {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const path = joinPath(folder, name);
      if (path !== undefined && tree.has(path)) return configs.read(path);
    }
    return undefined;
  };

  const includes = (config: TsConfig, path: RepoPath): boolean => {
    const matches = included.get(config) ?? includeMatcher(config);
    included.set(config, matches);
    return matches(path);
  };

  const referredFrom = (config: TsConfig, path: RepoPath, seen: Set<TsConfig>): TsConfig | undefined => {
    for (const reference of config.references) {
      const other = configs.read(reference);
      if (!other || seen.has(other)) continue;
      seen.add(other);
      if (includes(other, path)) return other;
      const further = referredFrom(other, path, seen);
      if (further) return further;
    }
    return undefined;
  };

  return {
    forFolder: folder => {
      const config = nearestTo(folder);
      return config && config.references.length > 0 ? 'depends' : config;
    },
    forFile: path => {
      const config = nearestTo(folderOf(path));
      if (!config || config.references.length === 0 || includes(config, path)) return config;
      return referredFrom(config, path, new Set([config])) ?? config;
    },
  };
}

function includeMatcher(config: TsConfig): PathMatcher {
  const files = new Set(config.files ?? []);
  // `"files": []` alone is how a config says that it only refers to others.
  const include = (config.include ?? (config.files ? [] : [config.folder])).map(tsconfigMatcher);
  const exclude = (config.exclude ?? config.outDirs).map(tsconfigMatcher);
  return path =>
    files.has(path) || (include.some(matches => matches(path)) && !exclude.some(matches => matches(path)));
}

/** A folder given without wildcard is quick to test, and by far the most frequent. */
function tsconfigMatcher(pattern: string): PathMatcher {
  if (!/[*?]/.test(pattern) && !/\.[a-z]+$/i.test(pattern)) {
    // The patterns come from joined repository paths.
    return path => isWithin(path as RepoPath, pattern as RepoPath);
  }
  return tsconfigPattern(pattern);
}
