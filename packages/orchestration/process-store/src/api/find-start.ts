import { type Database, statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { StoredVariables } from '@plinth/workflow-engine';
import { placeOf, type SummaryRow, selectSummaries } from './instance-queries.ts';

const selectStart = statement(`select stimulus from plinth.process_history
where tenant_id = $1 and environment_id = $2 and instance_id = $3::uuid and number = 1`);

/** An instance by its id, whoever may see it. */
export async function findSummary(
  context: RequestContext,
  database: Database,
  application: string,
  id: string,
): Promise<SummaryRow | null> {
  const { rows } = await database.query<SummaryRow>(context, selectSummaries, [...placeOf(context, application), [id]]);
  return rows[0] ?? null;
}

/** What an instance was started with. */
export async function findHistoryStart(
  context: RequestContext,
  database: Database,
  id: string,
): Promise<{ readonly variables?: StoredVariables; readonly event?: string }> {
  const { rows } = await database.query<{ stimulus: { variables?: StoredVariables; event?: string } }>(context, selectStart, [
    context.tenant.id,
    context.environment?.id ?? '',
    id,
  ]);
  return rows[0]?.stimulus ?? {};
}
