import type { FlowContainer } from '../model/process-model.ts';
import { isContainer, isEvent, isGateway, type ProcessNode } from '../model/process-node.ts';

/** A rectangle, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where everything in a container stands, from its own corner. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
}

const gap = { across: 60, down: 40 } as const;
const padding = { side: 30, top: 40, bottom: 40 } as const;

/** Places nodes in columns by the longest way that leads to them, and in rows so that a way goes on straight where it can. */
export function placeNodes(container: FlowContainer): Placed {
  const inner = new Map(container.nodes.filter(isContainer).map((node) => [node.id, placeNodes(node)]));
  const sizeOf = (node: ProcessNode) => sizeIn(node, inner);
  const free = container.nodes.filter((node) => node.type !== 'boundaryEvent');
  const { columns, rows } = cellsOf(container, free);
  const widths: number[] = [];
  const heights: number[] = [];
  for (const node of free) {
    const { width, height } = sizeOf(node);
    const column = columns.get(node.id) ?? 0;
    const row = rows.get(node.id) ?? 0;
    widths[column] = Math.max(widths[column] ?? 0, width);
    heights[row] = Math.max(heights[row] ?? 0, height);
  }
  const lefts = starts(widths, gap.across);
  const tops = starts(heights, gap.down);
  const boxes = new Map<string, Box>();
  for (const node of free) {
    const { width, height } = sizeOf(node);
    const column = columns.get(node.id) ?? 0;
    const row = rows.get(node.id) ?? 0;
    const x = (lefts[column] ?? 0) + ((widths[column] ?? 0) - width) / 2;
    const y = (tops[row] ?? 0) + ((heights[row] ?? 0) - height) / 2;
    boxes.set(node.id, { x, y, width, height });
  }
  placeBoundary(container, boxes);
  // What stands in a sub-process moves with it.
  for (const [id, placed] of inner) {
    const around = boxes.get(id);
    if (around === undefined) continue;
    for (const [part, box] of placed.boxes)
      boxes.set(part, { ...box, x: around.x + padding.side + box.x, y: around.y + padding.top + box.y });
  }
  return { width: (lefts.at(-1) ?? 0) + (widths.at(-1) ?? 0), height: (tops.at(-1) ?? 0) + (heights.at(-1) ?? 0), boxes };
}

/** How large a node is drawn, with what stands in sub-processes around it. */
export function sizeIn(node: ProcessNode, inner: ReadonlyMap<string, Placed>): { readonly width: number; readonly height: number } {
  if (isEvent(node)) return { width: 36, height: 36 };
  if (isGateway(node)) return { width: 50, height: 50 };
  const placed = inner.get(node.id);
  if (placed === undefined) return { width: 100, height: 80 };
  return { width: Math.max(140, placed.width + 2 * padding.side), height: Math.max(100, placed.height + padding.top + padding.bottom) };
}

/** Where each column or row begins. */
function starts(sizes: readonly number[], between: number): number[] {
  let at = 0;
  return Array.from(sizes, (size = 0) => {
    const start = at;
    at += size + between;
    return start;
  });
}

function placeBoundary({ nodes }: FlowContainer, boxes: Map<string, Box>): void {
  const counts = new Map<string, number>();
  for (const event of nodes.filter(isEvent)) {
    const host = event.attachedTo === null ? undefined : boxes.get(event.attachedTo);
    if (event.type !== 'boundaryEvent' || host === undefined) continue;
    const before = counts.get(event.attachedTo ?? '') ?? 0;
    counts.set(event.attachedTo ?? '', before + 1);
    boxes.set(event.id, { x: host.x + host.width - 54 - 44 * before, y: host.y + host.height - 18, width: 36, height: 36 });
  }
}

/** Column and row of each node. Without recursion, for a chain may be longer than the stack is deep; circles are cut where they are met. */
function cellsOf({ nodes, flows }: FlowContainer, free: readonly ProcessNode[]) {
  const hosts = new Map(nodes.filter(isEvent).flatMap(({ id, attachedTo }) => (attachedTo === null ? [] : [[id, attachedTo] as const])));
  const edges = flows.map(({ source, target }) => ({ source: hosts.get(source) ?? source, target }));
  const outgoing = Map.groupBy(edges, ({ source }) => source);
  const open = new Map<string, number>(free.map(({ id }) => [id, 0]));
  for (const { source, target } of edges) if (source !== target) open.set(target, (open.get(target) ?? 0) + 1);
  const columns = new Map<string, number>();
  const rows = new Map<string, number>();
  const taken = new Set<string>();
  const done = new Set<string>();
  const ready = free.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  const all = free.map(({ id }) => id);
  const preferred = new Map<string, number>();
  let first = 0;
  let lastRow = 0;
  for (let at = 0; done.size < all.length; at++) {
    while (first < all.length && done.has(all[first] ?? '')) first++;
    // Only circles are left: one is cut before the node that stands first in the document.
    const id = ready[at] ?? all[first] ?? '';
    if (ready[at] === undefined) ready.push(id);
    if (done.has(id)) continue;
    done.add(id);
    const column = columns.get(id) ?? 0;
    columns.set(id, column);
    let row = preferred.get(id) ?? (rows.size === 0 ? 0 : lastRow + 1);
    while (taken.has(`${column} ${row}`)) row++;
    taken.add(`${column} ${row}`);
    rows.set(id, row);
    lastRow = Math.max(lastRow, row);
    for (const { target } of outgoing.get(id) ?? []) {
      if (done.has(target)) continue;
      columns.set(target, Math.max(columns.get(target) ?? 0, column + 1));
      if (!preferred.has(target)) preferred.set(target, row);
      const left = (open.get(target) ?? 1) - 1;
      open.set(target, left);
      if (left === 0) ready.push(target);
    }
  }
  return { columns, rows };
}
