import type { ApplicationShell, PagePlan } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { type ContextType, contextType, type FeelType, types } from '@plinth/expression';
import { PageTypes } from '@plinth/page-types';
import type { ComponentsById } from '../component-titles.ts';

const local = new Set(['row', 'index', 'event', 'result', 'error']);

/** What expressions of a page may name, with the types that the definition gives. */
export class BindingTypes {
  readonly #types: PageTypes;
  readonly #page: Readonly<Record<string, FeelType>>;

  constructor(plan: PagePlan, shell: ApplicationShell, components: ComponentsById) {
    this.#types = new PageTypes({ plan, entities: shell.entities, contract: (id) => components.get(id)?.ui });
    this.#page = Object.fromEntries(Object.entries(this.#types.page).filter(([name]) => !local.has(name)));
  }

  /** The names at a place of the page; `rowsOf` is the query whose rows stand around it. */
  scope(rowsOf: string | undefined): ContextType {
    if (rowsOf === undefined) return contextType(this.#page);
    return contextType({ ...this.#page, row: this.#types.rows(rowsOf), index: types.number });
  }
}

/** The query whose rows a component stands in, or shows itself. */
export function rowsAround(
  record: RecordOf<'component'>,
  find: (id: string) => RecordOf<'component'> | null,
  components: ComponentsById,
  own: boolean,
): string | undefined {
  const ownQuery = queryOf(record, components);
  if (own && ownQuery !== undefined) return ownQuery;
  let inner = record;
  for (let outer = find(inner.parent); outer !== null; inner = outer, outer = find(inner.parent)) {
    const perRow = components.get(outer.component)?.ui?.slots[inner.slot]?.perRow === true;
    const query = perRow ? queryOf(outer, components) : undefined;
    if (query !== undefined) return query;
  }
  return undefined;
}

/** Key of the query that a component shows. */
export function queryOf(record: RecordOf<'component'>, components: ComponentsById): string | undefined {
  const properties = components.get(record.component)?.ui?.properties ?? {};
  const name = Object.keys(properties).find((candidate) => properties[candidate]?.editor === 'query');
  const key = name === undefined ? undefined : record.properties[name];
  return typeof key === 'string' ? key : undefined;
}
