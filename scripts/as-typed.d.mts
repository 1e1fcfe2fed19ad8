export function asTyped(
  path: string,
  script: string,
  env?: Readonly<Record<string, string | undefined>>,
): string;
