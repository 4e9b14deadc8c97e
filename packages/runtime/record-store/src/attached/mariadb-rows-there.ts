import { type SqlValue, statement } from '@plinth/database';
import type { Violation } from '@plinth/foundation';
import { mariadbDialect, momentThere } from '../dialect/mariadb-dialect.ts';
import { mariadbId, mariadbName, mariadbTable } from '../dialect/mariadb-rows.ts';
import { recordErrors } from '../errors.ts';
import type { RecordValues } from '../expressions/rule-compiler.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { possibleId } from '../model/possible-id.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { findRefusal } from '../write/refusals.ts';
import type { WrittenField } from './attached-statements.ts';
import { type FlatPlace, flatRecords, wholeRecord } from './flat-records.ts';
import { flatValue } from './flat-values.ts';
import { mariadbFacts } from './mariadb-facts.ts';
import { misfit } from './misfit.ts';
import type { RowsPlace, RowsThere, RowValues } from './rows-there.ts';

/** Rows of MariaDB. What a column would cut or round without an error is seen when the row is read again, and undone. */
export const mariadbRowsThere: RowsThere = {
  facts: mariadbFacts,
  async lock(at, grants, id) {
    const { permissions } = at.scope;
    // The rows as records have them are a select within the select, which locks nothing.
    await at.transaction.query(at.context, statement(`select 1 from ${mariadbTable(at.place)} s where ${isRow(at, '$1')} for update`), [
      id,
    ]);
    const [found] = await flatRecords(
      flatPlace(at),
      at.entity,
      { ...wholeRecord, fields: [...at.entity.fieldsByKey.keys()] },
      { id },
      (view) => {
        const readable = view.granted(permissions.access.grants(at.entity, 'read')) ?? 'true';
        return {
          further: [`${view.granted(grants) ?? 'true'} as "#granted"`],
          after: ` where ${mariadbDialect.equal('t.id', view.parameters.run('id', at.entity.idType))} and ${readable}`,
        };
      },
      { full: true },
    );
    if (found === undefined) return null;
    return { version: found.version, granted: Number(found.row['#granted']) === 1, record: JSON.parse(found.item) as RecordValues };
  },
  async state(at, grants, id) {
    const [row] = await rowsWith(at, at.entity, id, null, (view) => [
      `t.version as version`,
      `${view.granted(grants) ?? 'true'} as granted`,
    ]);
    return { version: Number(row?.version ?? 0), granted: Number(row?.granted) === 1 };
  },
  async sees(at, target, id) {
    const known = possibleId(target.idType, id);
    if (known === null) return false;
    const { access } = at.scope.permissions;
    return (await rowsWith(at, target, known, access, () => ['1 as found'])).length === 1;
  },
  misfits: async () => [],
  async insert(at, _, fields, row) {
    const names = fields.map(columnOf).join(', ');
    const marks = fields.map((_, index) => `$${index + 1}`).join(', ');
    const text = `insert into ${mariadbTable(at.place)} (${names}) values (${marks}) returning ${mariadbId(at.place).replaceAll('s.', '')} as id`;
    const [made] = (await written(at, fields, row, text, [])).rows;
    const id = String(made?.id);
    await requireKept(at, fields, id, row);
    return id;
  },
  async update(at, _, fields, id, row) {
    const sets = fields.map((field, index) => `${columnOf(field)} = $${index + 1}`).join(', ');
    const text = `update ${mariadbTable(at.place)} s set ${sets} where ${isRow(at, `$${fields.length + 1}`)}`;
    const { count } = await written(at, fields, row, text, [id]);
    await requireKept(at, fields, id, row);
    return count;
  },
  async delete(at, _, id) {
    return (await at.transaction.query(at.context, statement(`delete s from ${mariadbTable(at.place)} s where ${isRow(at, '$1')}`), [id]))
      .count;
  },
  async actsOn(at, _, { schema, table, columns, targets }, id) {
    const pairs = columns.map((column, index) => `c.${mariadbName(column)} = s.${mariadbName(targets[index] ?? '')}`);
    const text = `select 1 as found from ${mariadbTable(at.place)} s join ${mariadbTable({ schema, table })} c on ${pairs.join(' and ')} where ${isRow(at, '$1')} limit 1`;
    return (await at.transaction.query(at.context, statement(text), [id])).rows.length > 0;
  },
};

function flatPlace({ context, scope, transaction }: Omit<RowsPlace, 'place' | 'entity'>): FlatPlace {
  return { context, scope, database: transaction };
}

