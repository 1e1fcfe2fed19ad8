import type { FileFacts } from '#core/facts/files';
import { byText, folderOf, type RepoPath } from '#core/facts/place';

/** Where nothing declares packages: the folders below the first one that branches. */
export interface TopFolders {
  /** The folder that branches; the root (`''`) when it branches at once. */
  readonly within: RepoPath;
  /** Sorted. */
  readonly folders: readonly RepoPath[];
  /** Folders passed by on the way because they serve the sources (`scripts`, `docs`, …). Sorted. */
  readonly setAside: readonly RepoPath[];
}

/** Folders that serve the code beside them. They do not make a folder branch, otherwise `src` would never be entered. */
const SERVING =
  /^(?:\..*|__.*__|scripts?|tools?|tooling|docs?|documentation|examples?|samples?|demos?|configs?|bin|bench(?:marks?)?|tests?|testing|e2e|specs?|fixtures?|mocks?|types|typings|public|static|assets|build|dist|coverage|vendor|third[-_]party|patches|migrations)$/i;

/** `undefined` when no folder holds a source file. */
export function topFolders({ files }: FileFacts): TopFolders | undefined {
  const sources = files.filter(
    file => file.role === 'source' && (file.language === 'typescript' || file.language === 'javascript'),
  );
  const setAside: RepoPath[] = [];
  let within = '';
  for (;;) {
    const children = childFolders(sources, within);
    const main = children.filter(child => !SERVING.test(child.slice(child.lastIndexOf('/') + 1)));
    // Where all of them serve, they are all there is.
    const counted = main.length > 0 ? main : children;
    const [only] = counted;
    // Sources of its own beside a single child: to enter the child would lose them. At the root these are settings.
    const hasOwn = within !== '' && sources.some(({ path }) => folderOf(path) === within);
    if (only === undefined || (hasOwn && counted.length === 1))
      return within === '' ? undefined : one(within, setAside);
    if (counted.length > 1) {
      // Paths cut from listed paths at a slash.
      return { within: within as RepoPath, folders: counted as RepoPath[], setAside: setAside.sort(byText) };
    }
    setAside.push(...(children.filter(child => child !== only) as RepoPath[]));
    within = only;
  }
}

/** Nothing branches below: the innermost folder itself is the one module. */
function one(folder: string, setAside: RepoPath[]): TopFolders {
  const above = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '';
  return { within: above as RepoPath, folders: [folder as RepoPath], setAside: setAside.sort(byText) };
}

function childFolders(files: readonly { readonly path: RepoPath }[], folder: string): readonly string[] {
  const start = folder === '' ? 0 : folder.length + 1;
  const found = new Set<string>();
  for (const { path } of files) {
    if (start > 0 && !path.startsWith(`${folder}/`)) continue;
    const slash = path.indexOf('/', start);
    if (slash > 0) found.add(path.slice(0, slash));
  }
  return [...found].sort(byText);
}
