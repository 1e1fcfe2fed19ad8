/**
 * A monorepo made by chance, the same for the same seed: packages with every sort of entry, aliases, inherited and
 * shared tsconfigs, index folders, and imports of every shape, right and wrong ones.
 */
export function generateTree(seed: number): Readonly<Record<string, string>> {
  const random = randomFrom(seed);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
  const chance = (share: number) => random() < share;
  const files: Record<string, string> = {
    'package.json': json({ private: true, workspaces: ['packages/*'] }),
    'tsconfig.base.json': json({
      compilerOptions: { target: 'ES2022', module: 'ESNext', moduleResolution: 'bundler' },
    }),
    'config/aliases.json': `{ // shared\n "compilerOptions": { "paths": { "@shared/*": ["../packages/p0/src/*"], }, }, }`,
  };
  const packages = Array.from({ length: 8 }, (_, index) => ({
    root: `packages/p${index}`,
    name: index % 2 === 0 ? `@acme/p${index}` : `p${index}`,
    kind: pick(['built-exports', 'source-exports', 'pattern-exports', 'main', 'bare']),
    sources: [] as string[],
  }));

  for (const { root, name, kind, sources } of packages) {
    files[`${root}/package.json`] = json({
      name,
      version: '1.0.0',
      type: chance(0.3) ? 'module' : 'commonjs',
      imports: { '#self/*': './src/*.ts', '#one': { types: './src/index.ts', default: './dist/index.js' } },
      ...manifestOf(kind),
    });
    const extended = pick<string | string[]>([
      '../../tsconfig.base.json',
      ['../../tsconfig.base.json', '../../config/aliases.json'],
    ]);
    files[`${root}/tsconfig.json`] = json({
      extends: extended,
      compilerOptions: {
        ...(chance(0.5)
          ? {
              paths: {
                '@/*': ['./src/*'],
                '@/deep/*': ['./nowhere/*', './src/deep/*'],
                one: ['./src/index'],
              },
            }
          : {}),
        ...(chance(0.3) ? { baseUrl: './src' } : {}),
        ...(chance(0.3) ? { module: 'commonjs', moduleResolution: pick(['node10', 'bundler']) } : {}),
      },
    });
    const stems = [
      'index',
      'a',
      'b',
      'c.service',
      'deep/index',
      'deep/d',
      'deep/er/index',
      'deep/er/e',
      'internal/f',
    ];
    for (const stem of stems) {
      const extension =
        stem === 'index' ? '.ts' : pick(['.ts', '.ts', '.tsx', '.js', '.d.ts', '.mts', '.cts', '.jsx']);
      sources.push(`src/${stem}${extension}`);
      if (chance(0.15)) sources.push(`src/${stem}${pick(['.js', '.tsx', '.json'])}`);
    }
    if (chance(0.4)) {
      files[`${root}/src/nested/package.json`] = json({
        main: pick(['./start.js', './start', '../a', './gone.js']),
      });
      sources.push('src/nested/start.ts', 'src/nested/index.ts');
    }
    files[`${root}/src/style.css`] = '';
  }

  for (const { root, sources } of packages) {
    for (const source of new Set(sources)) {
      const path = `${root}/${source}`;
      if (source.endsWith('.json')) {
        files[path] = '{}';
        continue;
      }
      files[path] = Array.from({ length: 10 }, () => `import ${JSON.stringify(specifier(path))};`).join('\n');
    }
  }
  return files;

  function specifier(from: string): string {
    const other = pick(asNonEmpty(packages));
    const own = packages.find(({ root }) => from.startsWith(`${root}/`)) ?? other;
    const stem = (source: string) => source.replace(/^src\//, '').replace(/(?:\.d)?\.\w+$/, '');
    const inside = stem(pick(asNonEmpty(own.sources)));
    const written = pick(['', '', '', '.js', '.ts', '.jsx', '.mjs', '.cjs', '.tsx']);
    const up = '../'.repeat(from.split('/').length - own.root.split('/').length - 2);
    const relative = `${up === '' ? './' : up}${inside}`;
    return pick([
      () => relative + written,
      () => relative + written,
      () => relative.replace(/\/index$/, ''),
      () => pick(['.', './', '..', '../', './nested', './gone', './style.css', '../../../../outside']),
      () => `@/${inside}${written}`,
      () => `@/${inside.replace(/\/index$/, '')}`,
      () => `@shared/${inside}`,
      () => pick(['one', '#one', `#self/${inside}`, '#nothing', inside]),
      () => other.name,
      () =>
        `${other.name}/${pick(['testing', 'features/a', 'features/deep/d', 'src/a', 'src/deep', 'gone', 'package.json'])}`,
      () => `${other.name}/src/${stem(pick(asNonEmpty(other.sources)))}${written}`,
      () => pick(['lodash', 'node:fs', 'react/jsx-runtime']),
    ])();
  }
}

function manifestOf(kind: string): object {
  switch (kind) {
    case 'built-exports':
      return {
        exports: {
          '.': { types: './dist/index.d.ts', default: './dist/index.js' },
          './testing': './dist/a.js',
        },
      };
    case 'source-exports':
      return {
        exports: { '.': './src/index.ts', './testing': ['./src/a.js', './src/b.js'], './src/*': null },
      };
    case 'pattern-exports':
      return {
        exports: {
          '.': { import: './src/index.js', require: './src/a.js' },
          './features/*': { types: './src/*.ts', default: './src/*.js' },
          './features/deep/*': null,
        },
      };
    case 'main':
      return { main: 'dist/index.js', types: 'src/index.ts' };
    default:
      return { main: './src/index.ts' };
  }
}

function asNonEmpty<T>(items: readonly T[]): readonly [T, ...T[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new Error('nothing to pick from');
  return [first, ...rest];
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

/** Mulberry32: small, and the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
