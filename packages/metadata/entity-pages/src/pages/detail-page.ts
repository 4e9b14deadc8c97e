import { writeLiteral } from '@plinth/component-contract';
import { titleOf } from '../entities/entity-form.ts';
import { namedByText } from '../entities/name-fields.ts';
import type { CompositePlan, PlannedEntity } from '../entities/planned-entity.ts';
import { reservedKeys } from '../entities/reserved-keys.ts';
import { feelText } from '../names/feel-text.ts';
import { UniqueKeys } from '../names/unique-keys.ts';
import { editDrawer, writableFields } from './edit-drawer.ts';
import { columnsOf, expandOf, opening, sortOf } from './list-page.ts';
import { type PageNames, pathOf } from './page-names.ts';

/** Everything that a page about one entity needs to know of the others. */
export interface PageSurroundings {
  readonly entities: ReadonlyMap<string, PlannedEntity>;
  readonly pages: ReadonlyMap<string, PageNames>;
  readonly composites: readonly CompositePlan[];
}

interface RelatedList {
  readonly key: string;
  readonly label: string;
  readonly query: object | null;
  readonly table: object;
}

/** The page of one record: its fields, what belongs to it, a form to change it, a button to delete it. */
export function detailPage(entity: PlannedEntity, around: PageSurroundings): object {
  const names = around.pages.get(entity.key);
  const composites = around.composites.filter(({ to }) => to === entity.key);
  const keys = new UniqueKeys([...reservedKeys, 'editor']);
  const one = keys.take(entity.key, `${entity.key}Record`);
  const lists = [
    ...entity.relations.flatMap((relation) => relatedList(entity, relation, one, keys, around)),
    ...composites.flatMap((composite) => compositeList(composite, keys, around)),
  ];
  const expand = [
    ...entity.fields.filter(({ target }) => target !== null).map(({ key }) => key),
    ...entity.relations.filter(({ through }) => through === null).map(({ key }) => key),
  ];
  const queries = Object.fromEntries(lists.flatMap(({ key, query }) => (query === null ? [] : [[key, query] as const])));
  return {
    label: entity.label,
    path: `${pathOf(names?.list ?? '')}/:id`,
    icon: 'table',
    navigation: false,
    parameters: { id: 'string' },
    ...memoryOf(composites, one),
    queries: {
      [one]: {
        entity: entity.key,
        filter: 'id = parameters.id',
        ...(expand.length === 0 ? {} : { expand }),
        limit: 1,
        ...(composites.length === 0 ? {} : { load: 'manual' }),
      },
      ...queries,
    },
    components: [
      {
        'ui.page': {
          title: `= if ${one}.first = null then ${feelText(entity.label)} else ${headingOf(entity, `${one}.first.`)}`,
          slots: { actions: actionsOf(entity, one, names) },
          children: [
            {
              'ui.empty-state': {
                visible: `not(${one}.loading) and ${one}.error = null and ${one}.first = null`,
                title: 'There is no such record',
                icon: 'search',
              },
            },
            {
              'ui.card': {
                visible: `${one}.first != null`,
                children: [
                  {
                    'ui.form': {
                      label: writeLiteral(entity.label),
                      entity: entity.key,
                      record: `= ${one}.first`,
                      readOnly: true,
                      columns: '2',
                      fields: entity.fields.map(({ key }) => key),
                    },
                  },
                ],
              },
            },
            ...(lists.length === 0 ? [] : [tabs(entity, lists)]),
            ...(mayUpdate(entity) ? [editDrawer(entity, one, `Edit: ${entity.label}`)] : []),
          ],
        },
      },
    ],
  };
}

/** A number alone is no heading. */
function headingOf(entity: PlannedEntity, path: string): string {
  const name = titleOf(entity, path);
  return namedByText(entity) ? name : `${feelText(`${entity.label} `)} + string(${name})`;
}

function mayUpdate(entity: PlannedEntity): boolean {
  return entity.allows.update && writableFields(entity).length > 0;
}

