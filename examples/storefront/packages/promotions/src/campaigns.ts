export interface Campaign {
  readonly name: string;
  readonly share: number;
  readonly skus: readonly string[];
}

export const campaigns: readonly Campaign[] = [
  { name: 'summer', share: 0.1, skus: ['book', 'music'] },
  { name: 'clearance', share: 0.6, skus: ['lamp'] },
];
