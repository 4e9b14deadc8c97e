import '@xyflow/react/dist/base.css';
import './process-diagram.css';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import {
  applyNodeChanges,
  Background,
  type Connection,
  ConnectionMode,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  ViewportPortal,
} from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { useElementNames } from '../drawing/element-names.ts';
import { connect, reconnect } from '../edits/flow-edits.ts';
import { moveSelected } from '../edits/selection-edits.ts';
import { useProcessWork } from '../process-work.ts';
import { Announcement } from './announcement.tsx';
import { copyElements, pasteElements } from './clipboard.ts';
import { ContextPad } from './context-pad.tsx';
import { type DiagramEdge, diagramEdges } from './diagram-edges.ts';
import { show, useDiagramKeys } from './diagram-keys.ts';
import { type DiagramNode, diagramNodes, type ElementProblems, type ElementTokens } from './diagram-node.ts';
import { DiagramTools } from './diagram-tools.tsx';
import { dropped } from './dropped.ts';
import { isInSight } from './in-sight.ts';
import { KindMenu } from './kind-menu.tsx';
import { Palette } from './palette.tsx';
import { type Guide, snapped } from './snapping.ts';
import { attribution, edgeTypes, many, nodeTypes } from './surface.ts';
import { wholeView } from './whole-view.ts';

interface ProcessDiagramProps {
  readonly drawn: DrawnProcess;
  readonly problems: ReadonlyMap<string, ElementProblems>;
  readonly tokens: ReadonlyMap<string, ElementTokens> | null;
}

