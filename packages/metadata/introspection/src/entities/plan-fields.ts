import type { Catalog, CatalogColumn, CatalogConstraint, CatalogTable } from '@plinth/database';
import { type FieldForm, keyOfName, labelOfWords, optionOf, renaming, reservedFieldKeys, UniqueKeys, wordsOf } from '@plinth/entity-pages';
import { type ColumnRule, rulesOfCheck } from '../columns/check-condition.ts';
import { type FieldShape, fieldShape, unwrap } from '../columns/column-type.ts';
import { defaultValue } from '../columns/default-value.ts';
import { type PartReport, partReport } from '../report.ts';
import { foreignKeys } from './chosen-table.ts';
import type { FieldPlan } from './entity-plan.ts';
import { applyRule } from './field-rules.ts';

/** Key of the entity that a foreign key leads to by its primary key of one column, null for any other. */
export type TargetOf = (foreignKey: CatalogConstraint) => string | null;

export interface PlannedFields {
  readonly fields: readonly FieldPlan[];
  readonly columnReports: readonly PartReport[];
  readonly checkReports: readonly PartReport[];
  /** Foreign keys that have become references, by name, with the key of the field. */
  readonly references: ReadonlyMap<string, string>;
  /** Keys of the entity's fields, for what else needs one of its own. */
  readonly keys: UniqueKeys;
}

const longestHelp = 500;
const deletions = {
  'no action': 'restrict',
  restrict: 'restrict',
  cascade: 'cascade',
  'set null': 'clear',
  'set default': 'restrict',
} as const;

/** The fields of an entity, in the order of its columns. */
export function planFields(catalog: Catalog, table: CatalogTable, entityKey: string, targetOf: TargetOf): PlannedFields {
  const keys = new UniqueKeys(reservedFieldKeys);
  const fields: FieldPlan[] = [];
  const columnReports: PartReport[] = [];
  const references = new Map<string, string>();
  const checks = table.constraints
    .filter(({ kind }) => kind === 'check')
    .map((check) => ({ check, rules: rulesOfCheck(check.condition ?? '') }));
  const used = new Set<ColumnRule>();
  const unique = uniqueColumns(table);
  for (const column of table.columns) {
    const foreign = foreignKeys(table).find((key) => key.columns.length === 1 && key.columns[0] === column.name && targetOf(key) !== null);
    const target = foreign === undefined ? null : targetOf(foreign);
    const shape = shapeOf(catalog, column, target);
    if ('reason' in shape) {
      columnReports.push(partReport(column.name, column.type, { reason: shape.reason }));
      continue;
    }
    const changes = [...shape.changes];
    const { key, label } = nameOf(column.name, entityKey, target !== null, keys, changes);
    const rules = checks.flatMap(({ rules }) => rules.filter((rule) => rule?.column === column.name));
    const form = formOf({ catalog, column, shape, key, label, target, foreign, unique: unique.has(column.name), changes, rules, used });
    const mayWrite = column.allows.write || !(table.allows.create || table.allows.update);
    if (!mayWrite) changes.push('the login may not change it; it is only shown');
    const locked = column.given === 'generated' || column.given === 'always' || shape.readOnly === true || !mayWrite;
    if (foreign !== undefined) references.set(foreign.name, key);
    fields.push({ column: column.name, key, label, shape, form, target, locked });
    columnReports.push(partReport(column.name, column.type, { as: key, changes }));
  }
  return { fields, columnReports, checkReports: checks.map(({ check, rules }) => checkReport(check, rules, used)), references, keys };
}

function shapeOf(catalog: Catalog, column: CatalogColumn, target: string | null): FieldShape | { readonly reason: string } {
  if (!column.allows.read) return { reason: 'the login may not read it' };
  // What refers to another table leads to its records, whatever type the key there has.
  if (target !== null) return { type: 'reference', changes: [] };
  const type = unwrap(catalog, column.typeId, column.type);
  return type === null ? { reason: 'its type is not in the catalog' } : fieldShape(catalog, type);
}

/** Columns whose values are each there once. */
function uniqueColumns(table: CatalogTable): ReadonlySet<string> {
  const keys = [
    ...table.constraints.filter(({ kind }) => kind === 'primary key' || kind === 'unique').map(({ columns }) => columns),
    ...table.indexes.filter((index) => index.unique && index.plain).map(({ columns }) => columns),
  ];
  return new Set(keys.filter((columns) => columns.length === 1).flat());
}

