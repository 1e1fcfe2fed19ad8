import { factsOf } from '../../facts/state.ts';
import type { Model } from '../../model/model.ts';
import { lastFor } from '../../once-for.ts';
import { type CallGraph, callGraph } from './call-graph.ts';

const remembered = lastFor<object, CallGraph>();

/**
 * The call graph of a model. The same object as long as what is declared, the modules and the traces are: a keystroke in a
 * source makes a new model, and whatever is worked out of the graph still holds.
 */
export function callGraphOf(model: Model): CallGraph {
  const { declared, runtime } = model.facts;
  const input = {
    declared: factsOf(declared)?.services ?? [],
    modules: model.modules,
    runtime: factsOf(runtime),
  };
  return remembered(declared, [input.runtime, ...model.modules], () => callGraph(input));
}
