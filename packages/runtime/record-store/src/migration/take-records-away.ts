import { type Database, quoteIdentifier, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { ObjectStorage } from '@plinth/object-storage';
import { recordErrors } from '../errors.ts';
import { environmentSchema } from '../model/derive-model.ts';
import { readNames, readTableNames } from './introspect.ts';
import { qualifiedName } from './isolated-table.ts';
import { lockEnvironment } from './migrate.ts';

/** Files whose bytes are removed before their rows are, together. */
const filesAtOnce = 200;

const forgetNames = statement('delete from plinth.record_name where tenant_id = $1 and environment_id = $2 and definition = $3');

/**
 * Takes away everything that the context's environment keeps of a definition's records: files, events of their changes that wait there,
 * tables, names. `tabled` are the ids of the entities and relations that any of its versions has: names alone would not do, for a column
 * may be called like a table of another definition. Done again, it goes on where it was interrupted.
 */
export async function takeRecordsAway(
  context: RequestContext,
  { database, storage }: { readonly database: Database; readonly storage: ObjectStorage },
  definition: string,
  tabled: readonly string[],
): Promise<void> {
  if (context.environment === null) throw recordErrors.noEnvironment();
  const { id, key } = context.environment;
  const schema = environmentSchema(id);
  const there = new Set(await readTableNames(context, database, schema));
  await database.asOwner(context, async (transaction) => {
    // Whoever publishes here chooses names under the same lock; who still reads a table is waited for so long.
    await transaction.query(context, lockEnvironment, [id]);
    await transaction.script('set local lock_timeout = 5000');
    if (there.has('_outbox')) {
      const source = `/data/${context.tenant.key}/${key}/${definition}`;
      await transaction.query(context, statement(`delete from ${qualifiedName(schema, '_outbox')} where event ->> 'source' = $1`), [
        source,
      ]);
    }
    const names = await readNames(context, transaction, [definition]);
    const tables = names
      .filter(({ record }) => tabled.includes(record))
      .flatMap(({ name }) => [name, `${name}_history`])
      .filter((name) => there.has(name));
    // All in one: they refer to each other, and nothing else does to them.
    if (tables.length > 0) {
      await transaction.script(`drop table ${tables.map((name) => `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`).join(', ')}`);
    }
    await transaction.query(context, forgetNames, [context.tenant.id, id, definition]);
  });
  // Records refer to their files, so these go after them; they are found by their definition.
  if (there.has('_file')) await takeFilesAway(context, database, storage, qualifiedName(schema, '_file'), definition);
}

/** Bytes before rows: what is interrupted is then found again. */
async function takeFilesAway(
  context: RequestContext,
  database: Database,
  storage: ObjectStorage,
  table: string,
  definition: string,
): Promise<void> {
  const select = statement(`select id from ${table} where definition = $1 limit ${filesAtOnce}`);
  const remove = statement(`delete from ${table} where id = any($1::uuid[])`);
  for (;;) {
    const { rows } = await database.query<{ readonly id: string }>(context, select, [definition]);
    if (rows.length === 0) return;
    for (const row of rows) await storage.delete(context, row.id);
    await database.query(context, remove, [rows.map((row) => row.id)]);
  }
}
