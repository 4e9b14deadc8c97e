import { referencedId } from '@plinth/app-definition';
import { type Database, type PipelinePart, statement } from '@plinth/database';
import { type FeelValue, fromJson } from '@plinth/expression';
import type { RequestContext } from '@plinth/foundation';
import { type FlatPlace, flatRecords, wholeRecord } from '../attached/flat-records.ts';
import { mariadbDialect } from '../dialect/mariadb-dialect.ts';
import { entityRules } from '../expressions/entity-rules.ts';
import { entityTypes } from '../expressions/entity-types.ts';
import type { RecordValues, Referred } from '../expressions/rule-compiler.ts';
import { type EntityModel, type IdType, tableOf } from '../model/entity-model.ts';
import { possibleId } from '../model/possible-id.ts';
import type { AskedDatabase } from '../read/attached-sources.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { expandTree, projection } from '../read/record-projection.ts';
import type { ReadScope } from '../read/record-reader.ts';

/** A record that is about to be written, with its values before where it is there. */
export interface RowToWrite {
  readonly values: RecordValues;
  readonly before: RecordValues | null;
}

/** For rules that read nothing over references. */
const nothingReferred: Referred = () => null;

/**
 * Reads what rules ask of the records that others refer to, in one round trip; in none where no rule does. What the writer
 * newly refers to is there only as far as they may see it, so that no message tells of what is hidden from them.
 */
export async function readReferred(
  context: RequestContext,
  database: Pick<Database, 'batch'> | AskedDatabase,
  scope: ReadScope,
  entity: EntityModel,
  rows: readonly RowToWrite[],
): Promise<(row: RowToWrite) => Referred> {
  const { referred } = entityRules(scope.model, entity);
  const asked = [...referred].flatMap(([key, paths]) => {
    const target = scope.model.entities.get(entity.fieldsByKey.get(key)?.target ?? '');
    const ids = [...new Set(rows.flatMap(({ values }) => idAt(values, key, target?.idType ?? 'uuid') ?? []))];
    return target === undefined || ids.length === 0 ? [] : [{ key, target, paths, ids }];
  });
  if (asked.length === 0) return () => nothingReferred;
  const results =
    'product' in database && database.product === 'mariadb'
      ? await Promise.all(asked.map((each) => flatReferred({ context, scope, database }, each)))
      : await database
          .batch(
            context,
            asked.map(({ target, paths, ids }) => referredPart(scope, target, paths, ids)),
          )
          .then((answers) => answers.map(({ rows: of }) => of as unknown as readonly ReferredRow[]));
  const found = new Map<string, { readonly seen: boolean; readonly record: FeelValue }>();
  for (const [at, { key, target }] of asked.entries()) {
    for (const { id, seen, record } of results[at] ?? []) {
      found.set(`${key} ${id}`, { seen, record: fromJson(entityTypes(scope.model).of(target), record) });
    }
  }
  return ({ values, before }) =>
    (key) => {
      const idType = asked.find((each) => each.key === key)?.target.idType ?? 'uuid';
      const id = idAt(values, key, idType);
      const known = id === null ? undefined : found.get(`${key} ${id}`);
      return known !== undefined && (known.seen || (before !== null && idAt(before, key, idType) === id)) ? known.record : null;
    };
}

interface ReferredRow {
  readonly id: string;
  readonly seen: boolean;
  readonly record: unknown;
}

async function flatReferred(
  place: FlatPlace,
  { target, paths, ids }: { readonly target: EntityModel; readonly paths: readonly string[]; readonly ids: readonly string[] },
): Promise<readonly ReferredRow[]> {
  const { model, permissions } = place.scope;
  const full = new EntityView(model, target, 't', new Parameters(mariadbDialect), null);
  const expand = expandTree(paths.flatMap((path) => referencesOf(full, path)));
  const shape = { ...wholeRecord, expand, fields: [...target.fieldsByKey.keys()] };
  const records = await flatRecords(
    place,
    target,
    shape,
    { ids },
    (view) => {
      const seen = new EntityView(model, target, 't', view.parameters, permissions.access).readable() ?? 'true';
      const wanted = view.parameters.run('ids', `${target.idType}[]`);
      return {
        further: [`coalesce(${seen}, false) as "#seen"`],
        after: ` where ${mariadbDialect.amongParameter('t.id', wanted, target.idType)}`,
      };
    },
    { full: true },
  );
  return records.map(({ item, row }) => ({
    id: String(row['#id']),
    seen: Number(row['#seen']) === 1,
    record: JSON.parse(item) as unknown,
  }));
}

function referredPart(
  { model, permissions }: ReadScope,
  target: EntityModel,
  paths: readonly string[],
  ids: readonly string[],
): PipelinePart {
  const parameters = new Parameters();
  const full = new EntityView(model, target, 't', parameters, null);
  const seen = new EntityView(model, target, 't', parameters, permissions.access).readable() ?? 'true';
  const list = projection(full, expandTree(paths.flatMap((path) => referencesOf(full, path))), [...target.fieldsByKey.keys()]);
  const text = `select t.id::text as id, coalesce(${seen}, false) as seen, (select to_json(item.*) from (select ${list}) item) as record
from ${tableOf(target)} t where t.id = any(${parameters.run('ids', `${target.idType}[]`)})`;
  return { statement: statement(text), values: parameters.bind({ user: permissions.user, run: { ids } }) };
}

/** The part of a path that leads over references: of `district.region.name` it is `district.region`. */
function referencesOf(view: EntityView, path: string): string[] {
  const keys: string[] = [];
  let entity: EntityModel | undefined = view.entity;
  for (const key of path.split('.')) {
    const target: string | null | undefined = entity?.fieldsByKey.get(key)?.target;
    if (target == null) break;
    keys.push(key);
    entity = view.model.entities.get(target);
  }
  return keys.length === 0 ? [] : [keys.join('.')];
}

/** The id that a reference holds; null where it holds none, or what is none and will be refused. */
function idAt(values: RecordValues, key: string, idType: IdType): string | null {
  const id = referencedId(values[key]);
  return typeof id === 'string' ? possibleId(idType, id) : null;
}
