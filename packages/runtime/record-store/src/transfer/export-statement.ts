import { type Statement, statement } from '@plinth/database';
import type { Grant } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { listConditions, whereSql } from '../read/list-statement.ts';
import { Parameters } from '../read/parameters.ts';
import { projection } from '../read/record-projection.ts';
import type { ReadScope } from '../read/record-reader.ts';
import { searchQuery } from '../read/search-words.ts';
import { orderBy, parseSort, sortKeys } from '../read/sort-order.ts';

/** Which records, in which order, and what of them. */
export interface ExportSelection {
  readonly filter?: string;
  readonly search?: string;
  readonly sort?: string;
  readonly fields?: string;
}

/** Two statements with their values: all the records as JSON text a row, and how many there are. */
export interface ExportStatements {
  readonly records: Statement;
  readonly count: Statement;
  readonly values: ReturnType<Parameters['bind']>;
  /** Keys of the fields that are written, in order. */
  readonly columns: readonly string[];
}

/**
 * What an export reads: the records that the caller may both read and export, and the fields that they see and no rule
 * keeps from being exported. Throws `records.denied`, `records.field-denied`, `expression.invalid`, `records.bad-sort`,
 * `records.bad-field`.
 */
export function exportStatements({ model, permissions }: ReadScope, entity: EntityModel, selection: ExportSelection): ExportStatements {
  const { access, user } = permissions;
  access.require(entity, 'read');
  const grants = access.require(entity, 'export');
  const parameters = new Parameters();
  const view = new EntityView(model, entity, 't', parameters, access);
  const columns = columnsOf(view, grants, selection.fields);
  const search = selection.search === undefined || selection.search.trim() === '' ? null : searchQuery(selection.search);
  const filter = selection.filter === undefined || selection.filter.trim() === '' ? null : selection.filter;
  const { conditions } = listConditions(view, { filter, outer: {}, search: search !== null, columnFilters: {} });
  const exported = view.granted(grants, 'rows');
  const where = whereSql(exported === null ? conditions : [...conditions, exported]);
  const keys = sortKeys(view, parseSort(selection.sort ?? ''));
  const list = projection(view, {}, columns);
  const from = `from ${entity.qualified} t${view.joins.sql}${where}`;
  const order = orderBy(keys);
  return {
    records: statement(`select (select row_to_json(item.*) from (select ${list}) item)::text as item ${from} order by ${order}`),
    // The joins and conditions are the same, so the parameters are.
    count: statement(`select count(*) from (select ${list} ${from} order by ${order}) counted`),
    values: parameters.bind({ user, run: { search } }),
    columns,
  };
}

function columnsOf(view: EntityView, grants: readonly Grant[], wanted: string | undefined): readonly string[] {
  const { entity } = view;
  // Where grants hide different fields on different rows, what one of them hides stays out of the file.
  const whole = grants.filter((grant) => grant.rule === null);
  const mayExport = (key: string) =>
    whole.some((grant) => !grant.hidden.has(key)) || (whole.length === 0 && grants.every((grant) => !grant.hidden.has(key)));
  if (wanted === undefined) return entity.fields.map(({ key }) => key).filter((key) => view.sees(key) && mayExport(key));
  const keys = wanted.split(',').map((key) => key.trim());
  const denied = keys.find((key) => entity.fieldsByKey.has(key) && view.sees(key) && !mayExport(key));
  if (denied !== undefined) throw recordErrors.fieldDenied({ field: denied });
  return keys;
}
