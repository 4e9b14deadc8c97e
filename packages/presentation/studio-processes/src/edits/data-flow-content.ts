import type { ActionBody, Definition } from '@plinth/app-definition';
import { changedContent, localName, partsOf } from '@plinth/processes';
import type { PrintedElement, PrintedNode } from '@plinth/xml-document';
import type { ArtefactLink } from '../drawing/artefacts.ts';
import type { DrawnProcess } from '../drawing/drawn-process.ts';
import { isElement } from './document-tree.ts';
import { update } from './edit.ts';

type Attributes = Readonly<Record<string, string>>;

/** Whether a link is a flow of data, which stands in the node at one of its ends. */
export function isDataFlow({ type }: ArtefactLink): boolean {
  return type === 'dataInputAssociation' || type === 'dataOutputAssociation';
}

/** Changes the properties by which data flows into and out of nodes; null takes the flow away with its property. */
export function dataFlowActions(
  definition: Definition,
  drawn: DrawnProcess,
  data: string,
  change: (property: Attributes) => Attributes | null,
): readonly ActionBody[] {
  const links = drawn.artefacts.filter(
    (each): each is ArtefactLink => each.kind === 'link' && isDataFlow(each) && (each.source === data || each.target === data),
  );
  return flowActions(definition, drawn, links, change);
}

/** The same for these flows alone. */
export function flowActions(
  definition: Definition,
  drawn: DrawnProcess,
  links: readonly ArtefactLink[],
  change: (property: Attributes) => Attributes | null,
): readonly ActionBody[] {
  const nodes = new Map(partsOf(definition, drawn.record.id).nodes.map((node) => [node.key, node]));
  const byNode = Map.groupBy(links, ({ type, source, target }) => (type === 'dataInputAssociation' ? target : source));
  return [...byNode].flatMap(([key, own]) => {
    const record = nodes.get(key);
    if (record === undefined) return [];
    const content = changedContent(drawn.record, record, (draft) => {
      for (const { key: flow, type } of own) {
        const element = draft.content.find((node): node is PrintedElement => isElement(node) && node.attributes.id === flow);
        const end = element?.content.find((node) => localName(node) === (type === 'dataInputAssociation' ? 'targetRef' : 'sourceRef'));
        const property =
          end !== undefined && isElement(end)
            ? end.content
                .filter((each) => typeof each === 'string')
                .join('')
                .trim()
            : '';
        draft.rewrite(
          draft.content.flatMap((node): readonly PrintedNode[] => {
            if (!isElement(node)) return [node];
            if (node.attributes.id === property && localName(node) === 'property') {
              const attributes = change(node.attributes);
              return attributes === null ? [] : [{ ...node, attributes }];
            }
            return node === element && change({}) === null ? [] : [node];
          }),
        );
      }
    });
    return [update(record.id, ['content'], content)];
  });
}
