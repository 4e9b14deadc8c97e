import { type Definition, indexBetween, processFlowsOf, type RecordOf, withDefaults } from '@plinth/app-definition';
import { shortId } from '@plinth/foundation';
import type { Point } from '@plinth/process-model';
import { type DrawnFlow, type DrawnNode, type DrawnProcess, nodeOf, parentOf } from '../drawing/drawn-process.ts';
import { type Edit, insert, quoted, together, update } from './edit.ts';
import { newKey } from './new-key.ts';

/** A flow between two nodes of one container. */
export function newFlow(definition: Definition, parent: string, source: string, target: string): RecordOf<'process-flow'> {
  const last = processFlowsOf(definition, parent).at(-1)?.index ?? null;
  return withDefaults({
    id: shortId(),
    kind: 'process-flow',
    parent,
    index: indexBetween(last, null),
    key: newKey('flow'),
    source,
    target,
    attributes: {},
  } as RecordOf<'process-flow'>);
}

/** Why no flow can lead from one node to another; null where one can (BPMN 2.0.2 table 7.3). */
export function noFlowBecause(
  drawn: DrawnProcess,
  source: DrawnNode,
  target: DrawnNode,
): 'same' | 'level' | 'start' | 'end' | 'boundary' | 'there' | null {
  if (source.id === target.id) return 'same';
  if (source.container !== target.container || source.record === null || target.record === null) return 'level';
  if (target.node.type === 'startEvent') return 'start';
  if (target.node.type === 'boundaryEvent') return 'boundary';
  if (source.node.type === 'endEvent') return 'end';
  // What compensates is no part of the flow, and is joined instead.
  if (source.node.type === 'boundaryEvent' && 'triggers' in source.node && source.node.triggers[0]?.kind === 'compensation')
    return 'boundary';
  return drawn.flows.some((flow) => flow.source === source.id && flow.target === target.id) ? 'there' : null;
}

/** Leads from one node to another; null where nothing may. */
export function connect(definition: Definition, drawn: DrawnProcess, sourceId: string, targetId: string): Edit | null {
  const [source, target] = [nodeOf(drawn, sourceId), nodeOf(drawn, targetId)];
  if (source === null || target === null || noFlowBecause(drawn, source, target) !== null) return null;
  const flow = newFlow(definition, parentOf(drawn, source.container), source.id, target.id);
  const intent = `Connect ${quoted({ label: source.record?.label, type: source.node.type })} with ${quoted({ label: target.record?.label, type: target.node.type })}`;
  return { body: insert(flow), intent, selection: [flow.id] };
}

/** Lets a flow begin or end elsewhere. */
export function reconnect(drawn: DrawnProcess, flow: DrawnFlow, sourceId: string, targetId: string): Edit | null {
  const [source, target] = [nodeOf(drawn, sourceId), nodeOf(drawn, targetId)];
  if (flow.record === null || source === null || target === null) return null;
  if (noFlowBecause(drawn, source, target) !== null || source.container !== nodeOf(drawn, flow.source)?.container) return null;
  return {
    body: together([
      ...(source.id === flow.source ? [] : [update(flow.id, ['source'], source.id)]),
      ...(target.id === flow.target ? [] : [update(flow.id, ['target'], target.id)]),
      update(flow.id, ['way'], []),
    ]),
    intent: 'Lead a flow elsewhere',
  };
}

export function renameFlow({ id, record }: DrawnFlow, label: string): Edit | null {
  if (record === null) return null;
  return { body: update(id, ['label'], label.trim() === '' ? undefined : label.slice(0, 500)), intent: 'Name a flow' };
}

/** The condition under which a flow is taken; empty takes it away. */
export function setCondition({ id, record }: DrawnFlow, condition: string): Edit | null {
  if (record === null) return null;
  return {
    body: update(id, ['condition'], condition.trim() === '' ? undefined : condition),
    intent: `Change the condition of ${quoted({ label: record.label, type: 'flow' })}`,
  };
}

/** Makes a flow the one that is taken where no condition is true, or takes that from it. */
export function setDefault(drawn: DrawnProcess, flow: DrawnFlow, isDefault: boolean): Edit | null {
  const source = nodeOf(drawn, flow.source);
  if (source === null || source.record === null || flow.record === null) return null;
  return {
    body: together([
      update(source.id, ['attributes', 'default'], isDefault ? flow.key : undefined),
      ...(isDefault && flow.record.condition !== undefined ? [update(flow.id, ['condition'], undefined)] : []),
    ]),
    intent: isDefault ? 'Make a flow the default' : 'Make a flow no default',
  };
}

/** Draws the line of a flow over these points; none lets it find its own way. */
export function setWay({ id, record }: DrawnFlow, points: readonly Point[]): Edit | null {
  if (record === null) return null;
  const way = points.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y) }));
  return { body: update(id, ['way'], way), intent: 'Move the line of a flow' };
}
