import { type Static, Type } from 'typebox';

/** A page action as the plan carries it; its forms are those of app-definition's page actions. */
export const PlanAction = Type.Unsafe<PlanAction>(Type.Object({ do: Type.String() }, { additionalProperties: true }));
export interface PlanAction {
  readonly do: string;
  readonly [property: string]: unknown;
}

/** A component instance. Its place is told by `parent` and `slot`; siblings stand in the plan in the order in which they are shown. */
export const PlanComponent = Type.Object({
  id: Type.String(),
  /** Id of the component it stands in; null directly on the page. */
  parent: Type.Union([Type.String(), Type.Null()]),
  slot: Type.String(),
  /** `ui.button`; its resolved version is in the plan's `versions`. */
  component: Type.String(),
  /** Name by which expressions read its outputs. */
  name: Type.Optional(Type.String()),
  /** Property to literal, `= expression` or `{{ template }}`, as in the definition. */
  properties: Type.Record(Type.String(), Type.Unknown()),
  events: Type.Record(Type.String(), Type.Array(PlanAction)),
  /** FEEL; not rendered unless true. */
  visible: Type.Optional(Type.String()),
  hiddenOn: Type.Array(Type.Union([Type.Literal('phone'), Type.Literal('tablet'), Type.Literal('desktop')])),
  layout: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
});
export type PlanComponent = Static<typeof PlanComponent>;

/** A query of the page. What it reads of the page are its inputs; the rest of it stays on the server. */
export const PlanQuery = Type.Object({
  id: Type.String(),
  key: Type.String(),
  /** Key of the entity it reads, `module/entity` where another definition owns it; empty where it asks a decision. */
  entity: Type.String(),
  /** Further entities whose changes change its result (expanded or filtered through). */
  alsoReads: Type.Array(Type.String()),
  /** Input name to the FEEL text that gives its value in the page's scope; evaluated by the page, sent as `values`. */
  inputs: Type.Record(Type.String(), Type.String()),
  load: Type.Union([Type.Literal('auto'), Type.Literal('manual')]),
  limit: Type.Integer(),
  sort: Type.Array(Type.Object({ field: Type.String(), direction: Type.Union([Type.Literal('asc'), Type.Literal('desc')]) })),
  count: Type.Boolean(),
  /** Its rows are groups with measures, not records: they have no id and no version. */
  aggregated: Type.Boolean(),
  /** FEEL type of each column of an aggregated query's rows. */
  columns: Type.Optional(Type.Record(Type.String(), Type.String())),
});
export type PlanQuery = Static<typeof PlanQuery>;

const planned = {
  page: Type.Object({
    id: Type.String(),
    key: Type.String(),
    path: Type.String(),
    label: Type.String(),
    description: Type.Optional(Type.String()),
    icon: Type.Optional(Type.String()),
    /** Name to FEEL type of the parameters in the address, or of those that the composite is given. */
    parameters: Type.Record(Type.String(), Type.String()),
    state: Type.Record(Type.String(), Type.Object({ type: Type.String(), initial: Type.Optional(Type.Unknown()) })),
    /** False: others’ changes are not shown before it is opened anew. */
    live: Type.Optional(Type.Boolean()),
    onOpen: Type.Array(PlanAction),
    /** Of a composite: name to FEEL type of what it tells. */
    composite: Type.Optional(Type.Object({ events: Type.Record(Type.String(), Type.String()) })),
  }),
  components: Type.Array(PlanComponent),
  queries: Type.Array(PlanQuery),
};

/** A composite: a page within pages, planned once however often it stands there. */
export const CompositePlan = Type.Object(planned);
export type CompositePlan = Static<typeof CompositePlan>;

/** Everything a browser needs to run one page, made once when the application is published. The same for everybody who may open the page. */
export const PagePlan = Type.Object({
  /** Version of this form; a renderer refuses one it does not know. */
  format: Type.Literal(1),
  /** Signature of the released version; also the `ETag`. */
  signature: Type.String(),
  ...planned,
  /** By key, the composites that stand on the page, also within others; absent where there are none. */
  composites: Type.Optional(Type.Record(Type.String(), CompositePlan)),
  /** Component id to the version that the release's lock resolved. */
  versions: Type.Record(Type.String(), Type.String()),
});
export type PagePlan = Static<typeof PagePlan>;
