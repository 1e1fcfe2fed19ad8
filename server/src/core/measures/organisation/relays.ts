/** Who always stands between two others (a broker in the sense of Burt 1992; grade D). */

export interface Relay {
  readonly between: readonly [string, string];
  /** Occasions on which both took part, and those on which the relay did too. */
  readonly together: number;
  readonly through: number;
}

/** Whether `relay` was there on at least `share` of at least `atLeast` occasions on which both others took part. */
export function relayed(
  occasions: readonly (readonly string[])[],
  between: readonly [string, string],
  relay: string,
  { atLeast, share }: { readonly atLeast: number; readonly share: number },
): Relay | undefined {
  const [a, b] = between;
  const both = occasions.filter(teams => teams.includes(a) && teams.includes(b));
  const through = both.filter(teams => teams.includes(relay)).length;
  if (both.length < atLeast || through < share * both.length) return undefined;
  return { between, together: both.length, through };
}