function actionsOf(entity: PlannedEntity, one: string, names: PageNames | undefined): readonly object[] {
  const button = (text: string, icon: string, needs: string, more: object, click: unknown) => ({
    'ui.button': { text, icon, ...more, disabled: `= ${one}.first = null`, record: `= ${one}.first`, needs, on: { click } },
  });
  const actions: object[] = [];
  if (mayUpdate(entity)) actions.push(button('Edit', 'pencil', 'update', { variant: 'primary' }, { do: 'open', component: 'editor' }));
  if (entity.allows.delete) {
    actions.push(
      button('Delete', 'trash', 'delete', { tone: 'bad' }, [
        { do: 'confirm', message: 'Delete it for good?', agree: 'Delete', tone: 'error' },
        { do: 'deleteRecord', entity: entity.key, id: `= ${one}.first.id` },
        { do: 'navigate', page: names?.list, replace: true },
      ]),
    );
  }
  return actions;
}

function tabs(entity: PlannedEntity, lists: readonly RelatedList[]): object {
  return {
    'ui.tabs': {
      properties: { name: writeLiteral(`Of this: ${entity.label}`) },
      children: lists.map(({ key, label, table }) => ({
        'ui.tab': { label: writeLiteral(label), key, children: [{ 'ui.table': table }] },
      })),
    },
  };
}

function relatedList(
  entity: PlannedEntity,
  { key, label, target, through }: PlannedEntity['relations'][number],
  one: string,
  keys: UniqueKeys,
  around: PageSurroundings,
): RelatedList[] {
  const other = around.entities.get(target);
  if (other === undefined) return [];
  const columns = columnsOf(other, around.pages, through);
  const shown = { label: writeLiteral(label), columns, ...opening(around.pages.get(target)), emptyTitle: 'Nothing here yet' };
  // Records of a relation many to many come along with the record itself.
  if (through === null) {
    const own = columns.filter(({ field }) => other.fields.every(({ key: name, target: leads }) => name !== field || leads === null));
    return [
      {
        key: keys.take(key, `${key}Of${entity.key}`),
        label,
        query: null,
        table: { ...shown, columns: own, rows: `= ${one}.first.${key}` },
      },
    ];
  }
  const name = keys.take(key, `${key}Rows`);
  const query = { entity: target, filter: `${through}.id = parameters.id`, ...sortOf(other), ...expandOf(columns, other) };
  return [{ key: name, label, query, table: { ...shown, query: name } }];
}

/** The records that refer to the one of the page by several columns: what these are here, the page remembers. */
function compositeList({ from, pairs }: CompositePlan, keys: UniqueKeys, around: PageSurroundings): RelatedList[] {
  const other = around.entities.get(from);
  // A field called like the page's memory would hide it in the filter.
  if (other === undefined || other.fields.some(({ key }) => key === 'state')) return [];
  const columns = columnsOf(other, around.pages, null);
  const name = keys.take(other.pluralKey, `${other.key}Rows`);
  const filter = pairs.map(({ own, theirs }) => `${own} = state.${remembered(theirs)}`).join(' and ');
  const table = {
    label: writeLiteral(other.labelPlural),
    query: name,
    columns,
    ...opening(around.pages.get(from)),
    emptyTitle: 'Nothing here yet',
  };
  return [{ key: name, label: other.labelPlural, query: { entity: from, filter, ...sortOf(other), ...expandOf(columns, other) }, table }];
}

function remembered(path: string): string {
  return path.replaceAll('.', '_');
}

/** Reads the record first and remembers by what others refer to it. */
function memoryOf(composites: readonly CompositePlan[], one: string): object {
  const pairs = composites.flatMap((composite) => composite.pairs);
  if (pairs.length === 0) return {};
  const values = Object.fromEntries(pairs.map(({ theirs }) => [remembered(theirs), `= result.rows[1].${theirs}`]));
  return {
    state: Object.fromEntries(pairs.map(({ theirs, type }) => [remembered(theirs), type])),
    // biome-ignore lint/suspicious/noThenProperty: a word of the page action language; it is data and never awaited.
    onOpen: { do: 'runQuery', query: one, then: { do: 'setState', values } },
  };
}
