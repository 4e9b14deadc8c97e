import { type Static, Type } from 'typebox';
import { Expression, Index, Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** Id of an element of BPMN: an XML name without a prefix. */
const ElementId = Type.String({ pattern: '^[A-Za-z_][A-Za-z0-9_.-]{0,199}$' });
/** Attributes of an element that have no property of their own, by their names with prefix. */
const attributes = Type.Record(Type.String(), Type.String(), { default: {} });
/** XML within an element, with `<?plinth id?>` where a record of that id stands. */
const content = Type.Optional(Type.String({ maxLength: 200_000 }));

const closed = { additionalProperties: false } as const;
/** Pixels of a diagram. */
const Pixel = Type.Number({ minimum: -1_000_000, maximum: 1_000_000 });
/** Where something is drawn; it counts before what `document` says. */
const place = Type.Optional(
  Type.Object(
    {
      x: Pixel,
      y: Pixel,
      width: Type.Number({ minimum: 1, maximum: 100_000 }),
      height: Type.Number({ minimum: 1, maximum: 100_000 }),
      /** Of a sub-process: what stands in it is not drawn. */
      collapsed: Type.Optional(Type.Boolean()),
    },
    closed,
  ),
);

/** A run of the process in a simulated world, and what must come of it. */
const ProcessTest = Type.Object(
  {
    variables: Type.Record(Type.String(), Type.Unknown()),
    /** What the world does, in the form of `plinth process run --script`. */
    script: Type.Record(Type.String(), Type.Unknown()),
    expect: Type.Object(
      {
        status: Type.Optional(Type.Enum(['active', 'completed', 'terminated', 'cancelled'])),
        /** Values that variables have in the end; others may be there too. */
        variables: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
        /** Ids of elements that are completed, in this order; others may come between. */
        path: Type.Optional(Type.Array(ElementId)),
        /** Ids of elements that wait in the end. */
        waiting: Type.Optional(Type.Array(ElementId)),
      },
      closed,
    ),
  },
  closed,
);

/** A BPMN document with one or several processes. Their nodes and flows are records. */
export const ProcessRecord = recordSchema('process', {
  key: Key,
  label: Label,
  description: Type.Optional(Label),
  /** The XML around nodes and flows: processes, pools, messages, layout. A document with one process named by the key where absent. */
  document: Type.Optional(Type.String({ maxLength: 20_000_000 })),
  /** Test cases by name, run whenever the definition is checked. */
  tests: Type.Optional(Type.Record(Type.String(), ProcessTest)),
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
  place,
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
  /** Points of its line; an empty list is routed by itself, an absent one is what `document` says. */
  way: Type.Optional(Type.Array(Type.Object({ x: Pixel, y: Pixel }, closed), { maxItems: 100 })),
  attributes,
  content,
});
export type ProcessFlowRecord = Static<typeof ProcessFlowRecord>;
