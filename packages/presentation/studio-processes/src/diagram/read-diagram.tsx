import '@xyflow/react/dist/base.css';
import './process-diagram.css';
import { Background, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { useElementNames } from '../drawing/element-names.ts';
import { ProcessWorkContext } from '../process-work.ts';
import { Announcement } from './announcement.tsx';
import { type DiagramEdge, diagramEdges } from './diagram-edges.ts';
import { arrows, beside, show } from './diagram-keys.ts';
import { type DiagramMarks, type DiagramNode, diagramNodes } from './diagram-node.ts';
import { ViewTools } from './diagram-tools.tsx';
import { isInSight } from './in-sight.ts';
import { many, surface as surfaceProps } from './surface.ts';
import { wholeReadView } from './whole-view.ts';

interface ReadDiagramProps {
  readonly drawn: DrawnProcess;
  /** What it is, to those who do not see it. */
  readonly label: string;
  readonly marks: DiagramMarks;
  /** The element that is looked at, by id; empty for none. */
  readonly selected: string;
  onSelect(id: string): void;
}

/** The diagram of a process where it is looked at and not changed; by the pointer, and by arrows along the flows. */
export function ReadDiagram(props: ReadDiagramProps) {
  return (
    // Within the designer, too, nothing is changed here.
    <ProcessWorkContext value={null}>
      <ReactFlowProvider>
        <Surface {...props} />
      </ReactFlowProvider>
    </ProcessWorkContext>
  );
}

function Surface({ drawn, label, marks, selected, onSelect }: ReadDiagramProps) {
  const flow = useReactFlow();
  const surface = useRef<HTMLElement>(null);
  const names = useElementNames(drawn);
  const nodes = useMemo(
    () =>
      diagramNodes(drawn, marks, names.nameOfNode).map((node) => ({
        ...node,
        draggable: false,
        connectable: false,
        selected: node.id === selected,
      })),
    [drawn, marks, names.nameOfNode, selected],
  );
  const selection = useMemo(() => (selected === '' ? [] : [selected]), [selected]);
  const edges = useMemo(
    () => diagramEdges(drawn, marks, selection, names.nameOfFlow).map((edge) => ({ ...edge, reconnectable: false })),
    [drawn, marks, selection, names.nameOfFlow],
  );
  useEffect(() => {
    const flowOf = drawn.flows.find(({ id }) => id === selected);
    const id = flowOf?.source ?? selected;
    const bounds = surface.current?.getBoundingClientRect();
    // Before it has a size, all of it is shown anyway.
    if (bounds === undefined || bounds.width === 0) return;
    const box = nodeOf(drawn, id)?.box;
    if (box !== undefined && !isInSight(box, bounds, flow.flowToScreenPosition)) show(flow, drawn, id);
  }, [flow, drawn, selected]);
  const keys = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = arrows[event.key];
    if (arrow !== undefined) onSelect(beside(drawn, selected === '' ? undefined : selected, arrow) ?? selected);
    else if (event.key === '+' || event.key === '=') void flow.zoomIn();
    else if (event.key === '-') void flow.zoomOut();
    else if (event.key === '0') void flow.fitView(wholeReadView);
    else if (event.key === 'Escape' && selected !== '') onSelect('');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      ref={surface}
      className="bpmn-diagram"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application of its own, which is worked by keys
      tabIndex={0}
      aria-label={label}
      data-nodes={nodes.length}
      onKeyDown={keys}
    >
      <Announcement drawn={drawn} selection={selection} nameOfNode={names.nameOfNode} nameOfFlow={names.nameOfFlow} />
      <ReactFlow<DiagramNode, DiagramEdge>
        nodes={nodes}
        edges={edges}
        onNodeClick={(_event, { id, type }) => {
          if (type !== 'artefact') onSelect(id);
        }}
        onEdgeClick={(_event, { id }) => onSelect(id)}
        onPaneClick={() => onSelect('')}
        {...surfaceProps}
        nodesDraggable={false}
        nodesConnectable={false}
        fitViewOptions={wholeReadView}
        onlyRenderVisibleElements={drawn.nodes.length > many}
      >
        <Background gap={20} size={1} className="bpmn-ground" />
      </ReactFlow>
      <ViewTools whole={wholeReadView} />
    </section>
  );
}
