export const way = 'deploy-01';

export function deploy(version: string): string {
  return `${way} puts ${version} out`;
}
