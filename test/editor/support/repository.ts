import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A small monorepo with one thing wrong in each kind of file that the editor marks, as a real git repository. */
export const NORTHWIND: Readonly<Record<string, string>> = {
  'package.json': json({ name: 'northwind', private: true, workspaces: ['packages/*'] }),
  'packages/cart/package.json': json({
    name: '@northwind/cart',
    private: true,
    version: '1.0.0',
    exports: './src/index.ts',
  }),
  'packages/cart/src/index.ts': `import { price } from '@northwind/pricing';
import { taxOf } from '@northwind/legacy-tax';

export interface Item {
  name: string;
  quantity: number;
}

/** What the customer pays for a cart, with tax. */
export function total(items: Item[]): number {
  const net = items.reduce((sum, item) => sum + item.quantity * price(item.name), 0);
  return net + taxOf(net);
}
`,
  'packages/pricing/package.json': json({
    name: '@northwind/pricing',
    private: true,
    version: '1.0.0',
    exports: './src/index.ts',
  }),
  'packages/pricing/src/index.ts': `export function price(name: string): number {
  return name.length;
}
`,
  'packages/legacy-tax/package.json': json({
    name: '@northwind/legacy-tax',
    private: true,
    version: '1.0.0',
    exports: './src/index.ts',
  }),
  'packages/legacy-tax/src/index.ts': `export function taxOf(net: number): number {
  return net * 0.2;
}
`,
  CODEOWNERS: `# Whoever is named last for a file owns it.
/packages/cart/        @northwind/checkout
/packages/pricing/     @northwind/pricing
/packages/legacy-tax/  @northwind/billing
/packages/returns/     @northwind/checkout
`,
  'architecture.wiring': `wiring 1

organization "Northwind"

team Checkout {
  handle "@northwind/checkout"
}

team Pricing {
  handle "@northwind/pricing"
}

team Billing {
  handle "@northwind/billing"
}

module cart {
  path "packages/cart/**"
  owner Checkout
  uses pricing
}

module pricing {
  path "packages/pricing/**"
  owner Pricng
}

module legacy-tax {
  path "packages/legacy-tax/**"
  owner Billing
}
`,
};

/** Writes the files and commits them with a fixed author and date. */
export function makeRepository(folder: string, files: Readonly<Record<string, string>> = NORTHWIND): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  git(folder, 'init', '-q', '-b', 'main');
  commit(folder, 'The shop');
  return folder;
}

/** Commits everything that is there, or nothing at all. */
export function commit(folder: string, message: string): void {
  git(folder, 'add', '-A');
  // A background clean-up would hold the folder while the test removes it.
  const settings = ['-c', 'gc.auto=0', '-c', 'maintenance.auto=false'];
  git(folder, ...settings, 'commit', '-q', '--allow-empty', '-m', message);
}

/** Runs git with nothing of the machine's settings. */
export function git(folder: string, ...args: readonly string[]): void {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: 'Ana',
    GIT_AUTHOR_EMAIL: 'ana@northwind.example',
    GIT_AUTHOR_DATE: '2026-03-02T09:00:00Z',
    GIT_COMMITTER_NAME: 'Ana',
    GIT_COMMITTER_EMAIL: 'ana@northwind.example',
    GIT_COMMITTER_DATE: '2026-03-02T09:00:00Z',
  };
  execFileSync('git', args, { cwd: folder, env, stdio: 'pipe', timeout: 30_000 });
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
