import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { shapeOf } from '../drawing/artefacts.ts';
import { type DrawnNode, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { arrange } from '../edits/move-edits.ts';
import { moveSelected, removeSelected, resizableBox, resizeSelected } from '../edits/selection-edits.ts';
import { type ProcessWork, useProcessWork } from '../process-work.ts';
import { copyElements, pasteElements } from './clipboard.ts';
import { wholeView } from './whole-view.ts';

/** Where arrows lead, by the names of their keys. */
export const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** What the diagram does by keys, while it has the focus. Arrows follow the drawing, which is the same in every language. */
export function useDiagramKeys(drawn: DrawnProcess): (event: KeyboardEvent<HTMLElement>) => void {
  const process = useProcessWork();
  const flow = useReactFlow();
  return (event) => {
    if (event.target !== event.currentTarget) return;
    if (!pressed(event, process, drawn, flow)) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

/** Does what a key is for; false where it is for nothing here. */
function pressed(
  event: KeyboardEvent<HTMLElement>,
  process: ProcessWork,
  drawn: DrawnProcess,
  flow: ReturnType<typeof useReactFlow>,
): boolean {
  const { work } = process;
  const { key, altKey, shiftKey } = event;
  const isCommand = event.ctrlKey || event.metaKey;
  const ids = work.selection.value;
  const node = nodeOf(drawn, ids.at(-1) ?? '');
  const arrow = arrows[key];
  if (arrow !== undefined && altKey) {
    const far = shiftKey ? 50 : 10;
    return process.edit(moveSelected(process.definition(), drawn, ids, { x: arrow[0] * far, y: arrow[1] * far }));
  }
  if (arrow !== undefined && isCommand) {
    const [id = ''] = ids;
    const box = ids.length === 1 ? resizableBox(drawn, id) : null;
    const far = shiftKey ? 50 : 10;
    if (box === null) return false;
    return process.edit(() =>
      resizeSelected(drawn, id, { ...box, width: box.width + arrow[0] * far, height: box.height + arrow[1] * far }),
    );
  }
  if (arrow !== undefined && !isCommand) {
    const next = beside(drawn, ids.at(-1), arrow);
    if (next === null) return true;
    work.selection.value = shiftKey ? [...ids.filter((id) => id !== next), next] : [next];
    show(flow, drawn, next);
    return true;
  }
  if (isCommand && key.toLowerCase() === 'a') {
    work.selection.value = drawn.nodes.flatMap(({ id, record }) => (record === null ? [] : [id]));
    return true;
  }
  if (isCommand && key.toLowerCase() === 'f') {
    process.asking.value = { kind: 'find' };
    return true;
  }
  if (isCommand && key.toLowerCase() === 'd') {
    const copied = copyElements(drawn, ids);
    return copied !== null && process.edit(pasteElements(process.definition(), drawn, copied));
  }
  if (isCommand || altKey) return false;
  switch (key) {
    case 'Delete':
    case 'Backspace':
      return process.edit(removeSelected(process.definition(), drawn, ids));
    case 'Escape':
      if (process.asking.value === null && ids.length === 0) return false;
      process.asking.value = null;
      work.selection.value = [];
      return true;
    case 'Enter':
      (
        document.querySelector<HTMLElement>('.process-wait[data-selected] :is(input, button)') ??
        document.querySelector<HTMLElement>('.process-properties input, .process-properties textarea')
      )?.focus();
      return true;
    case 'F2':
      if (node?.record) process.asking.value = { kind: 'rename', node: node.id };
      return true;
    case '+':
    case '=':
      void flow.zoomIn();
      return true;
    case '-':
      void flow.zoomOut();
      return true;
    case '0':
      void flow.fitView(wholeView);
      return true;
    default:
  }
  switch (key.toLowerCase()) {
    case 'a': {
      const through = drawn.flows.find(({ id }) => id === ids.at(-1));
      if (through !== undefined) process.asking.value = { kind: 'insert', flow: through.id };
      else process.asking.value = node?.record ? { kind: 'append', node: node.id } : { kind: 'add' };
      return true;
    }
    case 'n':
      process.asking.value = { kind: 'add' };
      return true;
    case 'c':
      if (node?.record || shapeOf(drawn, ids.at(-1) ?? '') !== null) process.asking.value = { kind: 'connect', node: ids.at(-1) ?? '' };
      return true;
    case 't':
      if (node?.record) process.asking.value = { kind: 'change', node: node.id };
      return true;
    case 'l':
      return process.edit(arrange(process.definition(), drawn));
    default:
      return false;
  }
}

/** Brings an element into sight. */
export function show(flow: ReturnType<typeof useReactFlow>, drawn: DrawnProcess, id: string): void {
  const box = nodeOf(drawn, id)?.box;
  if (box === undefined) return;
  const { zoom } = flow.getViewport();
  void flow.setCenter(box.x + box.width / 2, box.y + box.height / 2, { zoom, duration: 0 });
}

/**
 * What an arrow leads to: along a flow where one goes that way, else the nearest element on that side. Without a selection the first
 * element of the process.
 */
export function beside(drawn: DrawnProcess, from: string | undefined, [x, y]: readonly [number, number]): string | null {
  const flow = drawn.flows.find(({ id }) => id === from);
  if (flow !== undefined) return x < 0 || y < 0 ? flow.source : flow.target;
  const node = from === undefined ? null : nodeOf(drawn, from);
  if (node === null) return (drawn.nodes.find(({ node: { type } }) => type === 'startEvent') ?? drawn.nodes[0])?.id ?? null;
  const along = drawn.flows
    .flatMap(({ source, target }) => (source === node.id ? [target] : target === node.id ? [source] : []))
    .flatMap((id) => nodeOf(drawn, id) ?? []);
  const choose = (candidates: readonly DrawnNode[], isWide: boolean) => {
    let best: { readonly id: string; readonly distance: number } | null = null;
    for (const other of candidates) {
      if (other.id === node.id) continue;
      const [dx, dy] = [middle(other).x - middle(node).x, middle(other).y - middle(node).y];
      const ahead = dx * x + dy * y;
      const aside = Math.abs(dx * y) + Math.abs(dy * x);
      if (ahead < 1 || (!isWide && aside > ahead)) continue;
      const distance = ahead + aside * 2;
      if (best === null || distance < best.distance) best = { id: other.id, distance };
    }
    return best?.id ?? null;
  };
  return choose(along, true) ?? choose(drawn.nodes, false) ?? choose(drawn.nodes, true);
}

function middle({ box }: DrawnNode): { readonly x: number; readonly y: number } {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
