import { writeLiteral } from '@plinth/component-contract';
import type { PlannedEntity, PlannedField } from '../entities/planned-entity.ts';
import { editDrawer, writableFields } from './edit-drawer.ts';
import { type PageNames, pathOf } from './page-names.ts';

const mostColumns = 6;
const wide = new Set(['longText', 'json', 'multiChoice']);

/** The page with all records of an entity: search, sort, filters, a form for a new one. */
export function listPage(entity: PlannedEntity, pages: ReadonlyMap<string, PageNames>, list: string): object {
  const names = pages.get(entity.key);
  const columns = columnsOf(entity, pages, null);
  const search = entity.searched.length > 0;
  const mayCreate = entity.allows.create && writableFields(entity).length > 0;
  return {
    label: entity.labelPlural,
    path: pathOf(names?.list ?? ''),
    icon: 'table',
    ...(search ? { state: { search: 'string' } } : {}),
    queries: {
      [list]: {
        entity: entity.key,
        ...(search ? { search: 'state.search' } : {}),
        ...sortOf(entity),
        ...expandOf(columns, entity),
        ...(entity.isLarge === true ? {} : { count: true }),
      },
    },
    components: [
      {
        'ui.page': {
          title: writeLiteral(entity.labelPlural),
          ...(entity.description === null ? {} : { description: writeLiteral(entity.description) }),
          ...(mayCreate ? { slots: { actions: [newButton()] } } : {}),
          children: [
            {
              'ui.table': {
                label: writeLiteral(entity.labelPlural),
                query: list,
                columns,
                ...opening(names),
                emptyTitle: 'Nothing here yet',
                ...(search ? { slots: { toolbar: [searchBox(entity)] } } : {}),
              },
            },
            ...(mayCreate ? [editDrawer(entity, null, `New: ${entity.label}`)] : []),
          ],
        },
      },
    ],
  };
}

/** What a click on a row of an entity opens. */
export function opening(names: PageNames | undefined): object {
  if (names === undefined) return {};
  return {
    rowPage: names.detail,
    rowParameters: '= { id: row.id }',
    on: { rowClick: { do: 'navigate', page: names.detail, parameters: { id: '= event.row.id' } } },
  };
}

/** What tells records apart first, then what fits; `without` is the reference that is the same in all rows. */
export function columnsOf(
  entity: PlannedEntity,
  pages: ReadonlyMap<string, PageNames>,
  without: string | null,
): readonly { readonly field: string }[] {
  const first = entity.named.flatMap((key) => entity.fields.filter((field) => field.key === key));
  const own = entity.fields.filter((field) => !first.includes(field) && !wide.has(field.form.type) && field.key !== without);
  // The number of a record says little where it has a name.
  const others = first.length > 0 ? own.filter(({ key, target }) => target !== null || !entity.numbering.includes(key)) : own;
  const shown = [...first, ...others].slice(0, mostColumns);
  return (shown.length > 0 ? shown : entity.fields.slice(0, 1)).map((field, at) => ({
    field: field.key,
    ...(at === 0 ? { grow: true } : {}),
    ...(field.target === null ? {} : { page: pages.get(field.target)?.detail }),
  }));
}

/** The references among columns, which are brought along. */
export function expandOf(columns: readonly { readonly field: string }[], entity: PlannedEntity): { readonly expand?: readonly string[] } {
  const references = columns.map(({ field }) => field).filter((key) => fieldOf(entity, key)?.target != null);
  return references.length === 0 ? {} : { expand: references };
}

/** The order in which people look for a name; of very many records that of their key, which has an index. */
export function sortOf(entity: PlannedEntity): { readonly sort?: readonly string[] } {
  if (entity.isLarge === true) return {};
  const sortable = entity.named.filter((key) => !wide.has(fieldOf(entity, key)?.form.type ?? 'json'));
  return sortable.length === 0 ? {} : { sort: [...sortable].reverse() };
}

function fieldOf(entity: PlannedEntity, key: string): PlannedField | undefined {
  return entity.fields.find((field) => field.key === key);
}

function newButton(): object {
  return { 'ui.button': { text: 'New', icon: 'plus', variant: 'primary', on: { click: { do: 'open', component: 'editor' } } } };
}

function searchBox(entity: PlannedEntity): object {
  return {
    'ui.search-box': {
      label: 'Search',
      placeholder: writeLiteral(entity.searched.map((key) => fieldOf(entity, key)?.label ?? key).join(', ')),
      value: '= state.search',
      layout: { grow: true },
      on: { change: { do: 'setState', values: { search: '= event.value' } } },
    },
  };
}
