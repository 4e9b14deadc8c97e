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

/** Pools, lanes, annotations, data and what joins them, as far as the document draws them; pools first. */
export function artefactsOf({ root }: XmlDocument, layout: DrawnLayout): readonly Artefact[] {
  const found: Artefact[] = [];
  const visit = (element: XmlElement) => {
    const { id: key = '' } = element.attributes;
    if (element.namespace === bpmnNamespace && key !== '') {
      const box = layout.shapes.get(key);
      const points = layout.edges.get(key);
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
