export interface Logger {
  info(message: string): void;
  error(message: string, cause?: unknown): void;
}

export function createLogger(name: string): Logger {
  return {
    info: message => console.log(`[${name}] ${message}`),
    error: (message, cause) => console.error(`[${name}] ${message}`, cause ?? ''),
  };
}
