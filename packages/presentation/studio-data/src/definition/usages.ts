import {
  type Definition,
  type DefinitionRecord,
  entitiesOf,
  fieldsOf,
  nameForPeople,
  pageOf,
  type RecordOf,
  recordOf,
  recordsOf,
  referrersOf,
} from '@plinth/app-definition';

/** A record that uses another one, by its id or by its key in an expression. */
export interface Usage {
  readonly record: DefinitionRecord;
  /** What people call it. */
  readonly name: string;
  /** What it is part of, as people call it: a page, an entity, a role. */
  readonly place: string;
}

/** Who uses an entity, apart from what stands in it. */
export function usagesOfEntity(definition: Definition, entity: RecordOf<'entity'>): readonly Usage[] {
  const byId = referrersOf(definition, entity.id).filter((record) => !('parent' in record && record.parent === entity.id));
  const byKey = recordsOf(definition, 'component').filter((component) => component.properties.entity === entity.key);
  return asUsages(definition, [...byId, ...byKey]);
}

/** Who uses a field, by its id or by its key. */
export function usagesOfField(definition: Definition, field: RecordOf<'field'>): readonly Usage[] {
  return asUsages(definition, [...referrersOf(definition, field.id), ...namers(definition, field)]);
}

/** Who uses a field by its key: what another key would break. */
export function usagesByKey(definition: Definition, field: RecordOf<'field'>): readonly Usage[] {
  return asUsages(definition, namers(definition, field));
}

/**
 * Who names a field in rules of its entity and over references to it, in queries, and on pages that show its entity.
 * Pages name fields in many ways, so there every text counts that has the key as a word.
 */
function namers(definition: Definition, field: RecordOf<'field'>): readonly DefinitionRecord[] {
  const { key, parent } = field;
  const referring = recordsOf(definition, 'field').filter(({ type, target }) => type === 'reference' && target === parent);
  const over = new Set(referring.map((reference) => `${reference.key}.${key}`));
  const names = (own: boolean, ...texts: readonly (string | undefined)[]) =>
    texts.some((text) => text !== undefined && namedIn(text).some((path) => (own && firstOf(path) === key) || reaches(path, over)));
  const fields = entitiesOf(definition).flatMap(({ id }) => fieldsOf(definition, id));
  return [
    ...entitiesOf(definition).filter(({ id, title }) => names(id === parent, title)),
    ...fields.filter((other) => other.id !== field.id && names(other.parent === parent, ...rulesOf(other))),
    ...recordsOf(definition, 'permission').filter(({ entity, rowRule }) => names(entity === parent, rowRule)),
    ...recordsOf(definition, 'decision').filter(({ entity, inputsFrom, expand }) =>
      names(entity === parent, ...Object.values(inputsFrom), ...expand),
    ),
    ...recordsOf(definition, 'query').filter((query) => names(query.entity === parent, ...textsOf(query))),
    ...componentsNaming(definition, field),
  ];
}

function componentsNaming(definition: Definition, { key, parent }: RecordOf<'field'>): readonly DefinitionRecord[] {
  const entity = recordOf(definition, 'entity', parent);
  const showing = new Set(recordsOf(definition, 'query').flatMap((query) => (query.entity === parent ? [query.parent] : [])));
  return recordsOf(definition, 'component').filter((component) => {
    const shows = component.properties.entity === entity?.key || showing.has(pageOf(definition, component)?.id ?? '');
    return shows && mentions([component.properties, component.events, component.visible], key);
  });
}

function rulesOf(field: RecordOf<'field'>): readonly (string | undefined)[] {
  const rules = (field.validations ?? []).map((validation) => ('rule' in validation ? validation.rule : validation.messages));
  return [field.default, field.computed, ...rules];
}

function textsOf(query: RecordOf<'query'>): readonly (string | undefined)[] {
  const { filter, sort, expand, aggregate } = query;
  const groups = (aggregate?.groupBy ?? []).map(({ field }) => field);
  const measures = Object.values(aggregate?.measures ?? {}).map(({ field }) => field);
  return [filter, ...sort.map(({ field }) => field), ...expand, ...groups, ...measures];
}

/** The dotted names in a FEEL text; what stands in quotes is none. */
function namedIn(text: string): readonly string[] {
  return [...text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').matchAll(/[\p{L}_][\p{L}\p{N}_]*(?:\s*\.\s*[\p{L}_][\p{L}\p{N}_]*)*/gu)].map(
    ([path]) => path,
  );
}

function firstOf(path: string): string {
  return path.split('.')[0]?.trim() ?? '';
}

function reaches(path: string, over: ReadonlySet<string>): boolean {
  const steps = path.split('.').map((step) => step.trim());
  return steps.some((step, at) => at > 0 && over.has(`${steps[at - 1]}.${step}`));
}

/** Whether any text in a value has the word. */
function mentions(value: unknown, word: string): boolean {
  if (typeof value === 'string')
    return value.includes(word) && [...value.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)].some(([found]) => found === word);
  if (Array.isArray(value)) return value.some((item) => mentions(item, word));
  return typeof value === 'object' && value !== null && Object.values(value).some((item) => mentions(item, word));
}

function asUsages(definition: Definition, records: readonly DefinitionRecord[]): readonly Usage[] {
  return [...new Map(records.map((record) => [record.id, record] as const)).values()].map((record) => ({
    record,
    name: nameOf(record),
    place: placeOf(definition, record),
  }));
}

function nameOf(record: DefinitionRecord): string {
  if (record.kind === 'permission') return record.kind;
  if (record.kind === 'component') return record.name ?? record.component;
  return 'label' in record && record.label !== undefined && record.label.trim() !== ''
    ? `${record.kind} “${record.label}”`
    : nameForPeople(record);
}

function placeOf(definition: Definition, record: DefinitionRecord): string {
  const named = (id: string) => {
    const found = definition.records.get(id);
    return (found !== undefined && 'label' in found ? found.label : undefined) ?? id;
  };
  if (record.kind === 'permission') return `${named(record.role)} · ${named(record.entity)}`;
  if (record.kind === 'component' || record.kind === 'query') return pageOf(definition, record)?.label ?? '';
  return 'parent' in record ? named(record.parent) : '';
}