function nameOf(name: string, entityKey: string, reference: boolean, keys: UniqueKeys, changes: string[]) {
  const words = wordsOf(name);
  const last = words.at(-1)?.toLowerCase() ?? '';
  const short = reference && words.length > 1 && ['id', 'fk', 'key', 'ref', 'no'].includes(last) ? words.slice(0, -1) : words;
  const wish = keyOfName(short, name);
  const whole = keyOfName(words, name);
  // `id` of customers is `customerId`.
  const inEntity = `${entityKey}${whole.charAt(0).toUpperCase()}${whole.slice(1)}`;
  const key = keys.take(wish, whole, ...(keys.isReserved(whole) ? [inEntity] : []));
  const renamed = renaming(key, wish, keys);
  if (renamed !== null) changes.push(renamed);
  return { key, label: labelOfWords(short, name).slice(0, longestHelp) };
}

interface FormInput {
  readonly catalog: Catalog;
  readonly column: CatalogColumn;
  readonly shape: FieldShape;
  readonly key: string;
  readonly label: string;
  readonly target: string | null;
  readonly foreign: CatalogConstraint | undefined;
  readonly unique: boolean;
  readonly changes: string[];
  readonly rules: readonly (ColumnRule | null)[];
  readonly used: Set<ColumnRule>;
}

function formOf({ catalog, column, shape, key, label, target, foreign, unique, changes, rules, used }: FormInput): FieldForm {
  const domains = unwrap(catalog, column.typeId, column.type)?.domains.flatMap(({ domain }) => (domain === null ? [] : [domain])) ?? [];
  const sql = column.default ?? domains.find((domain) => domain.default !== null)?.default ?? null;
  const given = givenBy(column, sql, shape, changes);
  const required = (column.required || domains.some((domain) => domain.required)) && !('byDatabase' in given);
  const form: Record<string, unknown> = {
    type: shape.type,
    label,
    ...(column.comment === null ? {} : { help: shortened(column.comment, changes) }),
    ...(required ? { required } : {}),
    // No index holds whole JSON values.
    ...(unique && shape.type !== 'json' && shape.type !== 'multiChoice' ? { unique } : {}),
    ...(shape.maxLength === undefined ? {} : { maxLength: shape.maxLength }),
    ...(shape.scale === undefined ? {} : { scale: shape.scale }),
    ...(shape.values === undefined ? {} : { options: shape.values.map(optionOf) }),
  };
  if (target !== null) {
    form.target = target;
    form.onDelete = onDeleteOf(foreign, column.required, changes);
  } else if ('feel' in given) form.default = given.feel;
  for (const rule of rules) if (rule !== null && applyRule(form, key, shape, rule)) used.add(rule);
  for (const rule of domains.flatMap(({ checks }) => checks.flatMap(({ condition }) => rulesOfCheck(condition)))) {
    if (rule === null || !applyRule(form, key, shape, rule)) changes.push('a condition of its domain stays in the database alone');
  }
  return form as FieldForm;
}

function givenBy(
  column: CatalogColumn,
  sql: string | null,
  shape: FieldShape,
  changes: string[],
): { feel: string } | { byDatabase: string } | object {
  if (column.given === 'generated') {
    changes.push(`the database computes it: ${sql ?? ''}; it is only shown`);
    return { byDatabase: 'computed' };
  }
  if (column.given === 'always') {
    changes.push('the database numbers it; it is only shown');
    return { byDatabase: 'numbered' };
  }
  if (column.given === 'by default') {
    changes.push('the database numbers it where it is left empty');
    return { byDatabase: 'numbered' };
  }
  if (sql === null) return {};
  const value = defaultValue(sql, shape);
  if (value !== null && 'byDatabase' in value) changes.push(`left empty, the database gives ${value.byDatabase}`);
  return value ?? {};
}

function onDeleteOf(foreign: CatalogConstraint | undefined, required: boolean, changes: string[]) {
  const wanted = deletions[foreign?.onDelete ?? 'no action'];
  if (foreign?.onDelete === 'set default') changes.push('deleting what it refers to is refused, where the database would set the default');
  if (wanted !== 'clear' || !required) return wanted;
  changes.push('deleting what it refers to is refused, for it is never empty');
  return 'restrict';
}

/** A comment as far as a description can be long. */
export function shortened(comment: string, changes: string[]): string {
  const letters = [...comment];
  if (comment.length <= longestHelp) return comment;
  changes.push(`its comment of ${letters.length} characters is cut`);
  return `${letters.slice(0, longestHelp / 2 - 1).join('')}…`;
}

function checkReport(check: CatalogConstraint, rules: readonly (ColumnRule | null)[], used: ReadonlySet<ColumnRule>): PartReport {
  const said = rules.filter((rule) => rule !== null && used.has(rule)).length;
  if (said === 0) return partReport(check.name, check.definition, { reason: 'no field can say it; the database checks it alone' });
  const changes = said < rules.length ? [`${said} of ${rules.length} conditions are taken; the database checks the others alone`] : [];
  return partReport(check.name, check.definition, { as: check.columns.join(', '), changes });
}
