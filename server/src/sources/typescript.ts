/** The compiler that ts-morph carries. `typescript` itself is never loaded at run time: its version 7 has no in-process API. */
export type TypeScript = typeof import('ts-morph').ts;

let loading: Promise<TypeScript> | undefined;
let loaded: TypeScript | undefined;

/**
 * The one place that loads TypeScript. It costs 70 ms where V8 knows it already and up to 300 ms where not, so it is loaded only
 * when a tree is needed: most runs answer from tokens and never get here.
 */
export function loadTypeScript(): Promise<TypeScript> {
  loading ??= import('ts-morph').then(({ ts }) => {
    loaded = ts;
    return ts;
  });
  return loading;
}

/** TypeScript where somebody has loaded it already; otherwise it is loaded now, for the next who asks. */
export function typeScriptIfLoaded(): TypeScript | undefined {
  if (!loaded) loadTypeScript().catch(() => undefined);
  return loaded;
}
