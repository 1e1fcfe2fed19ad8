/** Works something out once for each object that it is about, and forgets it with that object. */
export function onceFor<K extends object, V>(work: (about: K) => V): (about: K) => V {
  const known = new WeakMap<K, { readonly value: V }>();
  return about => {
    let entry = known.get(about);
    if (!entry) {
      entry = { value: work(about) };
      known.set(about, entry);
    }
    return entry.value;
  };
}

/**
 * The same for what depends on more than one object: `inputs` are all the rest, compared one by one. The last answer of each
 * object is remembered.
 */
export function lastFor<K extends object, V>(): (about: K, inputs: readonly unknown[], work: () => V) => V {
  const known = new WeakMap<K, { readonly inputs: readonly unknown[]; readonly value: V }>();
  return (about, inputs, work) => {
    const last = known.get(about);
    if (last?.inputs.length === inputs.length && inputs.every((input, at) => input === last.inputs[at]))
      return last.value;
    const value = work();
    known.set(about, { inputs, value });
    return value;
  };
}
