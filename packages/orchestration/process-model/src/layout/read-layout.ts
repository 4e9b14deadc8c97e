import { childNamed, type XmlDocument, type XmlElement } from '@plinth/xml-document';
import type { Box } from './place-nodes.ts';
import type { Point } from './route-flows.ts';

/** Namespaces of diagrams. */
export const diagramNamespaces = {
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
  dc: 'http://www.omg.org/spec/DD/20100524/DC',
  di: 'http://www.omg.org/spec/DD/20100524/DI',
} as const;

/** A shape as a document draws it. */
export interface DrawnShape extends Box {
  readonly isCollapsed: boolean;
}

/** What a document's diagrams say, by id of the element that is drawn. */
export interface DrawnLayout {
  readonly shapes: ReadonlyMap<string, DrawnShape>;
  readonly edges: ReadonlyMap<string, readonly Point[]>;
}

/** Reads every diagram of a document; shapes and edges without numbers are left out. */
export function readLayout({ root }: XmlDocument): DrawnLayout {
  const shapes = new Map<string, DrawnShape>();
  const edges = new Map<string, readonly Point[]>();
  for (const element of planeElements(root)) {
    const of = drawnElement(element);
    if (element.name === 'BPMNShape') {
      const bounds = element.children.find(({ name, namespace }) => name === 'Bounds' && namespace === diagramNamespaces.dc);
      const box = bounds === undefined ? null : boxIn(bounds);
      if (box !== null && !shapes.has(of)) shapes.set(of, { ...box, isCollapsed: element.attributes.isExpanded === 'false' });
    } else {
      const points = element.children.filter(({ name }) => name === 'waypoint').flatMap((point) => pointIn(point) ?? []);
      if (points.length > 1 && !edges.has(of)) edges.set(of, points);
    }
  }
  return { shapes, edges };
}

/** Shapes and edges of all planes, in their order. */
export function planeElements(root: XmlElement): readonly XmlElement[] {
  return diagramsOf(root)
    .flatMap((diagram) => childNamed(diagram, 'BPMNPlane')?.children ?? [])
    .filter(isDrawing);
}

export function diagramsOf(root: XmlElement): readonly XmlElement[] {
  return root.children.filter(({ name, namespace }) => name === 'BPMNDiagram' && namespace === diagramNamespaces.bpmndi);
}

/** Whether an element is a shape or an edge. */
export function isDrawing({ name, namespace }: XmlElement): boolean {
  return namespace === diagramNamespaces.bpmndi && (name === 'BPMNShape' || name === 'BPMNEdge');
}

/** The id of what a shape or edge draws. */
export function drawnElement({ attributes }: XmlElement): string {
  const { bpmnElement = '' } = attributes;
  return bpmnElement.slice(bpmnElement.lastIndexOf(':') + 1).trim();
}

function boxIn({ attributes }: XmlElement): Box | null {
  const box = {
    x: Number(attributes.x),
    y: Number(attributes.y),
    width: Number(attributes.width),
    height: Number(attributes.height),
  };
  return Object.values(box).every(Number.isFinite) ? box : null;
}

function pointIn({ attributes }: XmlElement): Point | null {
  const point = { x: Number(attributes.x), y: Number(attributes.y) };
  return Number.isFinite(point.x) && Number.isFinite(point.y) ? point : null;
}
