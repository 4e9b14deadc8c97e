import { type EdgeMarker, MarkerType } from '@xyflow/react';
import { artefactId, type LinkType } from '../drawing/artefacts.ts';
import { type DrawnFlow, type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import type { DiagramMarks } from './diagram-node.ts';
import type { FlowEdge, LinkEdge } from './flow-line.tsx';

export type DiagramEdge = FlowEdge | LinkEdge;

const filled: EdgeMarker = { type: MarkerType.ArrowClosed, width: 18, height: 18, color: 'var(--ink-1)' };
const open: EdgeMarker = { type: MarkerType.Arrow, width: 16, height: 16, color: 'var(--ink-1)', orient: 'auto-start-reverse' };
const ends: Readonly<Record<LinkType, EdgeMarker | null>> = {
  association: null,
  messageFlow: filled,
  dataInputAssociation: open,
  dataOutputAssociation: open,
};

/** The lines of the diagram. */
export function diagramEdges(
  drawn: DrawnProcess,
  { problems, changes }: DiagramMarks,
  selection: readonly string[],
  nameOfFlow: (flow: DrawnFlow) => string,
): DiagramEdge[] {
  const flows = drawn.flows.flatMap((flow): FlowEdge[] => {
    const [from, to] = [nodeOf(drawn, flow.source)?.box, nodeOf(drawn, flow.target)?.box];
    if (from === undefined || to === undefined) return [];
    const change = changes?.get(flow.id);
    return [
      {
        id: flow.id,
        type: 'flow',
        source: flow.source,
        target: flow.target,
        selected: selection.includes(flow.id),
        reconnectable: flow.record !== null,
        ariaRole: 'group',
        ariaLabel: nameOfFlow(flow),
        markerEnd: filled,
        ...(change === undefined ? {} : { className: `bpmn-${change.kind}` }),
        data: {
          drawn: flow,
          from,
          to,
          isConditional: flow.flow.condition !== null,
          problems: problems?.get(flow.id) ?? null,
          change: change ?? null,
        },
      },
    ];
  });
  const [anchor] = drawn.nodes;
  const links = drawn.artefacts.flatMap((artefact): LinkEdge[] => {
    // The surface draws lines between nodes only; these have their own points and any node will do.
    if (artefact.kind !== 'link' || anchor === undefined) return [];
    const marker = artefact.type === 'association' && artefact.direction !== 'None' ? open : ends[artefact.type];
    const id = artefactId(artefact.key);
    return [
      {
        id,
        type: 'link',
        source: anchor.id,
        target: anchor.id,
        selected: selection.includes(id),
        reconnectable: false,
        ariaRole: 'group',
        ariaLabel: artefact.label === '' ? artefact.type : artefact.label,
        className: `bpmn-link bpmn-link-${artefact.type}`,
        ...(marker === null ? {} : { markerEnd: marker }),
        ...(artefact.direction === 'Both' ? { markerStart: open } : {}),
        data: { type: artefact.type, points: artefact.points, label: artefact.label },
      },
    ];
  });
  return [...links, ...flows];
}
