import type { CompositePlan, PagePlan, PlanComponent, PlanQuery } from '@plinth/api-contract';
import { componentsOf, compositesIn, type Definition, type DefinitionRecord, type RecordOf } from '@plinth/app-definition';

/** Everything a renderer needs for a page; the same for everybody who may open it. `queriesOf` plans those of a page or composite. */
export function planPage(
  definition: Definition,
  page: RecordOf<'page'>,
  queriesOf: (page: RecordOf<'page'>) => readonly PlanQuery[],
  release: { readonly signature: string; readonly components: Readonly<Record<string, string>> },
): PagePlan {
  const composites = compositesIn(definition, page.id).map(
    (composite) => [composite.key, planned(definition, composite, queriesOf)] as const,
  );
  const own = planned(definition, page, queriesOf);
  return {
    format: 1,
    signature: release.signature,
    ...own,
    ...(composites.length === 0 ? {} : { composites: Object.fromEntries(composites) }),
    versions: versionsOf(
      [own, ...composites.map(([, plan]) => plan)].map(({ components }) => components),
      release.components,
    ),
  };
}

/** Which version each component of a page has that a release knows. */
function versionsOf(
  plans: readonly (readonly PlanComponent[])[],
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const versions = Object.entries(known);
  // What was never released has none.
  if (versions.length === 0) return {};
  const used = new Set(plans.flatMap((components) => components.map(({ component }) => component)));
  return Object.fromEntries(versions.filter(([id]) => used.has(id)));
}

function planned(
  definition: Definition,
  page: RecordOf<'page'>,
  queriesOf: (page: RecordOf<'page'>) => readonly PlanQuery[],
): CompositePlan {
  return {
    page: {
      id: page.id,
      key: page.key,
      path: page.path,
      label: page.label,
      ...(page.description === undefined ? {} : { description: page.description }),
      ...(page.icon === undefined ? {} : { icon: page.icon }),
      parameters: page.parameters,
      state: page.state,
      ...(page.live === undefined ? {} : { live: page.live }),
      onOpen: page.onOpen,
      ...(page.composite === undefined ? {} : { composite: page.composite }),
    },
    components: planComponents(definition, page.id),
    queries: [...queriesOf(page)],
  };
}

/** The components of a page: parents first, siblings in their order. */
export function planComponents(definition: Definition, pageId: string): PlanComponent[] {
  const records = componentsOf(definition, pageId);
  const page = definition.records.get(pageId);
  const last = page === undefined ? undefined : lastPlanned.get(page);
  const plans = records.map((record, at) => {
    const known = last?.records[at] === record ? last.plans[at] : undefined;
    return known ?? planComponent(record, record.parent === pageId ? null : record.parent);
  });
  if (page !== undefined) lastPlanned.set(page, { records, plans });
  return plans;
}

/** What was planned last of a page: where one of thousands of components changed, the others are not looked for again. */
const lastPlanned = new WeakMap<
  DefinitionRecord,
  { readonly records: readonly RecordOf<'component'>[]; readonly plans: readonly PlanComponent[] }
>();

/** A record never changes, so its part of a plan is made once. */
const plannedComponents = new WeakMap<RecordOf<'component'>, PlanComponent>();

function planComponent(record: RecordOf<'component'>, parent: string | null): PlanComponent {
  const known = plannedComponents.get(record);
  if (known !== undefined) return known;
  const made: PlanComponent = {
    id: record.id,
    parent,
    slot: record.slot,
    component: record.component,
    ...(record.name === undefined ? {} : { name: record.name }),
    properties: record.properties,
    events: record.events,
    ...(record.visible === undefined ? {} : { visible: record.visible }),
    hiddenOn: record.hiddenOn as PlanComponent['hiddenOn'],
    layout: record.layout,
  };
  plannedComponents.set(record, made);
  return made;
}
