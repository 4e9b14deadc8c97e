import { nodesOf, type ProcessModel } from '@plinth/process-model';

/** Properties of a model that hold ids of elements, by themselves or in lists. Processes keep theirs, for calls name them. */
const references: ReadonlySet<string> = new Set([
  ...['id', 'incoming', 'outgoing', 'source', 'target', 'attachedTo', 'handler', 'defaultFlow', 'activity', 'called'],
  ...['message', 'signal', 'error', 'escalation'],
]);

/** Ids of everything in a model besides its processes. */
export function idsIn(model: ProcessModel): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const process of model.processes) {
    for (const { id } of process.flows) ids.add(id);
    for (const { node } of nodesOf(process)) {
      ids.add(node.id);
      if ('flows' in node) for (const { id } of node.flows) ids.add(id);
    }
  }
  for (const each of [...model.globalTasks, ...model.messages, ...model.signals, ...model.errors, ...model.escalations]) ids.add(each.id);
  return ids;
}

/**
 * A model whose elements are called otherwise where others have their ids: documents know nothing of each other's, and one that calls
 * another is run together with it. What is known outside by a name that it has not is known by its id still.
 */
export function apart(model: ProcessModel, taken: ReadonlySet<string>, prefix: string): ProcessModel {
  const own = idsIn(model);
  const names = new Map<string, string>();
  for (const id of own) {
    if (!taken.has(id)) continue;
    let name = `${prefix}_${id}`;
    while (taken.has(name) || own.has(name)) name = `_${name}`;
    names.set(id, name);
  }
  if (names.size === 0) return model;
  const isNamed = new Set<unknown>([...model.messages, ...model.signals]);
  const renamed = (id: unknown) => (typeof id === 'string' ? (names.get(id) ?? id) : copied(id));
  function copied(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(copied);
    if (typeof value !== 'object' || value === null) return value;
    const isProcess = (model.processes as readonly unknown[]).includes(value);
    const entries = Object.entries(value).map(([property, entry]): [string, unknown] => {
      if (isProcess && property === 'id') return [property, entry];
      if (isNamed.has(value) && property === 'name' && entry === '') return [property, (value as { readonly id: string }).id];
      if (!references.has(property)) return [property, copied(entry)];
      return [property, Array.isArray(entry) ? entry.map(renamed) : renamed(entry)];
    });
    return Object.fromEntries(entries);
  }
  return copied(model) as ProcessModel;
}
