import {
  type Definition,
  entitiesOf,
  indexBetween,
  indexesOf,
  type RecordOf,
  referrersOf,
  relationsOf,
  withDefaults,
} from '@plinth/app-definition';
import { type JsonValue, shortId } from '@plinth/foundation';
import { attributeKeys } from './attribute-keys.ts';
import { type Edit, insert, quoted, remove, together, update } from './edit.ts';
import { freeKey, isProposed, keyFromLabel } from './free-key.ts';
import { withoutMention } from './permission-lists.ts';

type Entity = RecordOf<'entity'>;

/** A new entity with a name for its records. */
export function addEntity(definition: Definition): Edit & { readonly entity: string } {
  const entities = entitiesOf(definition);
  const taken = new Set(entities.map(({ key }) => key));
  let number = entities.length + 1;
  while (taken.has(`entity${number}`)) number++;
  const [id, field] = [shortId(), shortId()];
  const label = `Entity ${number}`;
  const records = [
    withDefaults({ id, kind: 'entity', key: `entity${number}`, label, title: 'name' }),
    withDefaults({
      id: field,
      kind: 'field',
      parent: id,
      index: indexBetween(null, null),
      key: 'name',
      label: 'Name',
      type: 'text',
      required: true,
    }),
  ];
  return { body: together(records.map(insert)), intent: `Add entity “${label}”`, selection: [], entity: id };
}

/** Another label; a key that nobody wrote by hand follows it as long as nothing uses it (`keyFollows`). */
export function labelEntity(definition: Definition, entity: Entity, label: string, keyFollows: boolean): Edit {
  const actions = [update(entity.id, 'label', label)];
  if (keyFollows && isProposed(entity.key, entity.label, 'entity')) {
    const taken = new Set(entitiesOf(definition).flatMap(({ id, key }) => (id === entity.id ? [] : [key])));
    const key = freeKey(keyFromLabel(label, 'entity'), taken);
    if (key !== entity.key) actions.push(update(entity.id, 'key', key));
  }
  return { body: together(actions), intent: `Rename entity ${quoted(entity)} to ${quoted({ label, key: entity.key })}` };
}

/** Sets a property of an entity, called by the words given. */
export function setOfEntity(entity: Entity, property: string, words: string, value: JsonValue | undefined): Edit {
  return { body: update(entity.id, property, value), intent: `Change ${words} of entity ${quoted(entity)}` };
}

/** Removes an entity with what only makes sense with it: permissions on it, and relations that lead to it. */
export function removeEntity(definition: Definition, entity: Entity): Edit {
  const along = referrersOf(definition, entity.id).filter(
    (record) => record.kind === 'permission' || (record.kind === 'relation' && record.parent !== entity.id),
  );
  return {
    body: together([...along.map(({ id }) => remove(id)), remove(entity.id)]),
    intent: `Remove entity ${quoted(entity)}`,
    selection: [],
  };
}

/** A relation to many: by the target's reference that points back, or by a link table of its own (null). */
export function addRelation(definition: Definition, entity: Entity, target: Entity, through: RecordOf<'field'> | null): Edit {
  const relations = relationsOf(definition, entity.id);
  const label = target.labelPlural ?? target.label;
  const record = withDefaults({
    id: shortId(),
    kind: 'relation',
    parent: entity.id,
    index: indexBetween(relations.at(-1)?.index ?? null, null),
    key: freeKey(keyFromLabel(label, 'relation'), attributeKeys(definition, entity.id)),
    label,
    target: target.id,
    through: through?.id ?? null,
  });
  return { body: insert(record), intent: `Add relation ${quoted({ label, key: 'relation' })}`, selection: [record.id] };
}

export function addIndex(definition: Definition, entity: Entity, field: RecordOf<'field'>): Edit {
  const taken = new Set(indexesOf(definition, entity.id).map(({ key }) => key));
  const key = freeKey(`by${field.key.charAt(0).toUpperCase()}${field.key.slice(1)}`, taken);
  const record = withDefaults({ id: shortId(), kind: 'index', parent: entity.id, key, fields: [field.id] });
  return { body: insert(record), intent: `Add index by ${quoted(field)}`, selection: [record.id] };
}

/** Sets a property of a relation or an index. */
export function setOfPart(
  record: RecordOf<'relation'> | RecordOf<'index'>,
  property: string,
  words: string,
  value: JsonValue | undefined,
): Edit {
  return { body: update(record.id, property, value), intent: `Change ${words} of ${nameOf(record)}` };
}

export function removePart(definition: Definition, record: RecordOf<'relation'> | RecordOf<'index'>): Edit {
  const lists = record.kind === 'relation' ? withoutMention(definition, new Set([record.id])) : [];
  return { body: together([...lists, remove(record.id)]), intent: `Remove ${nameOf(record)}`, selection: [] };
}

function nameOf(record: RecordOf<'relation'> | RecordOf<'index'>): string {
  return record.kind === 'relation' ? `relation ${quoted(record)}` : `index ${record.key}`;
}
