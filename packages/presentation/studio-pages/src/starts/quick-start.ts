import { type Definition, fieldsOf, type RecordOf, recordOf, withDefaults } from '@plinth/app-definition';
import { type JsonObject, shortId } from '@plinth/foundation';
import { newActionQuery, newQuery } from '../data/new-query.ts';
import type { Edit } from '../edits/edits.ts';
import { type Place, recordPlaces } from '../edits/place.ts';
import { actionTable } from './action-table.ts';

/** What is made of an entity at once: its records in a table, a form for a new one, or both as a list to work with. */
export type QuickStart = 'table' | 'form' | 'list';

/** A component with what stands in it, before it has a place. */
export interface Part {
  readonly component: string;
  readonly slot?: string;
  readonly properties?: JsonObject;
  readonly events?: JsonObject;
  readonly layout?: JsonObject;
  readonly parts?: readonly Part[];
}

/** Components, query and bindings for an entity, or for what another system is asked, as one act; null where that is gone. */
export function quickStart(definition: Definition, page: RecordOf<'page'>, of: string, start: QuickStart, place: Place): Edit | null {
  const action = recordOf(definition, 'external-action', of);
  if (action !== null) return actionStart(definition, page, action, place);
  const about = recordOf(definition, 'entity', of);
  if (about === null) return null;
  const query = start === 'form' ? null : newQuery(definition, page, of);
  const top = topOf(definition, about, start, query?.key ?? '');
  const noun = start === 'form' ? about.label : (about.labelPlural ?? about.label);
  return inserted(definition, query, top, place, `Add ${start} of ${noun}`);
}

/** A table of what an action gives; its query is selected where it still waits for what it is asked with. */
function actionStart(definition: Definition, page: RecordOf<'page'>, action: RecordOf<'external-action'>, place: Place): Edit | null {
  const query = newActionQuery(definition, page, action);
  const edit = inserted(definition, query, actionTable(action, query.key), place, `Add table of ${action.label}`);
  return edit === null || action.required.length === 0 ? edit : { ...edit, selection: [query.id] };
}

function inserted(definition: Definition, query: RecordOf<'query'> | null, top: Part, place: Place, intent: string): Edit | null {
  const [at] = recordPlaces(definition, place, 1);
  const components = at === undefined ? [] : recordsOf(top, at);
  const [first] = components;
  if (first === undefined) return null;
  const records = query === null ? components : [query, ...components];
  const actions = records.map((record) => ({ type: 'RECORD_INSERT' as const, payload: { record } }));
  return { body: { type: 'BATCH', payload: { actions } }, intent, selection: [first.id] };
}

function topOf(definition: Definition, entity: RecordOf<'entity'>, start: QuickStart, query: string): Part {
  const fields = fieldsOf(definition, entity.id).filter(({ computed }) => computed === undefined);
  const plural = entity.labelPlural ?? entity.label;
  if (start === 'form') return { component: 'ui.form', properties: { label: entity.label, entity: entity.key, resetAfterSave: true } };
  if (start === 'table') {
    return { component: 'ui.table', properties: { label: plural, query, columns: fields.map(({ key }) => ({ field: key })) } };
  }
  const mark = fields.find(({ type }) => type === 'boolean');
  // What is ticked in the list is not asked for when something new is written.
  const asked = fields.filter(({ id }) => id !== mark?.id).map(({ key }) => ({ field: key }));
  const form = { label: entity.label, entity: entity.key, resetAfterSave: true, showCancel: false, fields: asked };
  return {
    component: 'ui.stack',
    parts: [
      { component: 'ui.form', properties: form },
      { component: 'ui.list', properties: { label: plural, query }, parts: [itemOf(entity, fields, mark), removalOf(entity)] },
    ],
  };
}

/** A row: ticked where the entity has something to tick, with what it is called. */
function itemOf(entity: RecordOf<'entity'>, fields: readonly RecordOf<'field'>[], mark: RecordOf<'field'> | undefined): Part {
  const words = { component: 'ui.text', properties: { text: '{{ row.title }}' }, layout: { grow: true } };
  const properties = { direction: 'horizontal', align: 'center', gap: '2', wrap: false };
  if (mark === undefined) {
    const further = fields.find(({ type }) => type === 'choice');
    const beside = further === undefined ? [] : [{ component: 'ui.badge', properties: { text: `{{ row.${further.key} }}` } }];
    return { component: 'ui.stack', slot: 'item', properties, parts: [words, ...beside] };
  }
  const tick: Part = {
    component: 'ui.checkbox',
    properties: { label: `${mark.label}: {{ row.title }}`, labelHidden: true, value: `= row.${mark.key}` },
    events: { change: [{ do: 'updateRecord', entity: entity.key, id: '= row.id', values: { [mark.key]: '= event.value' } }] },
  };
  return { component: 'ui.stack', slot: 'item', properties, parts: [tick, words] };
}

function removalOf(entity: RecordOf<'entity'>): Part {
  return {
    component: 'ui.button',
    slot: 'trailing',
    properties: { text: 'Delete {{ row.title }}', icon: 'trash', iconOnly: true, variant: 'subtle', tone: 'bad', size: 's' },
    events: { click: [{ do: 'deleteRecord', entity: entity.key, id: '= row.id' }] },
  };
}

function recordsOf(part: Part, at: { readonly parent?: string; readonly slot?: string; readonly index: string }): RecordOf<'component'>[] {
  const { component, properties = {}, events = {}, layout = {}, parts = [] } = part;
  const id = shortId();
  const record = withDefaults({ ...at, id, kind: 'component', component, properties, events, layout } as never) as RecordOf<'component'>;
  return [record, ...parts.flatMap((inner, index) => recordsOf(inner, { parent: id, slot: inner.slot ?? 'children', index: `a${index}` }))];
}
