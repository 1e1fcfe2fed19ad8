export const pipeline = 'pipeline-01';

export function run(commit: string): string {
  return `${pipeline} builds and tests ${commit}`;
}
