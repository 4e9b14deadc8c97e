import { nodesOf, type ProcessModel, type TaskNode } from '@plinth/process-model';

const tasksOfModels = new WeakMap<ProcessModel, ReadonlyMap<string, TaskNode>>();

/** A task of a model by its id. */
export function taskNode(model: ProcessModel, element: string): TaskNode | undefined {
  let known = tasksOfModels.get(model);
  if (known === undefined) {
    const nodes = [...model.processes.flatMap((process) => [...nodesOf(process)].map(({ node }) => node)), ...model.globalTasks];
    known = new Map(nodes.flatMap((node) => ('script' in node ? [[node.id, node] as const] : [])));
    tasksOfModels.set(model, known);
  }
  return known.get(element);
}
