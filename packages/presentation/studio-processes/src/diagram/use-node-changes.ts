import { applyNodeChanges, type NodeChange, useReactFlow } from '@xyflow/react';
import { type Dispatch, type SetStateAction, useCallback, useState } from 'react';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { resizeSelected } from '../edits/selection-edits.ts';
import { useProcessWork } from '../process-work.ts';
import type { DiagramNode } from './diagram-node.ts';
import { type Guide, snapped } from './snapping.ts';

interface NodeChanges {
  /** On which lines what is dragged stands. */
  readonly guides: readonly Guide[];
  readonly change: (changes: NodeChange<DiagramNode>[]) => void;
  readonly select: (changes: readonly { readonly type: string; readonly id?: string; readonly selected?: boolean }[]) => void;
  endDrag(): void;
}

/** What the pointer does to the nodes of the diagram: what is dragged snaps to others, what was made larger is kept, what was chosen is selected. */
export function useNodeChanges(drawn: DrawnProcess, setNodes: Dispatch<SetStateAction<DiagramNode[]>>, onRefused: () => void): NodeChanges {
  const process = useProcessWork();
  const { work } = process;
  const flow = useReactFlow();
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const select = useCallback<NodeChanges['select']>(
    (changes) => {
      const chosen = changes.filter((each) => each.type === 'select');
      if (chosen.length === 0) return;
      const before = work.selection.value;
      const off = new Set(chosen.flatMap(({ id = '', selected }) => (selected === true ? [] : [id])));
      const on = chosen.flatMap(({ id = '', selected }) => (selected === true && !before.includes(id) ? [id] : []));
      work.selection.value = [...before.filter((id) => !off.has(id)), ...on];
    },
    [work],
  );
  const change = useCallback<NodeChanges['change']>(
    (changes) => {
      select(changes);
      const dragged = changes.filter((each) => each.type === 'position' && each.dragging === true);
      const [only] = dragged;
      let next = changes.filter(({ type }) => type !== 'remove' && type !== 'select');
      if (dragged.length === 1 && only?.type === 'position' && only.position !== undefined) {
        const node = nodeOf(drawn, only.id);
        const around = flow.getInternalNode(flow.getInternalNode(only.id)?.parentId ?? '')?.internals.positionAbsolute ?? { x: 0, y: 0 };
        const { x, y } = only.position;
        if (node !== null) {
          const others = drawn.nodes.filter(({ id, container, host }) => id !== node.id && container === node.container && host === null);
          const box = { ...node.box, x: x + around.x, y: y + around.y };
          const place = snapped(
            box,
            others.map((other) => other.box),
          );
          setGuides(place.guides);
          next = next.map((each) => (each === only ? { ...only, position: { x: place.x - around.x, y: place.y - around.y } } : each));
        }
      }
      setNodes((before) => applyNodeChanges(next, before));
      for (const each of changes) {
        if (each.type !== 'dimensions' || each.resizing !== false || each.dimensions === undefined) continue;
        const at = flow.getInternalNode(each.id)?.internals.positionAbsolute;
        const { dimensions, id } = each;
        // Where nothing came of it, it is again as it was.
        if (at === undefined || !process.edit(() => resizeSelected(drawn, id, { ...at, ...dimensions }))) onRefused();
      }
    },
    [drawn, flow, process, select, setNodes, onRefused],
  );
  return { guides, change, select, endDrag: () => setGuides([]) };
}
