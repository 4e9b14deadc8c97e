import '@xyflow/react/dist/base.css';
import '../studio-data.css';
import './entity-diagram.css';
import './diagram-comparison.css';
import { useText } from '@plinth/component-kit';
import { type DrawnComparison, ToolButton } from '@plinth/studio-frame';
import { Background, type Edge, MarkerType, ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useMemo } from 'react';
import { type ComparedGraph, comparedGraph } from '../definition/compared-graph.ts';
import { ComparedCard, type ComparedCardNode, drawnFields } from './compared-card.tsx';
import { cardSize } from './entity-card.tsx';
import { layoutOf } from './layout.ts';

const nodeTypes = { entity: ComparedCard };
const marker = { type: MarkerType.ArrowClosed, width: 16, height: 16 } as const;
const attribution = { hideAttribution: true } as const;
const fit = { padding: 0.12, maxZoom: 1 } as const;
/** From so many cards on only those in sight are drawn. */
const many = 80;

/** All entities of both definitions in one picture, each with what became of it, of its fields and of what leads from it. */
export function DiagramComparison(props: DrawnComparison) {
  return (
    <ReactFlowProvider>
      <Surface {...props} />
    </ReactFlowProvider>
  );
}

function Surface({ before, after, artefact, changes, current, onChoose }: DrawnComparison) {
  const text = useText();
  const flow = useReactFlow();
  const graph = useMemo(() => comparedGraph(before, after, changes), [before, after, changes]);
  const places = useMemo(() => placesOf(graph), [graph]);
  const nodes = useMemo(
    () =>
      graph.nodes.map(
        (entity): ComparedCardNode => ({
          id: entity.id,
          type: 'entity',
          position: places.get(entity.id) ?? { x: 0, y: 0 },
          data: { entity, current, onChoose },
        }),
      ),
    [graph, places, current, onChoose],
  );
  const words = useMemo(
    () => ({
      added: text('studio.added', 'Added'),
      changed: text('studio.changed', 'Changed'),
      removed: text('studio.removed', 'Removed'),
    }),
    [text],
  );
  const edges = useMemo(() => {
    const ends = graph.nodes.flatMap((node) => drawnFields(node).filter(({ type }) => type === 'reference'));
    const drawn = new Set(ends.map(({ id }) => id));
    return graph.edges.map(
      ({ id, kind, from, to, label, change }): Edge => ({
        id,
        source: from,
        target: to,
        sourceHandle: kind === 'reference' && drawn.has(id) ? id : 'new',
        targetHandle: 'card',
        className: `diagram-${kind}`,
        markerEnd: marker,
        ...(from === to ? { type: 'smoothstep' } : {}),
        ...(kind === 'links' ? { markerStart: marker } : {}),
        ...(change === null ? {} : { className: `diagram-${kind} diagram-${change}`, label: `${label} · ${words[change]}` }),
        selected: id === current,
      }),
    );
  }, [graph, current, words]);
  const around = useMemo(() => neighbours(graph, artefact), [graph, artefact]);
  const show = useCallback(() => void flow.fitView({ ...fit, nodes: around.map((id) => ({ id })) }), [flow, around]);
  useEffect(() => {
    // Once the cards have their sizes.
    const asked = requestAnimationFrame(show);
    return () => cancelAnimationFrame(asked);
  }, [show]);
  return (
    <div className="diagram diagram-compared" data-nodes={nodes.length}>
      <ReactFlow<ComparedCardNode>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onInit={show}
        onEdgeClick={(_event, { id }) => changes.has(id) && onChoose(id)}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        deleteKeyCode={null}
        minZoom={0.1}
        maxZoom={2}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={graph.nodes.length > many}
        proOptions={attribution}
        aria-label={text('studio.tool.diagram', 'Entity diagram')}
      >
        <Background gap={24} size={1} className="diagram-ground" />
      </ReactFlow>
      <div className="diagram-tools">
        <ToolButton icon="zoom-in" label={text('studio.zoomIn', 'Zoom in')} onClick={() => void flow.zoomIn()} />
        <ToolButton icon="minus" label={text('studio.zoomOut', 'Zoom out')} onClick={() => void flow.zoomOut()} />
        <ToolButton icon="layout-grid" label={text('studio.showAll', 'Show everything')} onClick={() => void flow.fitView(fit)} />
      </div>
    </div>
  );
}

/** An entity and those to and from which something leads that differs. */
function neighbours({ edges }: ComparedGraph, entity: string): readonly string[] {
  const led = edges.filter(({ change, from, to }) => change !== null && (from === entity || to === entity));
  return [...new Set([entity, ...led.flatMap(({ from, to }) => [from, to])])];
}

function placesOf(graph: ComparedGraph) {
  const sizes = new Map(graph.nodes.map((node) => [node.id, cardSize({ ...node, fields: drawnFields(node) })] as const));
  return layoutOf(graph, (id) => sizes.get(id) ?? { width: 0, height: 0 });
}
