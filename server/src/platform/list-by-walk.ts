import { type Dirent, readdirSync } from 'node:fs';
import type { SkippedFile } from '#core/facts/files';
import { byText, type RepoPath } from '#core/facts/place';
import { type IgnoreRules, noIgnoreRules } from '#core/ignore-rules';
import { codeOf } from './error-code.ts';
import type { FileState, Listing } from './file-system.ts';
import { createEntryReader } from './listed-entry.ts';
import { readRegularFile } from './read-regular-file.ts';

/** Walks the folders below the root, honouring every `.gitignore` on the way. Links are named and never entered. */
export function listByWalk(root: string): Listing {
  const reader = createEntryReader(root);
  const files: { readonly path: RepoPath; readonly state: FileState }[] = [];
  const skipped: SkippedFile[] = [];
  const skip = (path: string, reason: SkippedFile['reason']) =>
    skipped.push({ path: path as RepoPath, reason });
  const waiting: { readonly folder: string; readonly rules: IgnoreRules }[] = [
    { folder: '', rules: noIgnoreRules },
  ];

  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { folder } = next;
    const entries = readFolder(folder === '' ? root : `${root}/${folder}`);
    if (entries === 'missing') continue;
    if (entries === 'unreadable') {
      skip(folder, 'unreadable');
      continue;
    }
    if (folder !== '' && entries.some(entry => entry.name === '.git')) {
      skip(folder, 'nested-repository');
      continue;
    }
    const rules = entries.some(entry => entry.name === '.gitignore')
      ? withIgnoreFile(next.rules, root, folder)
      : next.rules;
    for (const entry of entries) {
      if (entry.name === '.git' || entry.name === 'node_modules') continue;
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (rules.ignores(path, entry.isDirectory())) continue;
      const kind = reader.look(path);
      if (typeof kind === 'object') files.push({ path: path as RepoPath, state: kind });
      else if (kind === 'folder') waiting.push({ folder: path, rules });
      else if (kind !== 'missing') skip(path, kind);
    }
  }
  files.sort((a, b) => byText(a.path, b.path));
  skipped.sort((a, b) => byText(a.path, b.path));
  return {
    files: files.map(({ path }) => path),
    skipped,
    listedBy: 'walk',
    states: files.map(({ state }) => state),
  };
}

function readFolder(full: string): readonly Dirent[] | 'missing' | 'unreadable' {
  try {
    return readdirSync(full, { withFileTypes: true });
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'missing' : 'unreadable';
  }
}

function withIgnoreFile(rules: IgnoreRules, root: string, folder: string): IgnoreRules {
  const read = readRegularFile(folder === '' ? `${root}/.gitignore` : `${root}/${folder}/.gitignore`, root);
  return read.ok ? rules.with(folder, read.text) : rules;
}
