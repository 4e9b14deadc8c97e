import { type PipelinePart, quoteIdentifier, statement, type Transaction } from '@plinth/database';
import type { PlinthError, RequestContext } from '@plinth/foundation';
import type { Grant } from '../access/access.ts';
import { recordErrors } from '../errors.ts';
import type { EntityModel, FieldModel } from '../model/entity-model.ts';
import { EntityView } from '../read/entity-view.ts';
import { Parameters } from '../read/parameters.ts';
import { projection } from '../read/record-projection.ts';
import type { ReadScope } from '../read/record-reader.ts';
import { recordPhrases } from '../record-phrases.ts';
import { columnValues } from '../write/column-values.ts';
import { writeRefusal } from '../write/refusals.ts';
import { eventsOf, grantedPart, historyPart, insertPart, outboxPart } from '../write/write-statements.ts';

/** A record that is ready to be written. */
export interface ReadyRecord {
  readonly row: number;
  readonly id: string;
  /** The version it has now; null: it is new. */
  readonly version: number | null;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A record that PostgreSQL refused. */
export interface RefusedRecord {
  readonly record: ReadyRecord;
  readonly error: PlinthError;
}

/** A record that is there already. */
export interface ExistingRecord {
  readonly id: string;
  readonly version: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/** Writes records in one statement each for new and changed ones; what is refused is left out, found by its unique values or by halving. */
export class BatchWriter {
  readonly #context: RequestContext;
  readonly #scope: ReadScope;
  readonly #entity: EntityModel;
  /** The fields that change where a record exists. */
  readonly #changing: readonly FieldModel[];
  /** Of which one must hold for each record, as it was and as it is then. */
  readonly #grants: readonly Grant[];

  constructor(context: RequestContext, scope: ReadScope, entity: EntityModel, changing: readonly FieldModel[], grants: readonly Grant[]) {
    this.#context = context;
    this.#scope = scope;
    this.#entity = entity;
    this.#changing = changing;
    this.#grants = grants;
  }