/** The diagram of a process, where it is drawn. */
export function ProcessDiagram({ drawn, problems, tokens }: ProcessDiagramProps) {
  const text = useText();
  const process = useProcessWork();
  const { work } = process;
  const flow = useReactFlow();
  const selection = useSignalValue(work.selection);
  const asking = useSignalValue(process.asking);
  const surface = useRef<HTMLElement>(null);
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  const [round, setRound] = useState(0);
  const { nameOfNode, nameOfFlow } = useElementNames(drawn);
  const [nodes, setNodes] = useState<DiagramNode[]>([]);
  useEffect(() => {
    void round;
    const selected = new Set(selection);
    setNodes(diagramNodes(drawn, { problems, tokens }, nameOfNode).map((node) => ({ ...node, selected: selected.has(node.id) })));
  }, [drawn, problems, tokens, nameOfNode, selection, round]);
  const edges = useMemo(() => diagramEdges(drawn, { problems }, selection, nameOfFlow), [drawn, problems, selection, nameOfFlow]);
  const keys = useDiagramKeys(drawn);
  const shown = useRef('');
  useEffect(() => {
    const id = selection.at(-1) ?? '';
    const node = nodeOf(drawn, id);
    if (shown.current === id || node === null) return;
    shown.current = id;
    const bounds = surface.current?.getBoundingClientRect();
    if (bounds === undefined || isInSight(node.box, bounds, flow.flowToScreenPosition)) return;
    show(flow, drawn, id);
  }, [drawn, selection, flow]);

  const select = useCallback(
    (changes: readonly { readonly type: string; readonly id?: string; readonly selected?: boolean }[]) => {
      const chosen = changes.filter((each) => each.type === 'select');
      if (chosen.length === 0) return;
      const before = work.selection.value;
      const off = new Set(chosen.flatMap(({ id = '', selected }) => (selected === true ? [] : [id])));
      const on = chosen.flatMap(({ id = '', selected }) => (selected === true && !before.includes(id) ? [id] : []));
      work.selection.value = [...before.filter((id) => !off.has(id)), ...on];
    },
    [work],
  );
  const change = useCallback(
    (changes: NodeChange<DiagramNode>[]) => {
      select(changes);
      const dragged = changes.filter((each) => each.type === 'position' && each.dragging === true);
      const [only] = dragged;
      let next = changes.filter(({ type }) => type !== 'remove' && type !== 'select');
      if (dragged.length === 1 && only?.type === 'position' && only.position !== undefined) {
        const node = nodeOf(drawn, only.id);
        const around = flow.getInternalNode(flow.getInternalNode(only.id)?.parentId ?? '')?.internals.positionAbsolute ?? { x: 0, y: 0 };
        const { x, y } = only.position;
        if (node !== null) {
          const others = drawn.nodes.filter(({ id, container, host }) => id !== node.id && container === node.container && host === null);
          const box = { ...node.box, x: x + around.x, y: y + around.y };
          const place = snapped(
            box,
            others.map((other) => other.box),
          );
          setGuides(place.guides);
          next = next.map((each) => (each === only ? { ...only, position: { x: place.x - around.x, y: place.y - around.y } } : each));
        }
      }
      setNodes((before) => applyNodeChanges(next, before));
    },
    [drawn, flow, select],
  );
  const drop = (primary: DiagramNode, moved: readonly DiagramNode[]) => {
    setGuides([]);
    const at = flow.getInternalNode(primary.id)?.internals.positionAbsolute;
    const node = nodeOf(drawn, primary.id);
    const artefact = primary.type === 'artefact' ? primary.data.artefact : null;
    if (at !== undefined && artefact !== null)
      process.edit(
        moveSelected(
          process.definition(),
          drawn,
          moved.map(({ id }) => id),
          { x: Math.round(at.x - artefact.box.x), y: Math.round(at.y - artefact.box.y) },
        ),
      );
    else if (at !== undefined && node !== null)
      process.edit(
        dropped(
          process.definition(),
          drawn,
          node,
          at,
          moved.map(({ id }) => id),
        ),
      );
    // Where nothing came of it, everything goes back to where it was.
    setRound((before) => before + 1);
  };
  const begin = ({ source, target }: Connection) => process.edit(connect(process.definition(), drawn, source, target));
  const isConnecting = asking?.kind === 'connect';
  return (
    <section
      ref={surface}
      className="bpmn-diagram"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: an application of its own, which is worked by keys
      tabIndex={0}
      aria-label={text('studio.bpmn.diagram', 'Diagram of the process')}
      aria-describedby="bpmn-keys"
      data-connecting={isConnecting || undefined}
      data-nodes={nodes.length}
      onKeyDown={keys}
      onCopy={(event) => {
        const copied = event.target === surface.current ? copyElements(drawn, work.selection.value) : null;
        if (copied === null) return;
        event.preventDefault();
        event.clipboardData.setData('text/plain', copied);
      }}
      onPaste={(event) => {
        if (event.target !== surface.current) return;
        event.preventDefault();
        process.edit(pasteElements(process.definition(), drawn, event.clipboardData.getData('text/plain')));
      }}
    >
      <p id="bpmn-keys" className="bpmn-hidden">
        {text(
          'studio.bpmn.keysHelp',
          'Arrows go along the flows. A appends, C connects, T changes the type, F2 names, Delete removes, Enter goes to the properties. N adds an element, Alt and arrows move, L arranges.',
        )}
      </p>
      <Announcement drawn={drawn} selection={selection} nameOfNode={nameOfNode} nameOfFlow={nameOfFlow} />
      <ReactFlow<DiagramNode, DiagramEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onNodesChange={change}
        onEdgesChange={select}
        onConnect={begin}
        onReconnect={(edge, { source, target }) => {
          const found = drawn.flows.find(({ id }) => id === edge.id);
          if (found !== undefined) process.edit(reconnect(drawn, found, source, target));
        }}
        onNodeClick={(_event, { id }) => {
          if (asking?.kind !== 'connect') return;
          process.asking.value = null;
          if (asking.node !== id) process.edit(connect(process.definition(), drawn, asking.node, id));
        }}
        onNodeDoubleClick={(_event, { id, type }) => {
          if (type === 'artefact') document.querySelector<HTMLElement>('.process-properties :is(input, textarea)')?.focus();
          else if (nodeOf(drawn, id)?.record !== null) process.asking.value = { kind: 'rename', node: id };
        }}
        onNodeDragStop={(_event, node, moved) => drop(node, moved)}
        onSelectionDragStop={(_event, moved) => {
          const [first] = moved;
          if (first !== undefined) drop(first, moved);
        }}
        onPaneClick={() => {
          work.selection.value = [];
          if (asking?.kind === 'connect') process.asking.value = null;
          surface.current?.focus({ preventScroll: true });
        }}
        onSelectionStart={() => surface.current?.focus({ preventScroll: true })}
        connectionMode={ConnectionMode.Strict}
        selectionMode={SelectionMode.Partial}
        deleteKeyCode={null}
        nodesFocusable={false}
        edgesFocusable={false}
        disableKeyboardA11y
        nodeDragThreshold={3}
        minZoom={0.1}
        maxZoom={2.5}
        fitView
        fitViewOptions={wholeView}
        zoomOnDoubleClick={false}
        elevateNodesOnSelect={false}
        onlyRenderVisibleElements={drawn.nodes.length > many}
        proOptions={attribution}
      >
        <Background gap={20} size={1} className="bpmn-ground" />
        <ViewportPortal>
          {guides.map((guide) => (
            <div
              key={'x' in guide ? `x${guide.x}` : `y${guide.y}`}
              className="bpmn-guide"
              data-upright={'x' in guide || undefined}
              style={{ transform: 'x' in guide ? `translate(${guide.x}px, -50000px)` : `translate(-50000px, ${guide.y}px)` }}
            />
          ))}
        </ViewportPortal>
        {tokens === null ? <ContextPad drawn={drawn} selection={selection} /> : null}
      </ReactFlow>
      {tokens === null ? <Palette drawn={drawn} surface={surface} /> : null}
      <DiagramTools drawn={drawn} />
      {asking === null || asking.kind === 'rename' ? null : (
        <KindMenu
          key={JSON.stringify(asking)}
          drawn={drawn}
          asking={asking}
          nameOfNode={nameOfNode}
          onDone={() => {
            process.asking.value = null;
            surface.current?.focus({ preventScroll: true });
          }}
        />
      )}
    </section>
  );
}
