import { type ActionBody, childrenOf, type Definition, type RecordOf, recordOf, withDefaults } from '@plinth/app-definition';
import { type JsonValue, shortId } from '@plinth/foundation';
import { type Clip, clipOf, clipQueryRecords, clipRecords } from './clip.ts';
import { type Place, recordPlaces, standsIn } from './place.ts';

/** A change of a page, what it is called in the undo menu, and what is selected afterwards. */
export interface Edit {
  readonly body: ActionBody;
  readonly intent: string;
  readonly selection: readonly string[];
}

/** How people call a component: its title, quoted name, or text. */
export type Wording = (record: RecordOf<'component'>) => string;

const together = (actions: readonly ActionBody[]): ActionBody => {
  const [only] = actions;
  return actions.length === 1 && only !== undefined ? only : { type: 'BATCH', payload: { actions } };
};

const inserts = (records: readonly RecordOf<'component' | 'query'>[]): ActionBody =>
  together(records.map((record) => ({ type: 'RECORD_INSERT', payload: { record } })));

function many(definition: Definition, ids: readonly string[], wording: Wording): string {
  const [only] = ids;
  const record = only === undefined ? null : recordOf(definition, 'component', only);
  return ids.length === 1 && record !== null ? wording(record) : `${ids.length} components`;
}

/** A new component of a kind. */
export function addComponent(definition: Definition, component: { readonly id: string; readonly title: string }, place: Place): Edit {
  const [at] = recordPlaces(definition, place, 1);
  const id = shortId();
  const record = withDefaults({ id, kind: 'component', component: component.id, ...at }) as RecordOf<'component'>;
  return { body: inserts([record]), intent: `Add ${component.title.toLowerCase()}`, selection: [id] };
}

/** Moves components to a place, in the order given; null where one would stand in itself or nothing would change. */
export function moveComponents(definition: Definition, ids: readonly string[], place: Place, wording: Wording): Edit | null {
  if (ids.length === 0 || ids.some((id) => standsIn(definition, place.parent, id))) return null;
  const moved = new Set(ids);
  const before = place.before !== null && moved.has(place.before) ? nextUnmoved(definition, place, moved) : place.before;
  const places = recordPlaces(definition, { ...place, before }, ids.length, moved);
  const actions = ids.flatMap((id, index): ActionBody[] => {
    const to = places[index];
    return to === undefined ? [] : [{ type: 'RECORD_MOVE', payload: { id, to } }];
  });
  return { body: together(actions), intent: `Move ${many(definition, ids, wording)}`, selection: ids };
}

function nextUnmoved(definition: Definition, place: Place, moved: ReadonlySet<string>): string | null {
  const siblings = childrenOf(definition, place.parent, place.slot);
  const at = siblings.findIndex(({ id }) => id === place.before);
  return siblings.slice(at).find(({ id }) => !moved.has(id))?.id ?? null;
}

export function removeComponents(definition: Definition, ids: readonly string[], wording: Wording): Edit {
  const actions = ids.map((id): ActionBody => ({ type: 'RECORD_REMOVE', payload: { id } }));
  return { body: together(actions), intent: `Remove ${many(definition, ids, wording)}`, selection: [] };
}

/** Puts a clip at a place. */
export function pasteClip(definition: Definition, clip: Clip, place: Place): Edit {
  const records = clipRecords(definition, clip, place);
  const tops = records.filter(({ parent }) => parent === place.parent).map(({ id }) => id);
  const queries = clipQueryRecords(definition, clip, place.parent);
  return {
    body: inserts([...queries, ...records]),
    intent: tops.length === 1 ? 'Paste component' : `Paste ${tops.length} components`,
    selection: tops,
  };
}

/** The same again, right behind. */
export function duplicateComponents(definition: Definition, ids: readonly string[], wording: Wording): Edit | null {
  const last = recordOf(definition, 'component', ids.at(-1) ?? '');
  if (last === null) return null;
  const edit = pasteClip(definition, clipOf(definition, ids), placeBehind(definition, last));
  return { ...edit, intent: `Duplicate ${many(definition, ids, wording)}` };
}

/** Puts a container where the first of some siblings stands, and them into it. */
export function wrapComponents(
  definition: Definition,
  ids: readonly string[],
  container: { readonly id: string; readonly title: string; readonly slot: string },
  wording: Wording,
): Edit | null {
  const first = recordOf(definition, 'component', ids[0] ?? '');
  if (first === null) return null;
  const id = shortId();
  const { parent, slot, index } = first;
  const record = withDefaults({ id, kind: 'component', component: container.id, parent, slot, index }) as RecordOf<'component'>;
  const places = recordPlaces(definition, { parent: id, slot: container.slot, before: null }, ids.length);
  const moves = ids.flatMap((inner, at): ActionBody[] => {
    const to = places[at];
    return to === undefined ? [] : [{ type: 'RECORD_MOVE', payload: { id: inner, to } }];
  });
  const actions: ActionBody[] = [{ type: 'RECORD_INSERT', payload: { record } }, ...moves];
  return {
    body: { type: 'BATCH', payload: { actions } },
    intent: `Wrap ${many(definition, ids, wording)} in ${container.title.toLowerCase()}`,
    selection: [id],
  };
}

/** Sets a property; undefined gives it its default again. */
export function setProperty(
  record: RecordOf<'component'>,
  property: { readonly name: string; readonly label: string },
  value: JsonValue | undefined,
  wording: Wording,
): Edit {
  const payload = { id: record.id, path: ['properties', property.name], ...(value === undefined ? {} : { value }) };
  return {
    body: { type: 'RECORD_UPDATE', payload },
    intent: `Change ${property.label.toLowerCase()} of ${wording(record)}`,
    selection: [record.id],
  };
}

/** The place right behind a component. */
export function placeBehind(definition: Definition, record: RecordOf<'component'>): Place {
  const siblings = childrenOf(definition, record.parent, record.slot);
  const at = siblings.findIndex(({ id }) => id === record.id);
  return { parent: record.parent, slot: record.slot, before: siblings[at + 1]?.id ?? null };
}
