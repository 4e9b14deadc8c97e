import { objectStorageErrors } from './errors.ts';
import type { StorageContext } from './object-storage.ts';

/** Tenant, environment, id. */
export type ObjectKey = readonly [tenant: string, environment: string, id: string];

/** No dot, slash or NUL can leave the folder; no capitals, because some file systems hold `A` and `a` for the same. */
const segment = /^[a-z0-9][a-z0-9_-]{0,127}$/;

/** Cannot be an id, since those do not begin with an underscore. */
const wholeTenant = '_tenant';

/** Where a file belongs. The only place where names become parts of paths. */
export function objectKey(context: StorageContext, id: string): ObjectKey {
  const { tenant, environment } = context;
  if (![tenant.id, environment?.id ?? '0', id].every((part) => segment.test(part))) throw objectStorageErrors.invalidKey();
  return [tenant.id, environment?.id ?? wholeTenant, id];
}
