import { checkFieldValue, referencedId, validateRecord } from '@plinth/app-definition';
import type { Violation } from '@plinth/foundation';
import type { Permissions } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import { entityRules, type RecordValues } from '../expressions/entity-rules.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';

/** A record that fulfils its entity's rules, and which of its fields are written. */
export interface PreparedRecord {
  readonly values: RecordValues;
  /** Fields to write: those given and those computed from them. */
  readonly fields: readonly FieldModel[];
  readonly violations: readonly Violation[];
}

/** A new record from what was given: defaults for what is absent, then what is computed. Throws `records.field-denied`. */
export function prepareCreate(entity: EntityModel, permissions: Permissions, given: RecordValues): PreparedRecord {
  const violations = checkGiven(entity, permissions, given, 'create');
  const values: Record<string, unknown> = plainValues(entity, given);
  for (const { field, value } of entityRules(entity).defaults) {
    if (!Object.hasOwn(given, field.key) && field.record.computed === undefined) values[field.key] = value(values, permissions.user);
  }
  for (const field of entity.fields) {
    if (Object.hasOwn(given, field.key) || field.record.computed !== undefined) continue;
    const message = checkFieldValue(field.record, values[field.key]);
    if (message !== null) violations.push({ path: `/${field.key}`, message });
  }
  return finish(entity, permissions, values, entity.fields, violations);
}

/** A record with some of its fields changed. Throws `records.field-denied`. */
export function prepareUpdate(entity: EntityModel, permissions: Permissions, before: RecordValues, given: RecordValues): PreparedRecord {
  const violations = checkGiven(entity, permissions, given, 'update');
  const written = entity.fields.filter((field) => Object.hasOwn(given, field.key) || field.record.computed !== undefined);
  return finish(entity, permissions, { ...before, ...plainValues(entity, given) }, written, violations);
}

/** Values in the one form that rules read: nothing for empty text, an id for a record, an amount where the currency is fixed. */
function plainValues(entity: EntityModel, given: RecordValues): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of entity.fields) {
    if (!Object.hasOwn(given, field.key)) continue;
    const value = given[field.key];
    if (value === '' || value === undefined) values[field.key] = null;
    else if (field.target !== null || field.record.type === 'file') values[field.key] = referencedId(value);
    else if (field.record.type === 'money' && field.currencyColumn === null && typeof value === 'object' && value !== null)
      values[field.key] = (value as { readonly amount?: unknown }).amount;
    else values[field.key] = value;
  }
  return values;
}

function checkGiven(entity: EntityModel, { access }: Permissions, given: RecordValues, operation: 'create' | 'update'): Violation[] {
  const known = entity.fields.filter((field) => access.sees(entity, field.key) || access.writes(entity, field.key, operation));
  for (const { key } of known) {
    if (Object.hasOwn(given, key) && !access.writes(entity, key, operation)) throw recordErrors.fieldDenied({ field: key });
  }
  const violations = known
    .filter((field) => field.record.computed !== undefined && Object.hasOwn(given, field.key))
    .map((field): Violation => ({ path: `/${field.key}`, message: 'is computed and cannot be written' }));
  // A name that the writer may not know of is as good as none.
  return [
    ...violations,
    ...validateRecord(
      known.map((field) => field.record),
      given,
      { partial: true },
    ),
  ];
}

function finish(
  entity: EntityModel,
  { user }: Permissions,
  values: Record<string, unknown>,
  fields: readonly FieldModel[],
  violations: Violation[],
): PreparedRecord {
  // Rules read values of the right type only.
  if (violations.length > 0) return { values, fields, violations };
  const rules = entityRules(entity);
  for (const { field, value } of rules.computed) {
    values[field.key] = value(values, user);
    if (field.record.required && values[field.key] === null) violations.push({ path: `/${field.key}`, message: 'cannot be computed' });
  }
  for (const { field, message, holds } of rules.validations) {
    const answer = holds(values, user);
    // About a value that is not there a rule says nothing, unless it says no.
    const absent = values[field.key] === null || values[field.key] === undefined;
    if (absent ? answer === false : answer !== true) violations.push({ path: `/${field.key}`, message });
  }
  return { values, fields, violations };
}

/** Throws `records.invalid` with every violation. */
export function requireValid(violations: readonly Violation[]): void {
  const [first] = violations;
  if (first === undefined) return;
  throw recordErrors.invalid({ first: `${first.path.slice(1)} ${first.message}` }, { details: { violations } });
}
