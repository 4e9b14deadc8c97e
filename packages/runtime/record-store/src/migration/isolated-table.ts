import { quoteIdentifier, quoteLiteral } from '@plinth/database';

/**
 * Binds a table to its environment, also for its owner, and lets the runtime use it. The comparison stands inside the
 * sub-select: PostgreSQL evaluates it once a statement and still expects half of the rows (measured; see the architecture page).
 */
export function isolateTable(qualified: string, environmentId: string, rights = 'select, insert, update, delete'): string {
  const bound = `(select current_setting('plinth.environment', true) = ${quoteLiteral(environmentId)})`;
  return [
    `alter table ${qualified} enable row level security`,
    `alter table ${qualified} force row level security`,
    `create policy environment on ${qualified} using (${bound}) with check (${bound})`,
    `revoke all on ${qualified} from public`,
    `grant ${rights} on ${qualified} to plinth_runtime`,
  ].join(';\n');
}

/** A table of an environment's schema, quoted. */
export function qualifiedName(schema: string, table: string): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
}
