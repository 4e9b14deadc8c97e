import { type Statement, statement } from '@plinth/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchTasks, selectLeased, selectTask, selectTasks } from '../api/instance-queries.ts';
import { type TestProcesses, testProcesses } from '../testing.ts';
import * as worked from '../work/work-statements.ts';
import * as written from './instance-statements.ts';

/** A node of `explain (format json)`. */
interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Cond'?: string;
  readonly Plans?: readonly PlanNode[];
}

const statements = { fetchTasks, selectLeased, selectTask, selectTasks, ...written, ...worked };

let running: TestProcesses;
beforeAll(async () => {
  running = await testProcesses({ 'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n' });
});
afterAll(() => running.close());

/** How PostgreSQL would do it whatever the values are, as the platform asks it. */
async function planOf(wanted: Statement): Promise<readonly PlanNode[]> {
  const context = running.context();
  const count = Math.max(...[...wanted.text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number)));
  const rows = await running.database.transaction(context, async (transaction) => {
    await transaction.query(context, statement('set local plan_cache_mode = force_generic_plan'));
    await transaction.query(context, statement(`prepare "look ${wanted.name}" as ${wanted.text}`));
    const values = Array.from({ length: count }, () => 'null').join(', ');
    const { rows: plan } = await transaction.query(context, statement(`explain (format json) execute "look ${wanted.name}" (${values})`));
    return plan;
  });
  const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];
  const [{ Plan: top }] = (rows[0]?.['QUERY PLAN'] ?? []) as unknown as [{ Plan: PlanNode }];
  return nodesOf(top);
}

/** What is rare may look at more. */
const rare = new Set<Statement>([worked.deleteExpired]);
const keyed = Object.entries(statements).filter(
  (entry): entry is [string, Statement] => typeof entry[1] === 'object' && entry[1].text.includes('$2') && !rare.has(entry[1]),
);

// New tables have no statistics: what is planned without a key then goes through all of an environment, in the minutes of a first burst.
test.for(keyed)('what %s is about is found by its key where nothing is known of the tables', async ([, wanted]) => {
  // A rank is looked for at the edge of an index.
  const reads = (await planOf(wanted)).filter(
    ({ 'Relation Name': name, 'Node Type': type }) => name !== undefined && /^(Seq|Index|Bitmap Index) Scan$/.test(type),
  );
  for (const read of reads) {
    const columns = [...(read['Index Cond'] ?? '').matchAll(/\((?:\w+\.)?(\w+) (?:=|<|>)/g)].map(([, column]) => column);
    const keys = columns.filter((column) => column !== 'tenant_id' && column !== 'environment_id');
    expect(keys, `${read['Node Type']} of ${read['Relation Name']}: ${read['Index Cond']}`).not.toEqual([]);
  }
});
