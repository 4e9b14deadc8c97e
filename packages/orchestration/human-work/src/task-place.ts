import type { RequestContext } from '@plinth/foundation';

/** Tenant, environment, instance and visit: how tables of tasks begin. */
export function placeOfTask(
  context: RequestContext,
  { instance, visit }: { readonly instance: string; readonly visit: number },
): [tenant: string, environment: string, instance: string, visit: number] {
  return [context.tenant.id, context.environment?.id ?? '', instance, visit];
}

export const ofTask = 'tenant_id = $1 and environment_id = $2 and instance_id = $3::uuid and visit = $4';
