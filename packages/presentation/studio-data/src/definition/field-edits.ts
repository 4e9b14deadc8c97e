import {
  type ActionBody,
  type Definition,
  type FieldType,
  fieldsOf,
  indexBetween,
  indexesOf,
  type RecordOf,
  recordOf,
  recordsOf,
  withDefaults,
} from '@plinth/app-definition';
import { type JsonValue, shortId } from '@plinth/foundation';
import { attributeKeys } from './attribute-keys.ts';
import { type Edit, insert, quoted, remove, together, update } from './edit.ts';
import { lostSettings } from './field-type.ts';
import { freeKey, isProposed, keyFromLabel } from './free-key.ts';
import { withoutMention } from './permission-lists.ts';

type Field = RecordOf<'field'>;

/** What a type cannot be without. */
function needed(definition: Definition, entity: string, type: FieldType): Partial<Field> {
  if (type === 'choice' || type === 'multiChoice') return { options: [{ value: 'option1', label: 'Option 1' }] };
  if (type !== 'reference') return {};
  const others = recordsOf(definition, 'entity').filter(({ id }) => id !== entity);
  return { target: others[0]?.id ?? entity };
}

/** A new field behind all others, or behind one of them. */
export function addField(
  definition: Definition,
  entity: string,
  { label, type, after, ...given }: { readonly label: string; readonly type: FieldType; readonly after?: string } & Partial<Field>,
): Edit {
  const fields = fieldsOf(definition, entity);
  const at = after === undefined ? fields.length - 1 : fields.findIndex(({ id }) => id === after);
  const record = withDefaults({
    ...needed(definition, entity, type),
    ...given,
    id: shortId(),
    kind: 'field',
    parent: entity,
    index: indexBetween(fields[at]?.index ?? null, fields[at + 1]?.index ?? null),
    key: freeKey(keyFromLabel(label, 'field'), attributeKeys(definition, entity)),
    label,
    type,
  });
  return { body: insert(record), intent: `Add field ${quoted({ label, key: 'field' })}`, selection: [record.id] };
}

/** The same field again, right behind. */
export function duplicateField(definition: Definition, field: Field): Edit {
  const { id: _id, kind: _kind, parent, index: _index, key: _key, label, type, ...given } = field;
  const copied = addField(definition, parent, { ...given, label: `${label} 2`.slice(0, 500), type, after: field.id });
  return { ...copied, intent: `Duplicate field ${quoted(field)}` };
}

/** Another label; a key that nobody wrote by hand follows it as long as nothing uses it (`keyFollows`). */
export function labelField(definition: Definition, field: Field, label: string, keyFollows: boolean): Edit {
  const actions = [update(field.id, 'label', label)];
  if (keyFollows && isProposed(field.key, field.label, 'field')) {
    const key = freeKey(keyFromLabel(label, 'field'), attributeKeys(definition, field.parent, field.id));
    if (key !== field.key) {
      actions.push(update(field.id, 'key', key));
      // A title that is just this field is the one thing that goes with it.
      const entity = recordOf(definition, 'entity', field.parent);
      if (entity?.title?.trim() === field.key) actions.push(update(entity.id, 'title', key));
    }
  }
  return { body: together(actions), intent: `Rename field ${quoted(field)} to ${quoted({ label, key: field.key })}` };
}

/** Sets properties of a field, called by the words given. */
export function setOfField(field: Field, words: string, values: Readonly<Record<string, JsonValue | undefined>>): Edit {
  const actions = Object.entries(values).map(([property, value]) => update(field.id, property, value));
  return { body: together(actions), intent: `Change ${words} of field ${quoted(field)}` };
}

/** Another type: what means nothing for it goes, what it needs comes. */
export function retypeField(definition: Definition, field: Field, type: FieldType, words: string): Edit {
  const wanted = Object.entries(needed(definition, field.parent, type)).filter(([name]) => field[name as keyof Field] === undefined);
  const actions = [
    update(field.id, 'type', type),
    ...lostSettings(field, type).map((setting) => update(field.id, setting, undefined)),
    ...wanted.map(([name, value]) => update(field.id, name, value as JsonValue)),
  ];
  return { body: together(actions), intent: `Change type of field ${quoted(field)} to ${words}` };
}

/** Moves a field before another one; null: to the end. Null where nothing would change. */
export function moveField(definition: Definition, field: Field, before: string | null): Edit | null {
  const fields = fieldsOf(definition, field.parent);
  const others = fields.filter(({ id }) => id !== field.id);
  const at = before === null ? others.length : others.findIndex(({ id }) => id === before);
  if (at < 0 || at === fields.findIndex(({ id }) => id === field.id)) return null;
  const [low, high] = [others[at - 1]?.index ?? null, others[at]?.index ?? null];
  const to = { parent: field.parent, index: indexBetween(low, high !== null && low !== null && high <= low ? null : high) };
  return { body: { type: 'RECORD_MOVE', payload: { id: field.id, to } }, intent: `Move field ${quoted(field)}` };
}

/** Removes fields with what would only hang without them: places in lists, indexes of nothing else, relations through them. */
export function removeFields(definition: Definition, fields: readonly Field[]): Edit {
  const gone = new Set(fields.map(({ id }) => id));
  const [first] = fields;
  const name = fields.length === 1 && first !== undefined ? `field ${quoted(first)}` : `${fields.length} fields`;
  const actions: ActionBody[] = [];
  for (const entityId of new Set(fields.map(({ parent }) => parent))) {
    const entity = recordOf(definition, 'entity', entityId);
    if (entity === null) continue;
    for (const list of ['search', 'userFields'] as const) {
      const ids = entity[list];
      if (ids?.some((id) => gone.has(id)))
        actions.push(
          update(
            entityId,
            list,
            ids.filter((id) => !gone.has(id)),
          ),
        );
    }
    if (entity.userBy !== undefined && gone.has(entity.userBy)) actions.push(update(entityId, 'userBy', undefined));
    for (const index of indexesOf(definition, entityId)) {
      const left = index.fields.filter((id) => !gone.has(id));
      if (left.length < index.fields.length) actions.push(left.length === 0 ? remove(index.id) : update(index.id, 'fields', left));
    }
  }
  const relations = recordsOf(definition, 'relation').filter(({ through }) => through !== null && gone.has(through));
  const mentioned = new Set([...gone, ...relations.map(({ id }) => id)]);
  actions.push(...withoutMention(definition, mentioned), ...relations.map(({ id }) => remove(id)), ...[...gone].map(remove));
  return { body: together(actions), intent: `Remove ${name}`, selection: [] };
}
