import { childNamed, type PrintedElement, parseFragment, printNodes, type XmlDocument, type XmlElement } from '@plinth/xml-document';
import { nodesOf } from '../model/nodes-of.ts';
import type { Process } from '../model/process-model.ts';
import { isContainer } from '../model/process-node.ts';
import { malformed } from '../xml/bpmn-document.ts';
import { readModel } from '../xml/read-bpmn.ts';
import { type GivenPlaces, layoutOf, noPlaces } from './layout-of.ts';
import { type DrawnLayout, type DrawnShape, diagramNamespaces, diagramsOf, drawnElement, isDrawing, planeElements } from './read-layout.ts';
import type { Point } from './route-flows.ts';

/**
 * A document with a layout: one that has a diagram stays as it is, unless places are given, which then count and everything that is not
 * drawn yet is; one without gets a diagram for each process.
 */
export function withLayout(document: XmlDocument, given: GivenPlaces | null = null): XmlDocument {
  const { root } = document;
  const isDrawn = diagramsOf(root).length > 0;
  if (isDrawn && given === null) return document;
  const model = readModel(root);
  const layout = layoutOf(document, model, given ?? noPlaces);
  const drawn = isDrawn ? redrawn(root, layout, given ?? noPlaces) : root;
  const ids = new Set(idsIn(drawn));
  const known = new Set(planeElements(drawn).map(drawnElement));
  const added = model.processes
    .filter(({ id, nodes }) => id !== '' && nodes.length > 0)
    .map((process) => ({ process: process.id, drawings: drawingsOf(process, layout, known, (wish) => freeId(wish, ids)) }));
  if (added.every(({ drawings }) => drawings.length === 0)) return { ...document, root: drawn };
  if (isDrawn)
    return {
      ...document,
      root: intoFirstPlane(
        drawn,
        added.flatMap(({ drawings }) => drawings),
      ),
    };
  const diagrams = added.map(({ process, drawings }) => {
    const plane = made('bpmndi:BPMNPlane', { id: freeId(`${process}_plane`, ids), bpmnElement: process }, drawings);
    return made('bpmndi:BPMNDiagram', { ...declared, id: freeId(`${process}_diagram`, ids) }, [plane]);
  });
  return { ...document, root: withContent(drawn, [...diagrams.flatMap((diagram) => ['\n  ', diagram]), '\n']) };
}

const declared = Object.fromEntries(Object.entries(diagramNamespaces).map(([name, uri]) => [`xmlns:${name}`, uri]));

function* idsIn(element: XmlElement): Generator<string> {
  if (element.attributes.id !== undefined) yield element.attributes.id;
  for (const child of element.children) yield* idsIn(child);
}

function freeId(wish: string, ids: Set<string>): string {
  let id = wish;
  for (let next = 2; ids.has(id); next++) id = `${wish}_${next}`;
  ids.add(id);
  return id;
}

/** Shapes and edges of a process that are not among those that are known. */
function drawingsOf(
  process: Process,
  { shapes, edges }: DrawnLayout,
  known: ReadonlySet<string>,
  idFor: (wish: string) => string,
): PrintedElement[] {
  const drawings: PrintedElement[] = [];
  for (const { node } of nodesOf(process)) {
    const shape = shapes.get(node.id);
    if (shape === undefined || known.has(node.id)) continue;
    const expanded: Record<string, string> = isContainer(node) ? { isExpanded: String(!shape.isCollapsed) } : {};
    drawings.push(made('bpmndi:BPMNShape', { id: idFor(`${node.id}_di`), bpmnElement: node.id, ...expanded }, [bounds(shape)]));
  }
  for (const container of [process, ...[...nodesOf(process)].map(({ node }) => node).filter(isContainer)]) {
    for (const { id } of container.flows) {
      const way = edges.get(id);
      if (way === undefined || known.has(id) || id.includes('→')) continue;
      drawings.push(made('bpmndi:BPMNEdge', { id: idFor(`${id}_di`), bpmnElement: id }, way.map(waypoint)));
    }
  }
  return drawings;
}

