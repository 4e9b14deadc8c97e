import type { XmlDocument } from '@plinth/xml-document';
import type { FlowContainer, ProcessModel } from '../model/process-model.ts';
import { isContainer, isEvent, isGateway, type ProcessNode } from '../model/process-node.ts';
import { type Box, placeNodes, sizeIn } from './place-nodes.ts';
import { type DrawnLayout, type DrawnShape, readLayout } from './read-layout.ts';
import { type LineEnd, type Point, routeFlow } from './route-flows.ts';

/** Where somebody put something, by id of the element; it counts before what the document says. */
export interface GivenPlaces {
  readonly boxes: ReadonlyMap<string, Box & { readonly collapsed?: boolean }>;
  /** Lines; an empty one is routed by itself. */
  readonly ways: ReadonlyMap<string, readonly Point[]>;
}

export const noPlaces: GivenPlaces = { boxes: new Map(), ways: new Map() };

const margin = { x: 160, y: 80 } as const;
const gap = 60;
/** So many nodes are put where there is room for each; more are laid out as if none were drawn. */
const mostSingle = 200;
/** Beyond so many elements lines are not led around others, which takes time by its square. */
const mostAvoided = 1000;

/** A place for every node and a way for every flow: as given, else as the document draws it, else laid out. */
export function layoutOf(document: XmlDocument, { processes }: ProcessModel, given: GivenPlaces = noPlaces): DrawnLayout {
  const drawn = readLayout(document);
  const shapes = new Map(drawn.shapes);
  for (const [id, { collapsed = false, ...box }] of given.boxes) shapes.set(id, { ...box, isCollapsed: collapsed });
  for (const process of processes) placeMissing(process, shapes, null);
  const edges = new Map(drawn.edges);
  const route = (container: FlowContainer) => {
    const ends = new Map(container.nodes.map((node) => [node.id, lineEnd(node)]));
    const others =
      container.nodes.length > mostAvoided
        ? []
        : container.nodes.flatMap(({ id, type }) => (type === 'boundaryEvent' ? [] : (shapes.get(id) ?? [])));
    for (const { id, source, target } of container.flows) {
      const way = given.ways.get(id) ?? edges.get(id) ?? [];
      const [from, to] = [shapes.get(source), shapes.get(target)];
      if (way.length > 1) edges.set(id, way);
      else if (from !== undefined && to !== undefined) edges.set(id, routeFlow(from, to, ends.get(source), ends.get(target), others));
    }
    for (const node of container.nodes) if (isContainer(node)) route(node);
  };
  for (const process of processes) route(process);
  return { shapes, edges };
}

/** How lines leave and reach a node. */
export function lineEnd(node: ProcessNode): LineEnd {
  if (node.type === 'boundaryEvent') return 'boundary';
  return isGateway(node) ? 'gateway' : 'box';
}

/** Gives a place to nodes that have none: all of a container as laid out, single ones behind what leads to them. */
function placeMissing(container: FlowContainer, shapes: Map<string, DrawnShape>, around: Box | null): void {
  const missing = container.nodes.filter(({ id }) => !shapes.has(id));
  const corner = around === null ? freeCorner(shapes) : { x: around.x + 30, y: around.y + 40 };
  if (missing.length > 0 && (missing.length === container.nodes.length || missing.length > mostSingle)) {
    for (const [id, box] of placeNodes(container).boxes)
      if (!shapes.has(id)) shapes.set(id, { ...box, x: box.x + corner.x, y: box.y + corner.y, isCollapsed: false });
  } else {
    for (const node of missing) shapes.set(node.id, { ...placeFor(node, container, shapes, corner), isCollapsed: false });
  }
  for (const node of container.nodes) if (isContainer(node)) placeMissing(node, shapes, shapes.get(node.id) ?? null);
}

function freeCorner(shapes: ReadonlyMap<string, Box>): Point {
  if (shapes.size === 0) return margin;
  const bottoms = [...shapes.values()].map(({ y, height }) => y + height);
  return { x: margin.x, y: bottoms.reduce((lowest, bottom) => Math.max(lowest, bottom), 0) + margin.y };
}

function placeFor(node: ProcessNode, container: FlowContainer, shapes: ReadonlyMap<string, Box>, corner: Point): Box {
  const { width, height } = sizeIn(node, new Map());
  const host = isEvent(node) && node.attachedTo !== null ? shapes.get(node.attachedTo) : undefined;
  if (host !== undefined) return { x: host.x + host.width - 54, y: host.y + host.height - height / 2, width, height };
  const flow = container.flows.find(({ source, target }) => target === node.id && shapes.has(source));
  const before = flow === undefined ? undefined : shapes.get(flow.source);
  const wanted = before === undefined ? corner : { x: before.x + before.width + gap, y: before.y + before.height / 2 - height / 2 };
  const beside = container.nodes.flatMap(({ id, type }) => (type === 'boundaryEvent' ? [] : (shapes.get(id) ?? [])));
  return freeBelow({ ...wanted, width, height }, beside);
}

/** The box, or the next one below it that touches none of the others. */
export function freeBelow(box: Box, others: readonly Box[]): Box {
  let { y } = box;
  const isTaken = (at: number) =>
    others.some(
      (other) => box.x < other.x + other.width && other.x < box.x + box.width && at < other.y + other.height && other.y < at + box.height,
    );
  while (isTaken(y)) y += 20;
  return { ...box, y };
}
