import type { PagePlan } from '@plinth/api-contract';
import { childrenOf, type Definition, type RecordOf } from '@plinth/app-definition';
import { type QueryPlan, queryForPage } from './query-plan.ts';

/** Everything a renderer needs for a page; the same for everybody who may open it. */
export function planPage(
  definition: Definition,
  page: RecordOf<'page'>,
  queries: readonly QueryPlan[],
  release: { readonly signature: string; readonly components: Readonly<Record<string, string>> },
): PagePlan {
  const components = collectComponents(definition, page.id, null, []);
  const used = new Set(components.map(({ component }) => component));
  return {
    format: 1,
    signature: release.signature,
    page: {
      id: page.id,
      key: page.key,
      path: page.path,
      label: page.label,
      ...(page.description === undefined ? {} : { description: page.description }),
      ...(page.icon === undefined ? {} : { icon: page.icon }),
      parameters: page.parameters,
      state: page.state,
      onOpen: page.onOpen,
    },
    components,
    queries: queries.map(queryForPage),
    versions: Object.fromEntries(Object.entries(release.components).filter(([id]) => used.has(id))),
  };
}

/** The components below a parent: parents first, siblings in their order. */
export function collectComponents(
  definition: Definition,
  parent: string,
  shownIn: string | null,
  into: PagePlan['components'],
): PagePlan['components'] {
  for (const child of childrenOf(definition, parent)) {
    into.push({
      id: child.id,
      parent: shownIn,
      slot: child.slot,
      component: child.component,
      ...(child.name === undefined ? {} : { name: child.name }),
      properties: child.properties,
      events: child.events,
      ...(child.visible === undefined ? {} : { visible: child.visible }),
      hiddenOn: child.hiddenOn as PagePlan['components'][number]['hiddenOn'],
      layout: child.layout,
    });
    collectComponents(definition, child.id, child.id, into);
  }
  return into;
}
