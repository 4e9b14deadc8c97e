import { type Static, Type } from 'typebox';
import { Expression, Index, Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** Id of an element of BPMN: an XML name without a prefix. */
const ElementId = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,199}$' });
/** Attributes of an element that have no property of their own, by their names with prefix. */
const attributes = Type.Record(Type.String(), Type.String(), { default: {} });
/** XML within an element, with `<?plinth id?>` where a record of that id stands. */
const content = Type.Optional(Type.String({ maxLength: 200_000 }));

/** A BPMN document with one or several processes. Their nodes and flows are records. */
export const ProcessRecord = recordSchema('process', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** The XML around nodes and flows: processes, pools, messages, layout. A document with one process named by the key where absent. */
  document: Type.Optional(Type.String({ maxLength: 20_000_000 })),
});
export type ProcessRecord = Static<typeof ProcessRecord>;

/** An event, gateway or activity. */
export const ProcessNodeRecord = recordSchema('process-node', {
  /** The process, or the sub-process in which it stands. */
  parent: ReferenceTo('process|process-node'),
  index: Index,
  key: ElementId,
  /** Name of the element in BPMN: `userTask`. */
  type: Type.String({ pattern: '^[a-z][A-Za-z]{0,99}$' }),
  label: Type.Optional(Label),
  /** The activity of a boundary event. */
  attachedTo: Type.Optional(ReferenceTo('process-node', 'parent')),
  attributes,
  content,
});
export type ProcessNodeRecord = Static<typeof ProcessNodeRecord>;

/** A sequence flow between two nodes of one process or sub-process. */
export const ProcessFlowRecord = recordSchema('process-flow', {
  parent: ReferenceTo('process|process-node'),
  index: Index,
  key: ElementId,
  label: Type.Optional(Label),
  source: ReferenceTo('process-node', 'parent'),
  target: ReferenceTo('process-node', 'parent'),
  /** FEEL; without one the flow is always taken. */
  condition: Type.Optional(Expression),
  attributes,
  content,
});
export type ProcessFlowRecord = Static<typeof ProcessFlowRecord>;
