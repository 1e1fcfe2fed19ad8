export interface CodeServer {
  readonly folder: string;
  readonly node: string;
  readonly entry: string;
  /** Its VS Code has the driver for smoke tests. */
  readonly driver: boolean;
}
export function installCodeServer(
  log?: (line: string) => void,
  which?: 'main' | 'floor',
): Promise<CodeServer>;
export function startCodeServer(options: {
  readonly install: CodeServer;
  /** A folder of its own for settings and extensions. */
  readonly state: string;
  readonly trustEverything?: boolean;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly port?: number;
  /** Variables beyond those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}): Promise<{
  readonly port: number;
  url(folder: string): string;
  log(): string;
  stop(): Promise<void>;
}>;
export function installExtension(options: {
  readonly install: CodeServer;
  readonly state: string;
  readonly vsix: string;
}): Promise<void>;
export function findChromium(): string | undefined;
