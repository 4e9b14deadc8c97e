import type { ShellEntity } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { joinedContext, type PageSites } from '@plinth/definition-expressions';
import { type ContextType, contextType, type FeelType } from '@plinth/expression';
import { isJsonObject } from '@plinth/foundation';
import type { PreviewValues } from '@plinth/studio-expressions';
import type { ComponentsById } from '../component-titles.ts';

/** What expressions of a page may name, with the types and meanings that the definition gives, and what it stands for now. */
export class BindingTypes {
  /** The entities that queries and actions may name, those of other definitions as `module/entity`. */
  readonly entities: readonly ShellEntity[];
  readonly #page: PageSites;
  readonly #read: (name: string) => unknown;

  /** `read` gives what a name of the page stands for now, undefined where that is not known. */
  constructor(page: PageSites, entities: readonly ShellEntity[], read: (name: string) => unknown) {
    this.#page = page;
    this.entities = entities;
    this.#read = read;
  }

  /** The names at a place of the page; `rowsOf` is the query whose rows stand around it, `further` what only that place has. */
  scope(rowsOf?: string, further?: Readonly<Record<string, FeelType>>): ContextType {
    const scope = this.#page.scopeInRows(rowsOf);
    return further === undefined ? scope : joinedContext(scope, contextType(further));
  }

  /** What the names at a place stand for now: where rows stand around it, the first of them. */
  values(rowsOf: string | undefined): PreviewValues {
    return (name) => {
      if (rowsOf === undefined || (name !== 'row' && name !== 'index')) return this.#read(name);
      if (name === 'index') return 1;
      const query = this.#read(rowsOf);
      return isJsonObject(query) && Array.isArray(query.rows) ? query.rows[0] : undefined;
    };
  }

  /** The names in a filter of an entity's records: its fields, then those of the page. */
  filterScope(entity: string): ContextType {
    return this.#page.filterScope(entity);
  }

  /** What a record of an entity is. */
  record(entity: string): FeelType {
    return this.#page.recordOf(entity);
  }

  /** What another system answers to an external action. */
  answer(action: string): FeelType {
    return this.#page.answerOf(action);
  }

  /** What a query of the page gives, row by row. */
  rows(query: string): FeelType {
    return this.#page.rowOf(query);
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