/** Shapes and edges where the given places are. */
function redrawn(root: XmlElement, { shapes, edges }: DrawnLayout, given: GivenPlaces): XmlElement {
  const change = (element: XmlElement): XmlElement => {
    if (!isDrawing(element)) return replaced(element, change);
    const of = drawnElement(element);
    const shape = element.name === 'BPMNShape' && given.boxes.has(of) ? shapes.get(of) : undefined;
    if (shape !== undefined) return withShape(element, shape);
    const way = element.name === 'BPMNEdge' && given.ways.has(of) ? edges.get(of) : undefined;
    return way === undefined ? element : withWay(element, way);
  };
  return replaced(root, (child) => (diagramsOf(root).includes(child) ? change(child) : child));
}

/** An element with other children, in their places. */
function replaced(element: XmlElement, change: (child: XmlElement) => XmlElement): XmlElement {
  const content = element.content.map((node) => (typeof node !== 'string' && 'children' in node ? change(node) : node));
  return { ...element, content, children: content.filter((node): node is XmlElement => typeof node !== 'string' && 'children' in node) };
}

function withShape(element: XmlElement, shape: DrawnShape): XmlElement {
  const { isExpanded } = element.attributes;
  const attributes =
    isExpanded === undefined && !shape.isCollapsed ? element.attributes : { ...element.attributes, isExpanded: String(!shape.isCollapsed) };
  return replaced({ ...element, attributes }, (child) =>
    child.name === 'Bounds' ? { ...child, attributes: { ...child.attributes, ...bounds(shape).attributes } } : child,
  );
}

function withWay(element: XmlElement, way: readonly Point[]): XmlElement {
  const first = element.children.find(({ name }) => name === 'waypoint');
  const rest = element.content.filter((node) => typeof node === 'string' || !('children' in node) || node.name !== 'waypoint');
  const prefix = first === undefined || first.prefix === '' ? 'di' : first.prefix;
  const declares: Record<string, string> = first === undefined ? { 'xmlns:di': diagramNamespaces.di } : {};
  const points = way.map((point) => made(`${prefix}:waypoint`, { ...declares, ...textsOf(point) }));
  const empty = { ...element, content: [], children: [] };
  const withPoints = withContent(empty, points, { [`xmlns:${prefix}`]: diagramNamespaces.di });
  const content = [...withPoints.content, ...rest.filter((node) => typeof node !== 'string')];
  return { ...element, content, children: content.filter((node): node is XmlElement => typeof node !== 'string' && 'children' in node) };
}

function intoFirstPlane(root: XmlElement, drawings: readonly PrintedElement[]): XmlElement {
  const [first] = diagramsOf(root);
  // Prefixes may be other ones in that document, so each drawing brings its own.
  const own = drawings.map((each) => ({ ...each, attributes: { ...declared, ...each.attributes } }));
  return replaced(root, (child) =>
    child !== first ? child : replaced(child, (inner) => (inner === childNamed(child, 'BPMNPlane') ? withContent(inner, own) : inner)),
  );
}

/** An element with more in it. */
function withContent(
  element: XmlElement,
  added: readonly (PrintedElement | string)[],
  declarations: Readonly<Record<string, string>> = {},
): XmlElement {
  const nodes = parseFragment(
    printNodes(added, (text) => malformed(text, element)),
    { ...declarations },
    malformed,
  );
  const children = nodes.filter((node): node is XmlElement => typeof node !== 'string' && 'children' in node);
  return { ...element, content: [...element.content, ...nodes], children: [...element.children, ...children] };
}

function bounds({ x, y, width, height }: DrawnShape): PrintedElement {
  return made('dc:Bounds', textsOf({ x, y, width, height }));
}

function waypoint(point: Point): PrintedElement {
  return made('di:waypoint', textsOf(point));
}

function made(name: string, attributes: Readonly<Record<string, string>>, content: readonly PrintedElement[] = []): PrintedElement {
  return { name, attributes, content, isNew: true };
}

function textsOf(numbers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(Math.round(Number(value)))]));
}
