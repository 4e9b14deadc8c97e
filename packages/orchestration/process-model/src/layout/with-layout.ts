import { type PrintedElement, parseFragment, printNodes, type XmlDocument } from '@plinth/xml-document';
import { nodesOf } from '../model/nodes-of.ts';
import type { Process } from '../model/process-model.ts';
import { isContainer, isEvent } from '../model/process-node.ts';
import { malformed } from '../xml/bpmn-document.ts';
import { readModel } from '../xml/read-bpmn.ts';
import { type Box, placeNodes } from './place-nodes.ts';
import { routeFlow } from './route-flows.ts';

const diagrams = {
  bpmndi: 'http://www.omg.org/spec/BPMN/20100524/DI',
  dc: 'http://www.omg.org/spec/DD/20100524/DC',
  di: 'http://www.omg.org/spec/DD/20100524/DI',
} as const;

const margin = { x: 160, y: 80 } as const;

/** A document with a layout: as it is where it has one, else with each process laid out in a diagram of its own. */
export function withLayout(document: XmlDocument): XmlDocument {
  const { root } = document;
  if (root.children.some(({ name, namespace }) => name === 'BPMNDiagram' && namespace === diagrams.bpmndi)) return document;
  const ids = new Set(idsIn(root));
  const drawn = readModel(root).processes.filter(({ id, nodes }) => id !== '' && nodes.length > 0);
  if (drawn.length === 0) return document;
  const added = drawn.flatMap((process) => ['\n  ', diagramOf(process, (wish) => freeId(wish, ids))]);
  const declarations = Object.fromEntries(
    Object.entries(root.attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:')),
  );
  const nodes = parseFragment(
    printNodes([...added, '\n'], (text) => malformed(text, root)),
    declarations,
    malformed,
  );
  const children = nodes.filter((node) => typeof node !== 'string' && 'children' in node);
  return { ...document, root: { ...root, content: [...root.content, ...nodes], children: [...root.children, ...children] } };
}

function* idsIn(element: XmlDocument['root']): Generator<string> {
  if (element.attributes.id !== undefined) yield element.attributes.id;
  for (const child of element.children) yield* idsIn(child);
}

function freeId(wish: string, ids: Set<string>): string {
  let id = wish;
  for (let next = 2; ids.has(id); next++) id = `${wish}_${next}`;
  ids.add(id);
  return id;
}

function diagramOf(process: Process, idFor: (wish: string) => string): PrintedElement {
  const { boxes } = placeNodes(process);
  const at = (id: string): Box | null => {
    const box = boxes.get(id);
    return box === undefined ? null : { ...box, x: box.x + margin.x, y: box.y + margin.y };
  };
  const shapes: PrintedElement[] = [];
  const edges: PrintedElement[] = [];
  for (const { node } of nodesOf(process)) {
    const box = at(node.id);
    if (box === null) continue;
    const expanded: Record<string, string> = isContainer(node) ? { isExpanded: 'true' } : {};
    shapes.push(
      element('bpmndi:BPMNShape', { id: idFor(`${node.id}_di`), bpmnElement: node.id, ...expanded }, [element('dc:Bounds', textsOf(box))]),
    );
  }
  for (const container of [process, ...[...nodesOf(process)].map(({ node }) => node).filter(isContainer)]) {
    const boundary = new Set(container.nodes.filter(isEvent).flatMap(({ id, type }) => (type === 'boundaryEvent' ? [id] : [])));
    for (const { id, source, target } of container.flows) {
      const [from, to] = [at(source), at(target)];
      if (from === null || to === null || id.includes('→')) continue;
      const points = routeFlow(from, to, boundary.has(source)).map((point) => element('di:waypoint', textsOf(point)));
      edges.push(element('bpmndi:BPMNEdge', { id: idFor(`${id}_di`), bpmnElement: id }, points));
    }
  }
  const plane = element('bpmndi:BPMNPlane', { id: idFor(`${process.id}_plane`), bpmnElement: process.id }, [...shapes, ...edges]);
  const declared = Object.fromEntries(Object.entries(diagrams).map(([name, uri]) => [`xmlns:${name}`, uri]));
  return element('bpmndi:BPMNDiagram', { ...declared, id: idFor(`${process.id}_diagram`) }, [plane]);
}

function element(name: string, attributes: Readonly<Record<string, string>>, content: readonly PrintedElement[] = []): PrintedElement {
  return { name, attributes, content, isNew: true };
}

function textsOf(numbers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, String(Math.round(Number(value)))]));
}
