import { play } from '@player/play';

export function home(films: readonly string[]): readonly (() => string)[] {
  return films.map(film => () => play(film));
}
