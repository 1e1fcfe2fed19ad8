import type { Home } from '@stay/homes';

export function welcome(home: Home): string {
  return `The key of ${home.name} lies below the mat.`;
}
