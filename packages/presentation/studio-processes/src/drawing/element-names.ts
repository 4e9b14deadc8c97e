import { useText } from '@plinth/component-kit';
import { useCallback } from 'react';
import { type DrawnFlow, type DrawnNode, type DrawnProcess, nodeOf } from './drawn-process.ts';
import { kindOf } from './element-kind.ts';
import { nameOf, useKindNames } from './kind-names.ts';

/** What the parts of a diagram are called, to those who do not see it. */
export interface ElementNames {
  nameOfNode(node: DrawnNode): string;
  nameOfFlow(flow: DrawnFlow): string;
  /** Of an element as histories know it; of one that is not drawn, its key. */
  nameOfKey(key: string): string;
}

export function useElementNames(drawn: DrawnProcess): ElementNames {
  const text = useText();
  const kindName = useKindNames();
  const nameOfNode = useCallback((node: DrawnNode) => nameOf(node.node, kindName(kindOf(node.node))), [kindName]);
  const nameOfFlow = useCallback(
    ({ source, target, flow: { name } }: DrawnFlow) => {
      const end = (id: string) => {
        const node = nodeOf(drawn, id);
        return node === null ? '' : nameOfNode(node);
      };
      return text('studio.bpmn.flowName', '{name} leads from {from} to {to}', {
        name: name === '' ? text('studio.bpmn.flow', 'Flow') : name,
        from: end(source),
        to: end(target),
      });
    },
    [drawn, nameOfNode, text],
  );
  const nameOfKey = useCallback(
    (key: string) => {
      const node = drawn.nodes.find((each) => each.key === key);
      return node === undefined ? key : nameOfNode(node);
    },
    [drawn, nameOfNode],
  );
  return { nameOfNode, nameOfFlow, nameOfKey };
}
