import { quoteIdentifier } from '@plinth/database';
import { recordErrors } from '../errors.ts';
import type { EntityModel } from '../model/entity-model.ts';
import { idRun, possibleId } from '../model/possible-id.ts';
import type { Parameters } from './parameters.ts';

/** The condition that `t` is the record whose id the statement is given, found by the index of its key. */
export function isRecord({ idType, source }: EntityModel, parameters: Parameters): string {
  const keys = source?.keys ?? [];
  const parts = keys.map(({ column, type }, at) => `t.${quoteIdentifier(column)} = ${keyParameter(parameters, `key${at}`, type)}`);
  return [`t.id = ${parameters.run('id', idType)}`, ...parts].join(' and ');
}

/** A value that is compared with a column of a key; without a type it is read as the column's own. */
export function keyParameter(parameters: Parameters, name: string, type: string | null): string {
  return type === null ? parameters.run(name, 'text').replace(/::text$/, '') : parameters.run(name, type);
}

/** The value of an id in a statement; throws `records.not-found` for what can be none. */
export function idValue({ idType }: EntityModel, id: string): string {
  const value = possibleId(idType, id);
  if (value === null) throw recordErrors.notFound();
  return value;
}

/** The values of a statement with {@link isRecord}; throws `records.not-found` for what can be no id. */
export function runOf(entity: EntityModel, id: string): Readonly<Record<string, string>> {
  const run = idRun(entity, id);
  if (run === null) throw recordErrors.notFound();
  return run;
}
