import { Client, type ClientConfig } from 'pg';
import { databaseErrors } from './errors.ts';

export interface UnprotectedTable {
  readonly table: string;
  readonly reason: string;
}

/** Tables without a tenant's data that the runtime cannot reach at all. */
const ownersTables = new Set(['plinth.migration']);

/**
 * The settings that statements are bound with, as PostgreSQL prints an expression that reads them. One permissive policy without
 * them opens the table whatever the others say, for permissive policies are joined by OR.
 */
const boundSetting = `current_setting\\('plinth\\.(tenant|tenant_key|environment)'`;

/** Tables of the platform and of tenant environments that do not keep tenants apart by themselves. */
export async function findUnprotectedTables(owner: ClientConfig): Promise<UnprotectedTable[]> {
  const client = new Client({ ...owner, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    const { rows } = await client.query<{
      table: string;
      enabled: boolean;
      forced: boolean;
      policies: number;
      open: string | null;
      reachable: boolean;
      own: boolean;
    }>(
      `select n.nspname || '.' || c.relname as table, c.relrowsecurity as enabled, c.relforcerowsecurity as forced,
         (select count(*)::int from pg_policy p where p.polrelid = c.oid) as policies,
         (select min(p.polname) from pg_policy p where p.polrelid = c.oid and p.polpermissive and (
           (p.polcmd <> 'a' and coalesce(pg_get_expr(p.polqual, p.polrelid), '') !~ $1)
           or (p.polcmd in ('a', 'w', '*') and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), pg_get_expr(p.polqual, p.polrelid), '') !~ $1))) as open,
         pg_has_role('plinth_runtime', c.relowner, 'member') as own,
         has_any_column_privilege('plinth_runtime', c.oid, 'select, insert, update') or has_table_privilege('plinth_runtime', c.oid, 'delete, truncate') as reachable
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p') and (n.nspname = 'plinth' or n.nspname like 'env\\_%') order by 1`,
      [boundSetting],
    );
    return rows.flatMap((row) => {
      if (ownersTables.has(row.table)) return row.reachable ? [{ table: row.table, reason: 'the runtime can reach it' }] : [];
      if (row.own) return [{ table: row.table, reason: 'the runtime owns it' }];
      if (!row.enabled) return [{ table: row.table, reason: 'row-level security is off' }];
      if (!row.forced) return [{ table: row.table, reason: 'row-level security does not bind its owner' }];
      if (row.policies === 0) return [{ table: row.table, reason: 'it has no policy' }];
      return row.open === null ? [] : [{ table: row.table, reason: `its policy ${row.open} does not ask for the tenant or environment` }];
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
