/** Ids as two numbers of 32 bits, so that a million of them are small. */
export interface Id {
  high: number;
  low: number;
}

/**
 * Reads an id into `into`. Hexadecimal digits up to 64 bits are taken as they are, without case and leading noughts, as
 * older exporters leave them out. Everything else (128 bits, other alphabets) is mixed into 64 bits: among a million ids
 * two are the same with a chance of one in 37 million.
 */
export function readId(text: string, into: Id): void {
  let high = 0;
  let low = 0;
  let digits = 0;
  for (let at = 0; at < text.length; at += 1) {
    const digit = hex(text.charCodeAt(at));
    if (digit < 0) {
      mix(text, into);
      return;
    }
    if (digits === 0 && digit === 0) continue;
    digits += 1;
    if (digits > 16) {
      mix(text.toLowerCase().replace(/^0+/, ''), into);
      return;
    }
    high = (high << 4) | (low >>> 28);
    low = (low << 4) | digit;
  }
  into.high = high >>> 0;
  into.low = low >>> 0;
}

function hex(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return -1;
}

/** cyrb64: two multiplicative hashes that are stirred into each other. */
function mix(text: string, into: Id): void {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  into.high = high >>> 0;
  into.low = low >>> 0;
}

/** Spreads an id over 32 bits, for tables and for choosing traces: ids themselves are often counted up. */
export function spread(a: number, b: number, c = 0, d = 0): number {
  let hash = Math.imul(a ^ 0x9e3779b9, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ b, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 13) ^ c, 0x27d4eb2f);
  hash = Math.imul(hash ^ (hash >>> 16) ^ d, 0x165667b1);
  return (hash ^ (hash >>> 15)) >>> 0;
}
