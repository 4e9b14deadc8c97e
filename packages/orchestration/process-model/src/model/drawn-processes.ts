import { nodesOf } from './nodes-of.ts';
import type { ProcessModel } from './process-model.ts';

/** Ids of the processes that are drawn beside those that run: they say that they are not executable, and nothing calls them. */
export function drawnProcesses({ processes }: Pick<ProcessModel, 'processes'>): ReadonlySet<string> {
  if (!processes.some(({ isExecutable }) => isExecutable)) return new Set();
  const called = new Set(
    processes.flatMap((process) => [...nodesOf(process)].flatMap(({ node }) => (node.type === 'callActivity' ? [node.called] : []))),
  );
  return new Set(processes.filter(({ id, isExecutable }) => !isExecutable && !called.has(id)).map(({ id }) => id));
}
