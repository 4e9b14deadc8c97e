import { checkFieldValue, referencedId, validateRecord } from '@plinth/app-definition';
import type { Violation } from '@plinth/foundation';
import type { Permissions } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import { entityRules } from '../expressions/entity-rules.ts';
import type { RecordValues, Referred, RuleReads } from '../expressions/rule-compiler.ts';
import type { ApplicationModel, EntityModel, FieldModel } from '../model/entity-model.ts';
import { recordPhrases } from '../record-phrases.ts';
import { computeFields } from './compute-fields.ts';
import type { RowToWrite } from './referred-values.ts';

/** A record of which it is known what was given, and not yet what follows from it. */
export interface DraftRecord extends RowToWrite {
  /** Fields to write. */
  readonly fields: readonly FieldModel[];
  readonly violations: readonly Violation[];
}

/** A record that fulfils its entity's rules, and which of its fields are written. */
export interface PreparedRecord {
  readonly values: RecordValues;
  /** Fields to write: those given and those computed from them. */
  readonly fields: readonly FieldModel[];
  readonly violations: readonly Violation[];
}

/** A new record from what was given, with defaults for what is absent. Throws `records.field-denied`. */
export function draftCreate(model: ApplicationModel, entity: EntityModel, permissions: Permissions, given: RecordValues): DraftRecord {
  const violations = checkGiven(entity, permissions, given, 'create');
  const values: Record<string, unknown> = plainValues(entity, given);
  for (const { field, rule } of entityRules(model, entity).defaults) {
    if (Object.hasOwn(given, field.key) || field.record.computed !== undefined) continue;
    values[field.key] = rule.run({ values, user: permissions.user, referred: () => null }).value;
  }
  for (const field of entity.fields) {
    if (Object.hasOwn(given, field.key) || field.record.computed !== undefined) continue;
    const message = checkFieldValue(field.record, values[field.key]);
    if (message !== null) violations.push({ path: `/${field.key}`, message });
  }
  return { values, before: null, fields: entity.fields.filter(({ record }) => record.computed === undefined), violations };
}

/** A record with some of its fields changed. Throws `records.field-denied`. */
export function draftUpdate(entity: EntityModel, permissions: Permissions, before: RecordValues, given: RecordValues): DraftRecord {
  const violations = checkGiven(entity, permissions, given, 'update');
  const fields = entity.fields.filter(({ key, record }) => Object.hasOwn(given, key) && record.computed === undefined);
  return { values: { ...before, ...plainValues(entity, given) }, before, fields, violations };
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
    .map((field): Violation => ({ path: `/${field.key}`, message: recordPhrases.computed() }));
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

/** The record with what is computed from its values and what they refer to, and what is wrong with it. */
export function prepareRecord(
  model: ApplicationModel,
  entity: EntityModel,
  { user }: Pick<Permissions, 'user'>,
  draft: DraftRecord,
  referred: Referred,
): PreparedRecord {
  // Rules read values of the right type only.
  if (draft.violations.length > 0) return draft;
  const { values, computed } = computeFields(model, entity, user, draft, referred);
  const reads = { values, user, referred };
  const violations = [
    ...computed.flatMap(({ field, reasons }): Violation[] =>
      field.record.required && values[field.key] === null
        ? [{ path: `/${field.key}`, message: recordPhrases.notComputable(), ...hintOf(reasons) }]
        : [],
    ),
    ...checkValidations(model, entity, reads),
  ];
  return { values, fields: [...draft.fields, ...computed.map(({ field }) => field)], violations };
}

function checkValidations(model: ApplicationModel, entity: EntityModel, reads: RuleReads): Violation[] {
  return entityRules(model, entity).validations.flatMap(({ field, message, rule }): Violation[] => {
    const { value, reasons } = rule.run(reads);
    const path = `/${field.key}`;
    // About a value that is not there a rule says nothing, unless it says no.
    const absent = reads.values[field.key] === null || reads.values[field.key] === undefined;
    if (message !== null) return (absent ? value !== false : value === true) ? [] : [{ path, message, ...hintOf(reasons) }];
    const messages = messagesIn(value);
    if (messages === null) return absent ? [] : [{ path, message: recordPhrases.notJudged(), ...hintOf(reasons) }];
    return messages.map((each) => ({ path, message: each }));
  });
}

/** What a rule that speaks for itself says; null where it says neither that all is well nor what is not. */
function messagesIn(value: unknown): readonly string[] | null {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : null;
}

function hintOf(reasons: readonly string[]): Pick<Violation, 'hint'> {
  return reasons.length === 0 ? {} : { hint: reasons.join(' ') };
}

/** Throws `records.invalid` with every violation. */
export function requireValid(violations: readonly Violation[]): void {
  const [first] = violations;
  if (first === undefined) return;
  throw recordErrors.invalid({ first: `${first.path.slice(1)} ${first.message}` }, { details: { violations } });
}
