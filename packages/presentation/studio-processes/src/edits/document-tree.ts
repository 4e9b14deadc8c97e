import { type Box, diagramNamespaces, type Point } from '@plinth/process-model';
import { localName } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';

export function isElement(node: PrintedNode): node is PrintedElement {
  return typeof node === 'object' && 'attributes' in node;
}

/** Every element, from the outermost on. */
export function* elementsIn(nodes: readonly PrintedNode[]): Generator<PrintedElement> {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    yield node;
    yield* elementsIn(node.content);
  }
}

/** Changes elements wherever they stand; null takes one away with all that is in it. */
export function changed(nodes: readonly PrintedNode[], change: (element: PrintedElement) => PrintedElement | null): PrintedNode[] {
  return nodes.flatMap((node): PrintedNode[] => {
    if (!isElement(node)) return [node];
    const next = change(node);
    return next === null ? [] : [{ ...next, content: changed(next.content, change) }];
  });
}

const declared = Object.fromEntries(Object.entries(diagramNamespaces).map(([name, uri]) => [`xmlns:${name}`, uri]));

function made(name: string, attributes: Readonly<Record<string, string>>, content: readonly PrintedNode[] = []): PrintedElement {
  return { name, attributes, content, isNew: true };
}

/** What draws an element: prefixes may be other ones in the document, so it brings its own. */
export function shapeFor(key: string, box: Box, attributes: Readonly<Record<string, string>> = {}): PrintedElement {
  return made('bpmndi:BPMNShape', { ...declared, id: `${key}_di`, bpmnElement: key, ...attributes }, [
    made('dc:Bounds', numbers({ ...box })),
  ]);
}

export function edgeFor(key: string, points: readonly Point[]): PrintedElement {
  const waypoints = points.map(({ x, y }) => made('di:waypoint', numbers({ x, y })));
  return made('bpmndi:BPMNEdge', { ...declared, id: `${key}_di`, bpmnElement: key }, waypoints);
}

/** The box of what is drawn there becomes another one. */
export function withBounds(shape: PrintedElement, box: Box): PrintedElement {
  const content = shape.content.map((node) =>
    isElement(node) && localName(node) === 'Bounds' ? { ...node, attributes: { ...node.attributes, ...numbers({ ...box }) } } : node,
  );
  return { ...shape, content };
}

function numbers(given: Readonly<Record<string, number>>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(Math.round(value))]));
}

/** Adds drawings to the first plane of the document, which is made where there is none. `of` is what the plane draws, where that changes. */
export function drawInto(nodes: readonly PrintedNode[], drawings: readonly PrintedElement[], of: string, isOther = false): PrintedNode[] {
  let isDrawn = false;
  const drawn = changed(nodes, (element) => {
    if (isDrawn || localName(element) !== 'BPMNPlane') return element;
    isDrawn = true;
    const attributes = isOther ? { ...element.attributes, bpmnElement: of } : element.attributes;
    // Shapes before what they hold: pools and lanes come first.
    return { ...element, attributes, content: isOther ? [...drawings, ...element.content] : [...element.content, ...drawings] };
  });
  if (isDrawn) return drawn;
  const plane = made('bpmndi:BPMNPlane', { id: `${of}_plane`, bpmnElement: of }, drawings);
  return [...nodes, made('bpmndi:BPMNDiagram', { ...declared, id: `${of}_diagram` }, [plane])];
}

/** The key of what a shape or an edge draws; null for other elements. */
export function drawnBy(element: PrintedElement): string | null {
  const name = localName(element);
  if (name !== 'BPMNShape' && name !== 'BPMNEdge') return null;
  const { bpmnElement = '' } = element.attributes;
  return bpmnElement.slice(bpmnElement.lastIndexOf(':') + 1);
}
