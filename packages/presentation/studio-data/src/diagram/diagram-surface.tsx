import { useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import { ToolButton, useRemembered, useWork } from '@plinth/studio-frame';
import {
  applyNodeChanges,
  Background,
  type Connection,
  type Edge,
  MarkerType,
  type NodeChange,
  ReactFlow,
  useReactFlow,
} from '@xyflow/react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { EntityGraph } from '../definition/entity-graph.ts';
import { addField } from '../definition/field-edits.ts';
import { useEdit } from '../use-edit.ts';
import { readArrangement } from './arrangement.ts';
import { type CardNode, cardSize, EntityCard, mostFields } from './entity-card.tsx';
import { layoutOf } from './layout.ts';

interface DiagramSurfaceProps {
  readonly graph: EntityGraph;
  /** The entity that is shown first. */
  readonly first: string | undefined;
  onAdd(): void;
}

const nodeTypes = { entity: EntityCard };
const marker = { type: MarkerType.ArrowClosed, width: 16, height: 16 } as const;
const fit = { padding: 0.1, maxZoom: 1 } as const;
const attribution = { hideAttribution: true } as const;
/** From so many cards on only those in sight are drawn. */
const many = 80;

/** The cards and what leads between them. Where somebody moved a card, it stays for them on this device. */
export function DiagramSurface({ graph, first, onAdd }: DiagramSurfaceProps) {
  const text = useText();
  const work = useWork();
  const edit = useEdit();
  const flow = useReactFlow();
  const selection = useSignalValue(work.selection);
  const [kept, keep] = useRemembered<string>(`diagram-${work.tenant}-${work.application}-${work.member.id}`, '{}');
  const arranged = useMemo(() => readArrangement(kept), [kept]);
  const places = useMemo(() => {
    const sizes = new Map(graph.nodes.map((node) => [node.id, cardSize(node)] as const));
    return layoutOf(graph, (id) => sizes.get(id) ?? { width: 0, height: 0 });
  }, [graph]);
  const [nodes, setNodes] = useState<CardNode[]>([]);
  useEffect(() => {
    setNodes((before) => {
      const drawn = new Map(before.map((node) => [node.id, node] as const));
      return graph.nodes.map((entity) => ({
        ...drawn.get(entity.id),
        id: entity.id,
        type: 'entity' as const,
        ariaLabel: entity.label,
        position: arranged[entity.id] ?? places.get(entity.id) ?? { x: 0, y: 0 },
        selected: selection.includes(entity.id),
        data: { entity },
      }));
    });
  }, [graph, places, arranged, selection]);
  const edges = useMemo(
    () =>
      graph.edges.map(
        ({ id, kind, label, from, to }): Edge => ({
          id,
          source: from,
          target: to,
          ...(kind === 'reference' && isDrawn(graph, from, id) ? { sourceHandle: id } : { sourceHandle: 'new' }),
          targetHandle: 'card',
          ...(from === to ? { type: 'smoothstep' } : {}),
          className: kind === 'links' ? 'diagram-links' : 'diagram-reference',
          selected: selection.includes(id),
          ariaLabel: text('studio.edgeName', '{name} leads from {from} to {to}', {
            name: label,
            from: labelOf(graph, from),
            to: labelOf(graph, to),
          }),
          markerEnd: marker,
          ...(kind === 'links' ? { markerStart: marker } : {}),
        }),
      ),
    [graph, selection, text],
  );
  const change = useCallback(
    (changes: NodeChange<CardNode>[]) => {
      const chosen = changes.find((each) => each.type === 'select' && each.selected);
      if (chosen?.type === 'select') work.selection.value = [chosen.id];
      const moved = changes.flatMap((each) =>
        each.type === 'position' && each.position !== undefined && each.dragging !== true ? [[each.id, each.position] as const] : [],
      );
      if (moved.length > 0) keep(JSON.stringify({ ...arranged, ...Object.fromEntries(moved) }));
      setNodes((before) =>
        applyNodeChanges(
          changes.filter(({ type }) => type !== 'remove' && type !== 'select'),
          before,
        ),
      );
    },
    [work, keep, arranged],
  );
  const connect = ({ source, target }: Connection) => {
    const label = labelOf(graph, target);
    edit(addField(work.session.store.definition, source, { label, type: 'reference', target }));
  };
  return (
    <div className="diagram" data-nodes={nodes.length}>
      <ReactFlow<CardNode>
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        onNodesChange={change}
        onConnect={connect}
        onNodeDoubleClick={(_event, { id, data }) => data.entity.origin !== 'module' && work.open(id)}
        onEdgeClick={(_event, { id }) => {
          work.selection.value = [id];
        }}
        onEdgesChange={(changes) => {
          const chosen = changes.find((each) => each.type === 'select' && each.selected);
          if (chosen?.type === 'select') work.selection.value = [chosen.id];
        }}
        onPaneClick={() => {
          work.selection.value = [];
        }}
        onInit={() => {
          const shown = first !== undefined && graph.nodes.some(({ id }) => id === first);
          if (shown) work.selection.value = [first];
          void flow.fitView(shown ? { ...fit, nodes: [{ id: first }], padding: 0.6 } : fit);
        }}
        deleteKeyCode={null}
        minZoom={0.1}
        maxZoom={2}
        fitView
        fitViewOptions={fit}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={graph.nodes.length > many}
        proOptions={attribution}
        aria-label={text('studio.tool.diagram', 'Entity diagram')}
      >
        <Background gap={24} size={1} className="diagram-ground" />
      </ReactFlow>
      <div className="diagram-tools">
        <ToolButton icon="plus" label={text('studio.create.entity', 'New entity')} onClick={onAdd} />
        <ToolButton icon="zoom-in" label={text('studio.zoomIn', 'Zoom in')} onClick={() => void flow.zoomIn()} />
        <ToolButton icon="minus" label={text('studio.zoomOut', 'Zoom out')} onClick={() => void flow.zoomOut()} />
        <ToolButton icon="layout-grid" label={text('studio.showAll', 'Show everything')} onClick={() => void flow.fitView(fit)} />
        <ToolButton
          icon="wand"
          label={text('studio.arrange', 'Arrange by itself')}
          onClick={() => {
            keep('{}');
            requestAnimationFrame(() => void flow.fitView(fit));
          }}
        />
      </div>
    </div>
  );
}

function labelOf(graph: EntityGraph, id: string): string {
  return graph.nodes.find((node) => node.id === id)?.label ?? id;
}

/** Whether a field has its own line on its card, where its edge begins. */
function isDrawn(graph: EntityGraph, entity: string, field: string): boolean {
  const at = graph.nodes.find(({ id }) => id === entity)?.fields.findIndex(({ id }) => id === field) ?? -1;
  return at >= 0 && at < mostFields;
}
