import type { FlowContainer } from './process-model.ts';
import { isContainer, type ProcessNode } from './process-node.ts';

/** Every node of a container, those of its sub-processes after each of them. */
export function* nodesOf(container: FlowContainer): Generator<{ readonly node: ProcessNode; readonly container: FlowContainer }> {
  for (const node of container.nodes) {
    yield { node, container };
    if (isContainer(node)) yield* nodesOf(node);
  }
}
