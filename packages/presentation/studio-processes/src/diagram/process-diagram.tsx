import '@xyflow/react/dist/base.css';
import './process-diagram.css';
import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { Background, type Connection, ConnectionMode, ReactFlow, SelectionMode, useReactFlow, ViewportPortal } from '@xyflow/react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { type DrawnProcess, nodeOf } from '../drawing/drawn-process.ts';
import { useElementNames } from '../drawing/element-names.ts';
import { reconnect } from '../edits/flow-edits.ts';
import { connectAny, lineBetween } from '../edits/link-edits.ts';
import { moveSelected } from '../edits/selection-edits.ts';
import { useProcessWork } from '../process-work.ts';
import type { Play } from '../simulation/plays.ts';
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
import { many, surface as surfaceProps } from './surface.ts';
import { useNodeChanges } from './use-node-changes.ts';
import { useOthers } from './use-others.ts';
import { wholeView } from './whole-view.ts';

interface ProcessDiagramProps {
  readonly drawn: DrawnProcess;
  readonly problems: ReadonlyMap<string, ElementProblems>;
  readonly tokens: ReadonlyMap<string, ElementTokens> | null;
  readonly plays: ReadonlyMap<string, readonly Play[]>;
}

/** What others can be shown of: ids of elements that came from elsewhere may be anything. */
const shownId = /^[A-Za-z0-9][A-Za-z0-9_.:~-]{0,119}$/;

/** The diagram of a process, where it is drawn. */
export function ProcessDiagram({ drawn, problems, tokens, plays }: ProcessDiagramProps) {
  const text = useText();
  const process = useProcessWork();
  const { work } = process;
  const flow = useReactFlow();
  const selection = useSignalValue(work.selection);
  const asking = useSignalValue(process.asking);
  const surface = useRef<HTMLElement>(null);
  const others = useOthers(process);
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const { nameOfNode, nameOfFlow } = useElementNames(drawn);
  const [nodes, setNodes] = useState<DiagramNode[]>([]);
  const { guides, change, select, endDrag } = useNodeChanges(drawn, setNodes, again);
  useEffect(() => {
    void round;
    const selected = new Set(selection);
    const marks = { problems, tokens, plays, others };
    setNodes(diagramNodes(drawn, marks, nameOfNode).map((node) => ({ ...node, selected: selected.has(node.id) })));
  }, [drawn, problems, tokens, plays, others, nameOfNode, selection, round]);
  const edges = useMemo(() => diagramEdges(drawn, { problems }, selection, nameOfFlow), [drawn, problems, selection, nameOfFlow]);
  const keys = useDiagramKeys(drawn);
  useEffect(
    () => work.session.show({ artefact: process.id, selection: selection.filter((id) => shownId.test(id)).slice(0, 20) }),
    [work, process.id, selection],
  );
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

  const drop = (primary: DiagramNode, moved: readonly DiagramNode[]) => {
    endDrag();
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
    again();
  };
  const begin = ({ source, target }: Connection) => process.edit(() => connectAny(process.definition(), drawn, source, target));
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
      <p id="bpmn-keys" className="studio-hidden">
        {text(
          'studio.bpmn.keysHelp',
          'Arrows go along the flows. A appends, C connects, T changes the type, F2 names, Delete removes, Enter goes to the properties. N adds an element, Alt and arrows move, Ctrl and arrows make larger or smaller, L arranges, Ctrl F finds.',
        )}
      </p>
      <Announcement drawn={drawn} selection={selection} nameOfNode={nameOfNode} nameOfFlow={nameOfFlow} />
      <ReactFlow<DiagramNode, DiagramEdge>
        nodes={nodes}
        edges={edges}
        {...surfaceProps}
        onNodesChange={change}
        onEdgesChange={select}
        onConnect={begin}
        isValidConnection={({ source, target }) => lineBetween(drawn, source, target) !== null}
        onReconnect={(edge, { source, target }) => {
          const found = drawn.flows.find(({ id }) => id === edge.id);
          if (found !== undefined) process.edit(reconnect(drawn, found, source, target));
        }}
        onNodeClick={(_event, { id }) => {
          if (asking?.kind !== 'connect') return;
          process.asking.value = null;
          if (asking.node !== id) process.edit(() => connectAny(process.definition(), drawn, asking.node, id));
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
        nodeDragThreshold={3}
        fitViewOptions={wholeView}
        onlyRenderVisibleElements={drawn.nodes.length > many}
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
