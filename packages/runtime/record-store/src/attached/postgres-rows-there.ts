import { type PipelinePart, statement } from '@plinth/database';
import type { Violation } from '@plinth/foundation';
import { recordErrors } from '../errors.ts';
import { possibleId } from '../model/possible-id.ts';
import { databaseRefusal, findRefusal } from '../write/refusals.ts';
import {
  actedOnPart,
  deletePart,
  grantedPart,
  insertPart,
  keptPart,
  lockPart,
  updatePart,
  visiblePart,
  type WrittenField,
} from './attached-statements.ts';
import { misfit } from './misfit.ts';
import type { RowBefore, RowsPlace, RowsThere, RowValues } from './rows-there.ts';
import { factsIn, factsPart } from './table-facts.ts';

const savepoint = statement('savepoint plinth_values');
const backToSavepoint = statement('rollback to savepoint plinth_values');

/** Rows of PostgreSQL. */
export const postgresRowsThere: RowsThere = {
  async facts({ context, transaction, place }) {
    const [answer] = await transaction.batch(context, [factsPart(place)]);
    return factsIn(answer?.rows ?? []);
  },
  async lock(at, grants, id) {
    // What a column of the key cannot be, no row has there.
    const { rows } = await run(at, lockPart(at.scope, at.entity, grants, id)).catch((error: unknown) => {
      if (databaseRefusal(error) === null) throw error;
      return { rows: [] };
    });
    return (rows as unknown as readonly RowBefore[])[0] ?? null;
  },
  async state(at, grants, id) {
    const { rows } = await run(at, grantedPart(at.scope, at.entity, grants, id));
    const [state] = rows as unknown as readonly RowBefore[];
    return { version: Number(state?.version ?? 0), granted: state?.granted === true };
  },
  async sees(at, target, id) {
    const known = possibleId(target.idType, id);
    if (known === null) return false;
    const part = visiblePart(at.scope, target, [known]);
    return (await at.transaction.value<number>(at.context, part.statement, part.values)) === 1;
  },
  misfits,
  async insert(at, _, fields, row) {
    const { rows } = await run(at, insertPart(at.place, fields, row));
    const [made] = rows;
    if (made === undefined) throw recordErrors.sourceRefused({ reason: '0 rows made instead of one' });
    return String(made.id);
  },
  update: async (at, facts, fields, id, row) => (await run(at, updatePart(at.place, facts, fields, id, row))).count,
  delete: async (at, facts, id) => (await run(at, deletePart(at.place, facts, id))).count,
  async actsOn(at, facts, key, id) {
    const { rows } = await run(at, actedOnPart(at.place, facts, key, id));
    return rows[0]?.found === true;
  },
};

/** All values are tried at once, and one by one only where that fails. */
async function misfits(at: RowsPlace, fields: readonly WrittenField[], row: RowValues): Promise<readonly Violation[]> {
  const { context, transaction } = at;
  // JSON is read by the type of its column, and what a reference leads to is there or not.
  const tried = fields.filter(({ field }) => field.record.type !== 'json' && field.target === null);
  if (tried.length === 0) return [];
  const part = keptPart(tried, row);
  try {
    const [, answer] = await transaction.batch(context, [{ statement: savepoint, values: [] }, part]);
    return Object.entries(answer?.rows[0] ?? {}).flatMap(([key, value]): Violation[] =>
      value === null ? [] : [{ path: `/${key}`, message: `would be kept as ${String(value)}`, hint: 'The column there holds no more.' }],
    );
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    await transaction.query(context, backToSavepoint);
    const [only] = tried;
    if (only !== undefined && tried.length === 1) return [misfit(only, refusal.kind)];
    const found: Violation[] = [];
    for (const each of tried) found.push(...(await misfits(at, [each], row)));
    return found;
  }
}

async function run({ transaction, context }: Pick<RowsPlace, 'transaction' | 'context'>, part: PipelinePart) {
  return transaction.query(context, part.statement, part.values);
}
