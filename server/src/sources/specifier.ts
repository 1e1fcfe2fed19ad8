/** What was written between the quotes, without loaders and queries. */
export type Specifier =
  | { readonly kind: 'relative' | 'bare'; readonly path: string }
  | { readonly kind: 'url'; readonly name: string }
  | { readonly kind: 'virtual' };

/** Packages that a registry scheme names (`npm:chalk@5`) or a URL brings are somebody else's. */
const ELSEWHERE = /^(?:https?:|data:|blob:|npm:|jsr:)/;
/** `virtual:`, `astro:content`, `ext:`, …: two letters or more, so that no drive letter of Windows is one. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;
/** `__WRAPPED_FILE__`: in a template, what a build writes a name over. */
const PLACEHOLDER = /^__[A-Z][A-Z0-9_]*__$/;
const RUNTIME_SCHEME = /^(?:node|bun|cloudflare|workerd|electron|sys):/;

/** `raw-loader!./a.txt?x` → `./a.txt`, `file:./a.ts` → `./a.ts`. */
export function readSpecifier(written: string): Specifier {
  if (ELSEWHERE.test(written)) return { kind: 'url', name: hostOf(written) };
  if (written === '' || written.startsWith('\0')) return { kind: 'virtual' };
  // Webpack: what stands before a `!` are loaders, the last part is what they load.
  let path = written.includes('!') ? written.slice(written.lastIndexOf('!') + 1) : written;
  if (SCHEME.test(path) && !RUNTIME_SCHEME.test(path)) return { kind: 'virtual' };
  // `#` starts a query only after something else: alone it is a package import.
  const query = path.search(/.[?]/);
  if (query >= 0) path = path.slice(0, query + 1);
  if (path === '' || PLACEHOLDER.test(path)) return { kind: 'virtual' };
  return { kind: isRelative(path) ? 'relative' : 'bare', path };
}

/** `./x`, `../x`, `.`, `..`. */
function isRelative(path: string): boolean {
  if (path.charCodeAt(0) !== 46) return false;
  return (
    path === '.' || path === '..' || path.startsWith('./') || path.startsWith('../') || path.startsWith('.\\')
  );
}

function hostOf(url: string): string {
  return /^https?:\/\/[^/]+/.exec(url)?.[0] ?? url.slice(0, 80);
}