async function rowsWith(
  at: Omit<RowsPlace, 'place' | 'entity'>,
  entity: EntityModel,
  id: string,
  access: ConstructorParameters<typeof EntityView>[4],
  columns: (view: EntityView) => readonly string[],
) {
  const { model, permissions } = at.scope;
  const parameters = new Parameters(mariadbDialect);
  const view = new EntityView(model, entity, 't', parameters, access);
  const list = columns(view).join(', ');
  const isOne = mariadbDialect.equal('t.id', parameters.run('id', entity.idType));
  const readable = access === null ? null : view.readable();
  const text = `select ${list} from ${mariadbDialect.rows(entity)} t${view.joins.sql} where ${isOne}${readable === null ? '' : ` and ${readable}`}`;
  const values = parameters.bind({ user: permissions.user, run: { id } });
  return (await at.transaction.query(at.context, statement(text), values)).rows;
}

/** The row `s` whose id is the parameter; a key of several columns is a JSON list. */
function isRow({ place }: RowsPlace, parameter: string): string {
  const [only = '', ...others] = place.key;
  if (others.length > 0)
    return place.key
      .map(
        (column, index) =>
          `s.${mariadbName(column)} = json_value(${parameter}, '$[${index}]') and ${mariadbId(place)} = convert(${parameter} using utf8mb4)`,
      )
      .join(' and ');
  const raw = `s.${mariadbName(only)}`;
  if (place.keyType === 'text')
    return `${raw} = convert(${parameter} using utf8mb4) and ${mariadbId(place)} = convert(${parameter} using utf8mb4)`;
  return place.keyType === 'integer' ? `${raw} = cast(${parameter} as signed)` : `${raw} = ${parameter}`;
}

function columnOf({ field }: WrittenField): string {
  return mariadbName(field.record.column ?? '');
}

/** A value as MariaDB takes it for its column. */
function valueThere({ record }: FieldModel, value: unknown): SqlValue {
  if (value === null || value === undefined) return null;
  switch (record.type) {
    case 'boolean':
      return value === true ? 1 : 0;
    case 'integer':
      // Bits take a text for their bytes.
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    case 'dateTime':
      return momentThere(String(value));
    case 'multiChoice':
      return Array.isArray(value) ? value.join(',') : String(value);
    case 'json':
      return JSON.stringify(value);
    default:
      return String(value);
  }
}

async function written(at: RowsPlace, fields: readonly WrittenField[], row: RowValues, text: string, further: readonly SqlValue[]) {
  const values = fields.map(({ field }) => valueThere(field, row[field.column]));
  try {
    return await at.transaction.query(at.context, statement(text), [...values, ...further]);
  } catch (error) {
    const refusal = findRefusal(error);
    const kinds = new Set(['invalid-value', 'out-of-range', 'too-long']);
    const named = fields.find(({ field }) => field.record.column === refusal?.column);
    if (refusal === null || named === undefined || !kinds.has(refusal.kind)) throw error;
    const violation = misfit(named, refusal.kind);
    throw recordErrors.invalid(
      { first: `${named.field.key} ${violation.message}` },
      { cause: error, details: { violations: [violation] } },
    );
  }
}

const rounded = new Set(['integer', 'decimal', 'money', 'dateTime', 'time', 'date', 'multiChoice']);

/** Throws `records.invalid` where a column kept another value than it was given. */
async function requireKept(at: RowsPlace, fields: readonly WrittenField[], id: string, row: RowValues): Promise<void> {
  const looked = fields.filter(({ field, lossy }) => lossy && rounded.has(field.record.type) && row[field.column] != null);
  if (looked.length === 0) return;
  const [kept] = await rowsWith(at, at.entity, id, null, () =>
    looked.map(({ field }, index) => `t.${mariadbName(field.column)} as k${index}`),
  );
  if (kept === undefined) return;
  const violations = looked.flatMap(({ field }, index): Violation[] => {
    const [is, was] = [JSON.parse(flatValue(field)(kept[`k${index}`])) as unknown, row[field.column]];
    if (alike(field, is, was)) return [];
    const shown = typeof is === 'string' ? is : JSON.stringify(is);
    return [{ path: `/${field.key}`, message: `would be kept as ${shown}`, hint: 'The column there holds no more.' }];
  });
  const [first] = violations;
  if (first !== undefined) throw recordErrors.invalid({ first: `${first.path.slice(1)} ${first.message}` }, { details: { violations } });
}

function alike({ record }: FieldModel, is: unknown, was: unknown): boolean {
  switch (record.type) {
    case 'decimal':
    case 'money':
    case 'integer':
      return plainDigits(String(is)) === plainDigits(String(was));
    case 'dateTime':
      return momentThere(String(is)) === momentThere(String(was));
    case 'time':
      return `${String(is)}:00`.slice(0, 8) === `${String(was)}:00`.slice(0, 8);
    case 'multiChoice':
      return Array.isArray(is) && Array.isArray(was) && [...is].sort().join() === [...new Set(was)].sort().join();
    default:
      return String(is) === String(was);
  }
}

/** A number's digits without what says nothing. */
function plainDigits(text: string): string {
  const [, sign = '', whole = '', part = ''] = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === '' && part === '') return /\d/.test(text) && /^[+-]?0*\.?0*$/.test(text) ? '0' : text;
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${part === '' ? '' : `.${part}`}`;
}
