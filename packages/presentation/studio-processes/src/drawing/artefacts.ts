import { type Box, bpmnNamespace, type DrawnLayout, type Point } from '@plinth/process-model';
import type { XmlDocument, XmlElement } from '@plinth/xml-document';

export type ArtefactType = 'participant' | 'lane' | 'textAnnotation' | 'dataObjectReference' | 'dataStoreReference' | 'group';
export type LinkType = 'association' | 'messageFlow' | 'dataInputAssociation' | 'dataOutputAssociation';

/** What is drawn of a document besides nodes and flows, which has no part in running it. */
export type Artefact =
  | { readonly kind: 'shape'; readonly type: ArtefactType; readonly key: string; readonly label: string; readonly box: Box }
  | { readonly kind: 'link'; readonly type: LinkType; readonly key: string; readonly label: string; readonly points: readonly Point[] };

const shapes: ReadonlySet<string> = new Set([
  'participant',
  'lane',
  'textAnnotation',
  'dataObjectReference',
  'dataStoreReference',
  'group',
]);
const links: ReadonlySet<string> = new Set(['association', 'messageFlow', 'dataInputAssociation', 'dataOutputAssociation']);

/** How a selection calls what is drawn besides nodes and flows. */
export function artefactId(key: string): string {
  return `artefact:${key}`;
}

/** The key of what is selected; null for a node or flow. */
export function artefactKey(id: string): string | null {
  return id.startsWith('artefact:') ? id.slice('artefact:'.length) : null;
}

/** Pools, lanes, annotations, data and what joins them, as far as the document draws them; pools first. */
export function artefactsOf({ root }: XmlDocument, layout: DrawnLayout): readonly Artefact[] {
  const found: Artefact[] = [];
  const visit = (element: XmlElement) => {
    const { id: key = '' } = element.attributes;
    if (element.namespace === bpmnNamespace && key !== '') {
      const box = layout.shapes.get(key);
      const points = element.name === 'association' ? wayOf(element, layout) : layout.edges.get(key);
      const label = labelOf(element);
      if (shapes.has(element.name) && box !== undefined)
        found.push({
          kind: 'shape',
          type: element.name as ArtefactType,
          key,
          label,
          box: { x: box.x, y: box.y, width: box.width, height: box.height },
        });
      if (links.has(element.name) && points !== undefined) found.push({ kind: 'link', type: element.name as LinkType, key, label, points });
    }
    for (const child of element.children) visit(child);
  };
  visit(root);
  const rank = (artefact: Artefact) => (artefact.type === 'participant' ? 0 : artefact.type === 'lane' ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b));
}

function labelOf(element: XmlElement): string {
  const text = element.children.find(({ name }) => name === 'text')?.text;
  return (element.name === 'textAnnotation' ? text : element.attributes.name) ?? element.attributes.name ?? '';
}

/** Pixels by which a drawn line may miss what it joins. */
const close = 8;

/** An association as it is drawn, unless what it joins has been moved from there: then straight from one to the other. */
function wayOf({ attributes: { id = '', sourceRef = '', targetRef = '' } }: XmlElement, layout: DrawnLayout): readonly Point[] | undefined {
  const drawn = layout.edges.get(id);
  const [from, to] = [layout.shapes.get(sourceRef), layout.shapes.get(targetRef)];
  const [start, end] = [drawn?.[0], drawn?.at(-1)];
  if (from === undefined || to === undefined || start === undefined || end === undefined) return drawn;
  return isAt(start, from) && isAt(end, to) ? drawn : associationWay(from, to);
}

function isAt({ x, y }: Point, box: Box): boolean {
  return x >= box.x - close && y >= box.y - close && x <= box.x + box.width + close && y <= box.y + box.height + close;
}

/** A straight line between the borders of two boxes, towards their middles. */
export function associationWay(from: Box, to: Box): readonly Point[] {
  const [a, b] = [middleOf(from), middleOf(to)];
  return [borderTowards(from, b), borderTowards(to, a)];
}

function middleOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function borderTowards(box: Box, to: Point): Point {
  const middle = middleOf(box);
  const [x, y] = [to.x - middle.x, to.y - middle.y];
  const share = Math.min(
    x === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(x),
    y === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(y),
    1,
  );
  return { x: Math.round(middle.x + x * share), y: Math.round(middle.y + y * share) };
}
