import { type Static, Type } from 'typebox';
import { Expression, Index, Key, Label, ReferenceTo, recordSchema } from './record-base.ts';

/** Page actions; each form has its own schema in page-action.ts, which checks them. */
const PageActions = Type.Array(Type.Object({ do: Type.String() }, { additionalProperties: true }), { default: [], 'x-actions': true });

/** What makes a page a composite: it stands in other pages as a component, and has no address of its own. */
const Composite = Type.Object(
  {
    /** Name to FEEL type of what it tells: `{ chosen: 'context<id: string>' }`. */
    events: Type.Record(Type.String(), Type.String(), { default: {} }),
  },
  { additionalProperties: false },
);

/** A screen of an application, or a composite. In scope of its expressions: `parameters`, `state`, `user`, each query and each named component. */
export const PageRecord = recordSchema('page', {
  key: Key,
  /** Address below the application, with parameters: `clients/:id`; empty for the first page. */
  path: Type.String({ maxLength: 200 }),
  label: Label,
  description: Type.Optional(Label),
  icon: Type.Optional(Type.String({ maxLength: 60 })),
  index: Index,
  /** Whether the application's navigation lists it. */
  navigation: Type.Boolean({ default: true }),
  /** Roles that may open it; empty: everybody who may use the application. */
  roles: Type.Array(ReferenceTo('role'), { default: [] }),
  /** Whether visitors may open it without signing in. */
  public: Type.Boolean({ default: false }),
  /** Name to FEEL type of what the address must give, or who uses the composite: `{ id: 'string' }`. */
  parameters: Type.Record(Type.String(), Type.String(), { default: {} }),
  /** Name to FEEL type and first value of what the page remembers while open. */
  state: Type.Record(
    Type.String(),
    Type.Object({ type: Type.String(), initial: Type.Optional(Type.Unknown()) }, { additionalProperties: false }),
    {
      default: {},
    },
  ),
  /** False: it is not brought up to date while it is open and others change what it shows. */
  live: Type.Optional(Type.Boolean()),
  onOpen: PageActions,
  /** Absent: a screen that people open. */
  composite: Type.Optional(Composite),
});
export type PageRecord = Static<typeof PageRecord>;

/** A named read whose result the page binds to: `loans.rows`, `loans.count`, `loans.first`, `loans.loading`, `loans.error`. */
export const QueryRecord = recordSchema('query', {
  parent: ReferenceTo('page'),
  key: Key,
  /** The entity whose records it reads; absent where it asks a decision or another system. */
  entity: Type.Optional(Type.String({ 'x-reference': 'entity', maxLength: 120 })),
  /** The decision it asks; its only row is `{ result, explanation }`. */
  decision: Type.Optional(ReferenceTo('decision')),
  /** The external action it asks for; its rows are those that the action names. */
  externalAction: Type.Optional(ReferenceTo('external-action')),
  /** The inputs of the decision or action by name: FEEL of the page. While all of them are null, nothing is asked. */
  inputs: Type.Optional(Type.Record(Type.String(), Expression)),
  /** FEEL: bare names are the entity's fields; `parameters`, `state`, `user`, components and other queries are the page's. A comparison whose page value is null or empty is left out when `optional` lists that name. */
  filter: Type.Optional(Expression),
  /** Full-text search, a FEEL string of the page. */
  search: Type.Optional(Expression),
  sort: Type.Array(
    Type.Object(
      { field: Type.String(), direction: Type.Union([Type.Literal('asc'), Type.Literal('desc')]) },
      { additionalProperties: false },
    ),
    {
      default: [],
    },
  ),
  /** Paths over references and relations to bring along: `account.district`, `loans`. */
  expand: Type.Array(Type.String(), { default: [] }),
  limit: Type.Integer({ default: 50, minimum: 1, maximum: 1000 }),
  /** Also count all matching records. */
  count: Type.Boolean({ default: false }),
  /** Instead of records: groups with measures, as rows of `{ …groupBy, …measures }`. */
  aggregate: Type.Optional(
    Type.Object(
      {
        /** Field paths; dates may be cut: `{ field: 'date', by: 'year' }`. */
        groupBy: Type.Array(
          Type.Object(
            {
              as: Key,
              field: Type.String(),
              by: Type.Optional(Type.Enum(['year', 'quarter', 'month', 'week', 'day'])),
            },
            { additionalProperties: false },
          ),
          { default: [] },
        ),
        measures: Type.Record(
          Type.String(),
          Type.Object(
            {
              function: Type.Enum(['count', 'sum', 'average', 'minimum', 'maximum', 'countDistinct']),
              field: Type.Optional(Type.String()),
            },
            { additionalProperties: false },
          ),
        ),
      },
      { additionalProperties: false },
    ),
  ),
  /** When it runs: on opening and whenever what it reads changes, or only when an action says so. */
  load: Type.Union([Type.Literal('auto'), Type.Literal('manual')], { default: 'auto' }),
});
export type QueryRecord = Static<typeof QueryRecord>;

/** A component instance on a page. */
export const ComponentRecord = recordSchema('component', {
  /** The page, or the component instance it stands in. */
  parent: ReferenceTo('page|component'),
  slot: Type.String({ default: 'children', maxLength: 60 }),
  index: Index,
  /** `ui.button`; `composite.clientCard` is the composite of that key. */
  component: Type.String({ maxLength: 120 }),
  /** Semver range; absent: whatever the platform has. */
  version: Type.Optional(Type.String({ maxLength: 60 })),
  /** Name by which expressions of the page read its outputs; unique on the page. */
  name: Type.Optional(Key),
  /** Property to literal, `= expression` or `{{ template }}`. */
  properties: Type.Record(Type.String(), Type.Unknown(), { default: {} }),
  /** Event to page actions. */
  events: Type.Record(Type.String(), PageActions, { default: {} }),
  /** FEEL; not rendered unless true. */
  visible: Type.Optional(Expression),
  /** Widths at which it is not shown. */
  hiddenOn: Type.Array(Type.Union([Type.Literal('phone'), Type.Literal('tablet'), Type.Literal('desktop')]), { default: [] }),
  /** Style by tokens: `{ width: 'full', padding: '4', grow: true }`. */
  layout: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), { default: {} }),
});
export type ComponentRecord = Static<typeof ComponentRecord>;
