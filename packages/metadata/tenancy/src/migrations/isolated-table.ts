const current = `(select nullif(current_setting('plinth.tenant', true), '')::uuid)`;

/** The SQL that binds a table's rows to the tenant of the transaction, also for the table's owner, and lets the runtime do what is listed. */
export function isolate(table: string, rights: string): string {
  return `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy tenant on ${table} using (tenant_id = ${current}) with check (tenant_id = ${current});
revoke all on ${table} from public;
grant ${rights} on ${table} to plinth_runtime;
`;
}
