import { Client, type ClientConfig } from 'pg';
import { databaseErrors } from './errors.ts';

export interface UnprotectedTable {
  readonly table: string;
  readonly reason: string;
}

/** Tables without a tenant's data that the runtime cannot reach at all. */
const ownersTables = new Set(['plinth.migration']);

/** Tables of the platform and of tenant environments that do not keep tenants apart by themselves. */
export async function findUnprotectedTables(owner: ClientConfig): Promise<UnprotectedTable[]> {
  const client = new Client({ ...owner, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    const { rows } = await client.query<{ table: string; enabled: boolean; forced: boolean; policies: number; reachable: boolean }>(
      `select n.nspname || '.' || c.relname as table, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
         has_any_column_privilege('plinth_runtime', c.oid, 'select, insert, update') or has_table_privilege('plinth_runtime', c.oid, 'delete, truncate') as reachable
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and (n.nspname = 'plinth' or n.nspname like 'env\\_%') order by 1`,
    );
    return rows.flatMap((row) => {
      if (ownersTables.has(row.table)) return row.reachable ? [{ table: row.table, reason: 'the runtime can reach it' }] : [];
      if (!row.enabled) return [{ table: row.table, reason: 'row-level security is off' }];
      if (!row.forced) return [{ table: row.table, reason: 'row-level security does not bind its owner' }];
      return row.policies === 0 ? [{ table: row.table, reason: 'it has no policy' }] : [];
    });
  } finally {
    await client.end();
  }
}

/** Throws for the first table that is not isolated. */
export async function requireProtectedTables(owner: ClientConfig): Promise<void> {
  const [first] = await findUnprotectedTables(owner);
  if (first !== undefined) throw databaseErrors.unprotectedTable({ ...first });
}
