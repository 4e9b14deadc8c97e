import { removeApplication } from '@plinth/api-contract';
import { statement } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { TenancyServices } from '../tenancy-services.ts';

const areThere = statement('select exists (select from plinth.role_assignment where tenant_id = $1 and application_key = $2)');
const removeAll = statement('delete from plinth.role_assignment where tenant_id = $1 and application_key = $2 returning id');

/**
 * Takes from everybody the roles of an application that is removed for good: another one that is called like it later starts with
 * nobody. Audited, where there were any.
 */
export async function forgetApplication(
  context: RequestContext,
  { changes, database }: Pick<TenancyServices, 'changes' | 'database'>,
  application: string,
): Promise<void> {
  const place = [context.tenant.id, application] as const;
  if ((await database.value<boolean>(context, areThere, place)) !== true) return;
  await changes.run(context, removeApplication.id, async (change) => {
    const removed = await change.query(removeAll, place);
    change.target = application;
    change.detail = { roleAssignments: removed.length };
    change.affects(null);
  });
}
