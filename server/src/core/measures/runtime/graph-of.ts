import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { type CallGraph, callGraph } from './call-graph.ts';

const GRAPHS = new WeakMap<Model, CallGraph>();

/** The call graph of a model, made once. */
export function callGraphOf(model: Model): CallGraph {
  const known = GRAPHS.get(model);
  if (known) return known;
  const made = callGraph({
    declared: factsOf(model.facts.declared)?.services ?? [],
    modules: model.modules,
    runtime: factsOf(model.facts.runtime),
  });
  GRAPHS.set(model, made);
  return made;
}