  /** Gives the refused ones; the others are written within the transaction. */
  async write(transaction: Transaction, records: readonly ReadyRecord[]): Promise<readonly RefusedRecord[]> {
    if (records.length === 0) return [];
    await transaction.script('savepoint plinth_import');
    let refused: PlinthError;
    try {
      await transaction.batch(this.#context, this.#parts(records));
      await transaction.script('release savepoint plinth_import');
      return [];
    } catch (error) {
      const refusal = writeRefusal(error, this.#entity, 'import');
      if (refusal === null) throw error;
      await transaction.script('rollback to savepoint plinth_import; release savepoint plinth_import');
      refused = refusal;
    }
    const taken = refused.code === 'records.duplicate' && records.length > 1 ? await this.#taken(transaction, records, refused) : [];
    if (taken.length > 0) {
      const lost = new Set(taken.map(({ record }) => record));
      return [
        ...taken,
        ...(await this.write(
          transaction,
          records.filter((record) => !lost.has(record)),
        )),
      ];
    }
    const [only] = records;
    if (records.length === 1 && only !== undefined) return [{ record: only, error: refused }];
    const middle = records.length >> 1;
    return [...(await this.write(transaction, records.slice(0, middle))), ...(await this.write(transaction, records.slice(middle)))];
  }

  /** The records whose unique values others have, all at once: a file imported a second time would be halved down to its rows. */
  async #taken(transaction: Transaction, records: readonly ReadyRecord[], cause: PlinthError): Promise<RefusedRecord[]> {
    const taken = new Map<ReadyRecord, RefusedRecord>();
    const ids = new Set(records.map(({ id }) => id));
    for (const index of this.#entity.indexes.filter(({ unique }) => unique)) {
      const fields = index.fields.flatMap((key) => this.#entity.fieldsByKey.get(key) ?? []);
      const keys = records
        .map((record, place) => ({ place, values: record.values }))
        .filter(({ values }) => fields.every(({ key }) => values[key] !== null && values[key] !== undefined && values[key] !== ''));
      const found = await findExisting(this.#context, transaction, this.#scope, this.#entity, fields, keys);
      for (const [place, existing] of found) {
        const record = records[place];
        if (record === undefined || taken.has(record) || existing.every(({ id }) => ids.has(id))) continue;
        const violations = index.fields.map((field) => ({ path: `/${field}`, message: recordPhrases.taken() }));
        taken.set(record, {
          record,
          error: recordErrors.duplicate({ fields: index.fields.join(', ') }, { cause, details: { violations } }),
        });
      }
    }
    return [...taken.values()];
  }

  #parts(records: readonly ReadyRecord[]): PipelinePart[] {
    const { model } = this.#scope;
    const actor = this.#context.actor.id;
    const parts: (PipelinePart | null)[] = [];
    const created = records.filter(({ version }) => version === null);
    if (created.length > 0) {
      const ids = created.map(({ id }) => id);
      parts.push(
        insertPart(model, this.#entity, {
          rows: rowsOf(created, this.#entity.fields),
          actor,
          events: eventsOf(this.#context, model, this.#entity, 'created', ids),
        }),
        this.#grantedPart(ids),
        historyPart(model, this.#entity, 'created', ids, actor),
      );
    }
    const changed = records.filter(({ version }) => version !== null);
    if (changed.length > 0) {
      const ids = changed.map(({ id }) => id);
      parts.push(
        this.#grantedPart(ids),
        updateManyPart(this.#entity, this.#changing, rowsOf(changed, this.#changing), actor),
        this.#grantedPart(ids),
        historyPart(model, this.#entity, 'updated', ids, actor),
        outboxPart(model, eventsOf(this.#context, model, this.#entity, 'updated', ids)),
      );
    }
    return parts.filter((part) => part !== null);
  }

  #grantedPart(ids: readonly string[]): PipelinePart | null {
    return grantedPart(this.#scope, this.#entity, this.#grants, ids);
  }
}

function rowsOf(records: readonly ReadyRecord[], fields: readonly FieldModel[]): Record<string, unknown>[] {
  return records.map(({ id, values }) => {
    const row: Record<string, unknown> = { id };
    for (const field of fields) Object.assign(row, columnValues(field, values));
    return row;
  });
}

function updateManyPart(
  entity: EntityModel,
  fields: readonly FieldModel[],
  rows: readonly Readonly<Record<string, unknown>>[],
  actor: string,
): PipelinePart {
  const columns = fields.flatMap((field) => field.columns);
  const sets = columns.map((column) => `${quoteIdentifier(column.name)} = r.${quoteIdentifier(column.name)}, `);
  const declared = ['id uuid', ...columns.map((column) => `${quoteIdentifier(column.name)} ${column.type}`)];
  const text = `update ${entity.qualified} t set ${sets.join('')}version = t.version + 1, updated_at = now(), updated_by = $2
from json_to_recordset($1::json) as r (${declared.join(', ')}) where t.id = r.id`;
  return { statement: statement(text), values: [JSON.stringify(rows), actor] };
}

/** The records that have these values in the fields that identify one, locked until the transaction ends; by the place of the values. */
export async function findExisting(
  context: RequestContext,
  transaction: Transaction,
  { model }: ReadScope,
  entity: EntityModel,
  by: readonly FieldModel[],
  keys: readonly { readonly place: number; readonly values: Readonly<Record<string, unknown>> }[],
): Promise<ReadonlyMap<number, readonly ExistingRecord[]>> {
  const columns = by.flatMap((field) => field.columns);
  const declared = columns.map((column) => `, ${quoteIdentifier(column.name)} ${column.type}`).join('');
  const same = columns.map((column) => `t.${quoteIdentifier(column.name)} = k.${quoteIdentifier(column.name)}`).join(' and ');
  const list = projection(new EntityView(model, entity, 't', new Parameters(), null), {}, [...entity.fieldsByKey.keys()]);
  const text = `select k."#place" as place, t.id::text as id, t.version, (select to_json(item.*) from (select ${list}) item) as record
from json_to_recordset($1::json) as k ("#place" integer${declared}) join ${entity.qualified} t on ${same}
where t.deleted_at is null order by t.id for update of t`;
  const asked = keys.map(({ place, values }) => {
    const key: Record<string, unknown> = { '#place': place };
    for (const field of by) Object.assign(key, columnValues(field, values));
    return key;
  });
  const { rows } = await transaction.query<ExistingRecord & { place: number }>(context, statement(text), [JSON.stringify(asked)]);
  const found = new Map<number, ExistingRecord[]>();
  for (const { place, id, version, record } of rows) found.set(place, [...(found.get(place) ?? []), { id, version, record }]);
  return found;
}
