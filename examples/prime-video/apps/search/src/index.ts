import { play } from '@player/play';

export function search(films: readonly string[], word: string): (() => string) | undefined {
  const film = films.find(each => each.includes(word));
  return film === undefined ? undefined : () => play(film);
}
