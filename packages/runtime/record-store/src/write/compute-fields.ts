import { referencedId } from '@plinth/app-definition';
import { equalValues, fromJson } from '@plinth/expression';
import type { UserValues } from '../access/user-values.ts';
import { type ComputedField, entityRules } from '../expressions/entity-rules.ts';
import { fieldType } from '../expressions/entity-types.ts';
import type { RecordValues, Referred } from '../expressions/rule-compiler.ts';
import { type ApplicationModel, decidedByKey, type EntityModel, type FieldModel } from '../model/entity-model.ts';
import { decidedBy } from './column-values.ts';
import type { RowToWrite } from './referred-values.ts';

/** A field that was computed, and why parts of its value are null. */
export interface Computed {
  readonly field: FieldModel;
  readonly reasons: readonly string[];
}

/**
 * The values of a record with those that are computed. What was decided stays as it was decided, with the version that did,
 * until a field that the decision read is changed: another version, or what a reference leads to, changes nothing in silence.
 */
export function computeFields(
  model: ApplicationModel,
  entity: EntityModel,
  user: UserValues,
  { values: given, before }: RowToWrite,
  referred: Referred,
): { readonly values: RecordValues; readonly computed: readonly Computed[] } {
  const values: Record<string, unknown> = { ...given };
  const marks: Record<string, string | null> = {};
  const computed: Computed[] = [];
  for (const each of entityRules(model, entity).computed) {
    const { field, rule } = each;
    const by = before === null ? null : decidedBy(before, field);
    if (field.decided !== null) marks[field.key] = by;
    if (before !== null && by !== null && !isDecidedAgain(entity, each, before, values)) continue;
    const answer = rule.run({ values, user, referred });
    values[field.key] = answer.value;
    if (field.decided !== null) marks[field.key] = answer.by;
    computed.push({ field, reasons: answer.reasons });
  }
  return { values: Object.keys(marks).length === 0 ? values : { ...values, [decidedByKey]: marks }, computed };
}

function isDecidedAgain(entity: EntityModel, { field, reads }: ComputedField, before: RecordValues, values: RecordValues): boolean {
  if (field.record.decideAgain === 'onEveryWrite') return true;
  return [...reads].some((key) => {
    const read = entity.fieldsByKey.get(key);
    return read !== undefined && !isSame(read, before[key], values[key]);
  });
}

/** Whether two values of a field mean the same: 50000 is what the database calls 50000.00. */
function isSame(field: FieldModel, before: unknown, after: unknown): boolean {
  if (field.target !== null || field.record.type === 'file') return (referencedId(before) ?? null) === (referencedId(after) ?? null);
  const [a, b] = [before, after].map((value) => fromJson(fieldType(field), value));
  return a === b || (a != null && b != null && equalValues(a, b) === true);
}
