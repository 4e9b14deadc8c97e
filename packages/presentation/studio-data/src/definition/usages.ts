import { type Definition, type DefinitionRecord, pageOf, type RecordOf } from '@plinth/app-definition';
import { type DefinitionExpressions, rename, Usages } from '@plinth/definition-expressions';
import { type Edit, quoted } from './edit.ts';

/** A record that uses another one, by its id or by its key in an expression. */
export interface Usage {
  readonly record: DefinitionRecord;
  /** What it is part of, as people call it: a page, an entity, a role. */
  readonly place: string;
}

/** Who uses an entity, apart from what stands in it. */
export function usagesOfEntity(expressions: DefinitionExpressions, { id }: RecordOf<'entity'>): readonly Usage[] {
  const users = allOf(expressions)
    .whatUses(id)
    .map(({ record }) => record);
  return asUsages(
    expressions.definition,
    users.filter((record) => !('parent' in record && record.parent === id)),
  );
}

/** Who uses a field, by its id or by its key. */
export function usagesOfField(expressions: DefinitionExpressions, { id }: RecordOf<'field'>): readonly Usage[] {
  const uses = allOf(expressions).whatUses(id);
  return asUsages(
    expressions.definition,
    uses.map(({ record }) => record).filter((record) => record.id !== id),
  );
}

/** Who uses a field by its key: what another key would break. */
export function usagesByKey(expressions: DefinitionExpressions, { id }: RecordOf<'field'>): readonly Usage[] {
  const uses = allOf(expressions)
    .whatUses(id)
    .filter(({ at }) => at !== 'id');
  return asUsages(
    expressions.definition,
    uses.map(({ record }) => record),
  );
}

/** Another key for a field, written wherever it is named. Throws `rename.…` where the key is none, or would mean something else. */
export function rekeyEverywhere(expressions: DefinitionExpressions, field: RecordOf<'field'>, key: string): Edit {
  const { body } = rename(expressions, allOf(expressions), field.id, key);
  return { body, intent: `Change the key of ${quoted(field)} to ${key} everywhere` };
}

const found = new WeakMap<DefinitionExpressions, Usages>();

/** All uses at once: what the records' own words say of them is remembered from one definition to the next. */
function allOf(expressions: DefinitionExpressions): Usages {
  const known = found.get(expressions);
  if (known !== undefined) return known;
  const reading = Usages.of(expressions);
  for (;;) {
    const step = reading.next();
    if (step.done !== true) continue;
    found.set(expressions, step.value);
    return step.value;
  }
}

function asUsages(definition: Definition, records: readonly DefinitionRecord[]): readonly Usage[] {
  return [...new Map(records.map((record) => [record.id, record] as const)).values()].map((record) => ({
    record,
    place: placeOf(definition, record),
  }));
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
