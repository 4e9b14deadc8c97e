import { type Box, bpmnNamespace, type DrawnLayout, type Point } from '@plinth/process-model';
import { childNamed, type XmlDocument, type XmlElement } from '@plinth/xml-document';
import { wayBetween } from './link-way.ts';

export type ArtefactType = 'participant' | 'lane' | 'textAnnotation' | 'dataObjectReference' | 'dataStoreReference' | 'group';
export type LinkType = 'association' | 'messageFlow' | 'dataInputAssociation' | 'dataOutputAssociation';

/** A pool, a lane, a note, data or a group. */
export interface ArtefactShape {
  readonly kind: 'shape';
  readonly type: ArtefactType;
  readonly key: string;
  readonly label: string;
  readonly box: Box;
}

/** What joins these with each other and with nodes. */
export interface ArtefactLink {
  readonly kind: 'link';
  readonly type: LinkType;
  readonly key: string;
  readonly label: string;
  /** Keys of what it leads from and to; of a flow of data, one of them is the node in which it stands. */
  readonly source: string;
  readonly target: string;
  readonly points: readonly Point[];
  /** As an association says it; `One` for everything else. */
  readonly direction: 'None' | 'One' | 'Both';
}

/** What is drawn of a document besides nodes and flows. */
export type Artefact = ArtefactShape | ArtefactLink;

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

/** What is selected, where it is a pool, a lane, a note, data or a group. */
export function shapeOf({ artefacts }: { readonly artefacts: readonly Artefact[] }, id: string): ArtefactShape | null {
  const key = artefactKey(id);
  for (const artefact of artefacts) if (artefact.kind === 'shape' && artefact.key === key) return artefact;
  return null;
}

/** Pools, lanes, annotations, data and what joins them, as far as the document draws them; pools first. */
export function artefactsOf({ root }: XmlDocument, layout: DrawnLayout): readonly Artefact[] {
  const found: Artefact[] = [];
  const groups = groupNames(root);
  const visit = (element: XmlElement, parent: XmlElement | null) => {
    const { id: key = '' } = element.attributes;
    if (element.namespace === bpmnNamespace && key !== '') {
      const box = layout.shapes.get(key);
      if (shapes.has(element.name) && box !== undefined)
        found.push({
          kind: 'shape',
          type: element.name as ArtefactType,
          key,
          label: element.name === 'group' ? (groups.get(plain(element.attributes.categoryValueRef)) ?? '') : labelOf(element),
          box: { x: box.x, y: box.y, width: box.width, height: box.height },
        });
      if (links.has(element.name)) {
        const link = linkOf(element, parent, layout);
        if (link !== null) found.push(link);
      }
    }
    for (const child of element.children) visit(child, element);
  };
  visit(root, null);
  const rank = (artefact: Artefact) => (artefact.type === 'participant' ? 0 : artefact.type === 'lane' ? 1 : 2);
  return found.sort((a, b) => rank(a) - rank(b));
}

/** What groups are called: a group names a value of a category, and that has the words. */
function groupNames(root: XmlElement): ReadonlyMap<string, string> {
  const values = root.children.filter(({ name }) => name === 'category').flatMap(({ children }) => children);
  return new Map(values.flatMap(({ attributes: { id, value } }) => (id === undefined ? [] : [[id, value ?? ''] as const])));
}

function labelOf(element: XmlElement): string {
  const text = element.children.find(({ name }) => name === 'text')?.text;
  return (element.name === 'textAnnotation' ? text : element.attributes.name) ?? element.attributes.name ?? '';
}

/** A drawn link, with its way to where its ends are now; null where nothing draws it. */
function linkOf(element: XmlElement, parent: XmlElement | null, layout: DrawnLayout): ArtefactLink | null {
  const { id: key = '', associationDirection } = element.attributes;
  const drawn = layout.edges.get(key);
  if (drawn === undefined) return null;
  const type = element.name as LinkType;
  const [source, target] = endsOf(element, parent);
  const [from, to] = [layout.shapes.get(source), layout.shapes.get(target)];
  return {
    kind: 'link',
    type,
    key,
    label: labelOf(element),
    ...{ source, target },
    points: from === undefined || to === undefined ? drawn : wayBetween(type, from, to, drawn),
    direction:
      type !== 'association' ? 'One' : associationDirection === 'One' || associationDirection === 'Both' ? associationDirection : 'None',
  };
}

function endsOf(element: XmlElement, parent: XmlElement | null): readonly [source: string, target: string] {
  const { sourceRef = '', targetRef = '' } = element.attributes;
  const node = parent?.attributes.id ?? '';
  const named = (name: string) => plain(childNamed(element, name)?.text);
  if (element.name === 'dataInputAssociation') return [named('sourceRef'), node];
  if (element.name === 'dataOutputAssociation') return [node, named('targetRef')];
  return [plain(sourceRef), plain(targetRef)];
}

/** A reference without the prefix of its namespace. */
function plain(reference = ''): string {
  return reference.slice(reference.lastIndexOf(':') + 1).trim();
}
