import '@xyflow/react/dist/base.css';
import type { RecordOf } from '@plinth/app-definition';
import { Icon, useText } from '@plinth/component-kit';
import { useSignalValue } from '@plinth/page-renderer';
import {
  type Connection,
  Controls,
  type Edge,
  Handle,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import { useMemo } from 'react';
import { useDecisionWork } from '../decision-work.ts';
import { require } from '../model/element-edits.ts';
import { layoutOf, nodeSize } from './graph-layout.ts';

interface ElementData extends Record<string, unknown> {
  readonly kind: 'inputs' | 'decisions' | 'knowledge';
  readonly name: string;
  readonly detail: string;
  readonly faulty: boolean;
  readonly value: string | null;
  readonly opens: string;
}
type ElementNode = Node<ElementData, 'element'>;

const icons = { inputs: 'login', decisions: 'gavel', knowledge: 'code' } as const;
const nodeTypes = { element: ElementCard };

/** What the decision is made of, and what uses what. */
export function RequirementGraph({ record }: { readonly record: RecordOf<'decision'> }) {
  const text = useText();
  const decision = useDecisionWork();
  const examination = useSignalValue(decision.examination);
  const run = useSignalValue(decision.run);
  const { nodes, edges } = useMemo(() => {
    const requires = (name: string) => examination?.elements.get(name)?.requires ?? [];
    const parts = (['decisions', 'knowledge', 'inputs'] as const).flatMap((kind) =>
      Object.entries<{ readonly type?: string | undefined }>(record[kind]).map(([name, { type }]) => ({ kind, name, detail: type ?? '' })),
    );
    const elements = parts.map(({ name, kind }) => ({ name, requires: kind === 'inputs' ? [] : requires(name) }));
    const places = layoutOf(elements);
    const steps = run?.trial.ok === true ? (run.trial.explanation?.steps ?? []) : [];
    const faulty = (kind: string, name: string) => examination?.violations.some(({ path }) => path.includes(`/${kind}/${name}/`)) ?? false;
    return {
      nodes: parts.map(({ kind, name, detail }): ElementNode => {
        const value = steps.find((step) => step.name === name)?.value;
        return {
          id: name,
          type: 'element',
          position: places.get(name) ?? { x: 0, y: 0 },
          ...nodeSize,
          ariaLabel: name,
          data: {
            kind,
            name,
            detail,
            faulty: faulty(kind, name),
            value: value === undefined ? null : JSON.stringify(value).slice(0, 60),
            opens: text('studio.openElement', 'Enter opens {name}', { name }),
          },
        };
      }),
      edges: elements.flatMap(({ name, requires: used }) =>
        used.map((each): Edge => ({ id: `${each} ${name}`, source: each, target: name, type: 'default', focusable: true })),
      ),
    };
  }, [record, examination, run, text]);
  const open = (name: string) => {
    if (!Object.hasOwn(record.inputs, name)) decision.show(name);
  };
  const part = (name: string) =>
    Object.hasOwn(record.decisions, name) ? 'decisions' : Object.hasOwn(record.knowledge, name) ? 'knowledge' : null;
  const connect = ({ source, target }: Connection) => {
    const into = part(target);
    if (into === null) return;
    decision.edit(require(record, into, target, source, examination?.elements.get(target)?.requires ?? []));
  };
  const disconnect = (gone: readonly Edge[]) => {
    for (const { source, target } of gone) {
      const into = part(target);
      if (into === null) continue;
      const left = (examination?.elements.get(target)?.requires ?? []).filter((each) => each !== source);
      decision.edit({
        body: { type: 'RECORD_UPDATE', payload: { id: record.id, path: [into, target, 'requires'], value: left } },
        intent: `Let ${target} no longer use ${source}`,
      });
    }
  };
  return (
    <section
      className="decision-graph"
      aria-label={text('studio.graph', 'Requirement graph')}
      onKeyDown={(event) => {
        const node = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('.react-flow__node') : null;
        if (event.key === 'Enter' && node?.dataset.id !== undefined) open(node.dataset.id);
      }}
    >
      <ReactFlowProvider>
        <ReactFlow
          key={record.id}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          fitView
          fitViewOptions={{ maxZoom: 1, padding: 0.15 }}
          minZoom={0.2}
          nodesDraggable={false}
          zoomOnDoubleClick={false}
          deleteKeyCode={['Delete', 'Backspace']}
          onNodeDoubleClick={(_event, node) => open(node.id)}
          onConnect={connect}
          onEdgesDelete={disconnect}
          onBeforeDelete={async ({ edges: gone }) => ({ nodes: [], edges: gone })}
          proOptions={{ hideAttribution: true }}
        >
          <Controls showInteractive={false} />
        </ReactFlow>
      </ReactFlowProvider>
    </section>
  );
}

function ElementCard({ data }: NodeProps<ElementNode>) {
  const { kind, name, detail, faulty, value, opens } = data;
  return (
    <div className="decision-node" data-kind={kind} data-faulty={faulty ? '' : undefined} title={kind === 'inputs' ? name : opens}>
      {kind === 'inputs' ? null : <Handle type="target" position={Position.Bottom} />}
      <Icon name={icons[kind]} size={14} />
      <bdi>{name}</bdi>
      <small>{value ?? detail}</small>
      <Handle type="source" position={Position.Top} />
    </div>
  );
}
