export const service = 'playback';

export function answer(viewer: string): string {
  return `${service} answers ${viewer}`;
}
