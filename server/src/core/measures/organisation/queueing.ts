/**
 * A queue with one server, arrivals and work at random (M/M/1): W = S / (1 − ρ), Little's L = λW (MEASURES.md section f;
 * Kleinrock 1975; grade A as arithmetic, D as a model of people). W is the time from asking to having, S the work itself,
 * in one unit; ρ the share of time the server is busy.
 */

/** W / S: how many times longer than the work the whole takes. Undefined without work. */
export function slowdown(wait: number, service: number): number | undefined {
  return service > 0 ? wait / service : undefined;
}

/** ρ = 1 − S/W. 0 where nobody waits; undefined without a wait. */
export function utilisation(wait: number, service: number): number | undefined {
  return wait > 0 ? Math.max(0, 1 - service / wait) : undefined;
}

/** The ρ at which the whole takes `target`; undefined where the work alone takes longer. */
export function utilisationFor(target: number, service: number): number | undefined {
  return target >= service && target > 0 ? 1 - service / target : undefined;
}

/** W for a ρ below 1. */
export function waitAt(rho: number, service: number): number {
  return service / (1 - rho);
}
