import { fieldsOf, indexesOf, relationsOf } from '../accessors.ts';
import type { Definition } from '../definition.ts';
import type { RecordOf } from '../kinds/record-kinds.ts';
import type { Draft, Drafts } from './drafts.ts';
import { mapAt, omit, withoutParts } from './file-form.ts';
import { block, idEntry, isTreeMap, ordered, propertiesOf, shorthand, type Tree, type TreeMap } from './tree.ts';
import { labelFromKey } from './wording.ts';
import type { Steps, YamlSource } from './yaml-source.ts';

/** Reads `entities/client.yaml`. */
export function readEntityFile(drafts: Drafts, source: YamlSource, key: string): void {
  const tree = mapAt(drafts, source, source.tree, [], 'Start with label: and fields:.');
  const values = withoutParts(drafts, source, tree, ['fields', 'relations', 'indexes']);
  const entity = drafts.add({
    kind: 'entity',
    id: tree.id,
    path: [key],
    parent: null,
    values: { label: labelFromKey(key), ...values, key },
    source,
    steps: [],
  });
  readParts(drafts, source, tree, 'fields', (partKey, part, steps) => readField(drafts, source, entity, partKey, part, steps));
  for (const [name, kind] of [
    ['relations', 'relation'],
    ['indexes', 'index'],
  ] as const) {
    readParts(drafts, source, tree, name, (partKey, part, steps) => {
      const map = mapAt(drafts, source, part, steps, 'Write { target: loan, through: client }.');
      const label = kind === 'relation' ? { label: labelFromKey(partKey), through: null } : {};
      const partValues = { ...label, ...omit(map, 'id'), key: partKey };
      drafts.add({ kind, id: map.id, path: [key, partKey], parent: entity, values: partValues, source, steps });
    });
  }
}

function readParts(
  drafts: Drafts,
  source: YamlSource,
  tree: TreeMap,
  name: string,
  read: (key: string, part: unknown, steps: Steps) => void,
): void {
  for (const [key, part] of Object.entries(mapAt(drafts, source, tree[name], [name], 'Write one name: value a line.'))) {
    read(key, part, [name, key]);
  }
}

function readField(drafts: Drafts, source: YamlSource, entity: Draft, key: string, part: unknown, steps: Steps): void {
  const map = typeof part === 'string' ? { type: part } : mapAt(drafts, source, part, steps, 'Write { type: text } or just text.');
  const values: TreeMap = { label: labelFromKey(key), ...omit(map, 'id'), key };
  if (map.options !== undefined) values.options = readOptions(source, [...steps, 'options'], map.options);
  drafts.add({ kind: 'field', id: map.id, path: [...entity.path, key], parent: entity, values, source, steps });
}

/** Options are a mapping of value to label, or a list; whatever else is there is left for the schema to refuse. */
function readOptions(source: YamlSource, steps: Steps, options: unknown): unknown {
  if (Array.isArray(options)) {
    return options.map((option: unknown) => (isTreeMap(option) ? option : { value: String(option), label: labelFromKey(String(option)) }));
  }
  if (!isTreeMap(options)) return options;
  return inWrittenOrder(source, steps, Object.entries(options)).map(([value, rest]) => {
    if (isTreeMap(rest)) return { value, label: labelFromKey(value), ...rest };
    return { value, label: rest === null ? labelFromKey(value) : String(rest) };
  });
}

/** JavaScript puts names that look like numbers first; people did not. */
function inWrittenOrder(source: YamlSource, steps: Steps, entries: readonly [string, unknown][]): readonly [string, unknown][] {
  return entries.toSorted(([a], [b]) => {
    const [first, second] = [source.locate([...steps, a]), source.locate([...steps, b])];
    return first.line - second.line || first.column - second.column;
  });
}

/** Writes an entity with everything that stands in it. */
export function entityTree(definition: Definition, entity: RecordOf<'entity'>): TreeMap {
  const tree: TreeMap = { ...idEntry(entity, entity.key), ...labelled(entity.key, propertiesOf(definition, entity)) };
  const fields = fieldsOf(definition, entity.id).map((field) => [field.key, fieldTree(definition, entity, field)] as const);
  const relations = relationsOf(definition, entity.id).map((relation) => {
    const properties = labelled(relation.key, propertiesOf(definition, relation));
    return [relation.key, { ...idEntry(relation, entity.key, relation.key), ...dropNull(properties, 'through') }] as const;
  });
  const indexes = indexesOf(definition, entity.id).map((index) => {
    return [index.key, { ...idEntry(index, entity.key, index.key), ...propertiesOf(definition, index) }] as const;
  });
  if (fields.length > 0) tree.fields = ordered(block(Object.fromEntries(fields)));
  if (relations.length > 0) tree.relations = ordered(block(Object.fromEntries(relations)));
  if (indexes.length > 0) tree.indexes = block(Object.fromEntries(indexes));
  return tree;
}

function fieldTree(definition: Definition, entity: RecordOf<'entity'>, field: RecordOf<'field'>): TreeMap {
  const properties = labelled(field.key, propertiesOf(definition, field));
  const { type, ...rest } = properties;
  const tree: TreeMap = { ...idEntry(field, entity.key, field.key), type, ...rest };
  if (field.options !== undefined) tree.options = optionsTree(field.options);
  return Object.keys(tree).length === 1 ? shorthand(tree, type) : tree;
}

/** A mapping, unless values that look like numbers would lose their order in one. */
function optionsTree(options: NonNullable<RecordOf<'field'>['options']>): Tree {
  if (options.some(({ value }) => /^\d+$/.test(value))) return options;
  return ordered(
    Object.fromEntries(
      options.map(({ value, label, tone }) => {
        const long = { label, ...(tone === undefined ? {} : { tone }) };
        return [value, tone === undefined ? shorthand(long, label) : long];
      }),
    ),
  );
}

/** A tree without the label that its key gives anyway. */
export function labelled(key: string, tree: TreeMap): TreeMap {
  return tree.label === labelFromKey(key) ? omit(tree, 'label') : tree;
}

function dropNull(tree: TreeMap, name: string): TreeMap {
  return tree[name] === null ? omit(tree, name) : tree;
}
