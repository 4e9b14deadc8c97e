const tenant = `tenant_id = (select nullif(current_setting('plinth.tenant', true), '')::uuid)`;

/** SQL that binds the rows of a table of the platform to the tenant of the transaction, also for its owner, and lets the runtime work with them. */
export function isolated(table: string): string {
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy tenant on ${table} using (${tenant}) with check (${tenant});
revoke all on ${table} from public;
grant select, insert, update, delete on ${table} to plinth_runtime;
`;
}
