import { search } from '@northwind/search';

export function searchPage(words: string): string {
  return search(words, ['book', 'music', 'lamp'])
    .map(sku => `<li>${sku}</li>`)
    .join('');
}
