import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readFiles } from '@plinth/app-definition';
import {
  connectDatabase,
  type Database,
  type EmbeddedServer,
  type SqlValue,
  type Statement,
  startEmbeddedServer,
  statement,
} from '@plinth/database';
import { type RequestContext, systemActor, traceId } from '@plinth/foundation';
import {
  type ApplicationModel,
  applyMigration,
  type ListRequest,
  permissionsFor,
  RecordReader,
  recordStoreMigrations,
} from '@plinth/record-store';
import pg from 'pg';
import { figures, type Goal, keepResult } from './measurement.ts';

/**
 * What a row rule costs: lists of a million records as roles with different rules have them, against the same lists of an
 * administrator, whose role has no rule, in the same run. Each is a request of the record store: planned, run and written as
 * JSON. The indexes are those that the entity declares and those that publishing makes for the rules.
 */
const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '7' } },
});
const [rows, rounds] = [Number(options.rows), Number(options.rounds)];
const clients = Math.ceil(rows / 10);
const advisers = 10_000;
const offices = advisers;
const branches = 50;
const calls = { 'first page': 25, 'filter and sort': 25, count: 5 } as const;

const roles = {
  own: { rule: 'adviser = user.email', what: 'equality with a value of user' },
  ownOpen: { rule: 'adviser = user.email and status in ("open", "late") and amount < 100000', what: 'and' },
  ownOrDeputy: { rule: 'adviser = user.email or deputy = user.email', what: 'or' },
  branches: { rule: 'branch in user.groups', what: 'membership in a list' },
  open: { rule: 'status = "open"', what: 'equality with a constant, half of the records' },
  manager: { rule: 'client.manager = user.email', what: 'through a reference' },
  head: { rule: 'client.office.head = user.email and status = "open"', what: 'through two references' },
  managerOrOwn: { rule: 'client.manager = user.email or adviser = user.email', what: 'or through a reference' },
  // Many records behind references cannot be had at the price of a list without a rule: shown, and no goal.
  region: { rule: 'client.office.region = user.name', what: null },
} as const;

const requests: Readonly<Record<keyof typeof calls, ListRequest>> = {
  'first page': {},
  'filter and sort': { filter: 'amount > 5000', sort: [{ field: 'opened', direction: 'desc' }] },
  count: { count: true, limit: 1 },
};

const files = {
  'plinth.yaml': 'format: 1\nkey: measured\ntype: application\nlabel: Measured\n',
  'entities/office.yaml': 'label: Office\nfields:\n  name: text\n  head: email\n  region: { type: text, maxLength: 40 }\n',
  'entities/client.yaml': 'label: Client\nfields:\n  name: text\n  manager: email\n  office: { type: reference, target: office }\n',
  'entities/deal.yaml': `label: Deal
title: name
fields:
  name: { type: text, required: true }
  branch: { type: text, maxLength: 40 }
  adviser: email
  deputy: email
  status: { type: choice, options: { open: Open, late: Late, closed: Closed } }
  amount: { type: decimal, scale: 2 }
  opened: { type: date, required: true }
  client: { type: reference, target: client }
indexes:
  byOpened: { fields: [ opened, branch, status ] }
  byAdviser: { fields: [ adviser, opened ] }
  byDeputy: { fields: [ deputy, opened ] }
`,
  'roles.yaml': `administrator: { permissions: { deal: all } }\n${Object.entries(roles)
    .map(([key, { rule }]) => `${key}:\n  permissions:\n    deal: { operations: [ read ], rowRule: '${rule}' }\n`)
    .join('')}`,
};

const folder = mkdtempSync(join(tmpdir(), 'plinth-row-rules-'));
const server = await startEmbeddedServer(folder);
const database = await connectDatabase(server.superuser, { migrations: recordStoreMigrations });
try {
  const { definition, problems } = readFiles(files);
  if (problems.length > 0) throw new Error(JSON.stringify(problems));
  const { model, plan } = await applyMigration(contextOf([]), database, { definition });
  const deal = model.entities.get('deal');
  await database.asOwner(contextOf([]), (transaction) => transaction.script(sampleRows(model)));
  await vacuum(server, tables(model));

  const goals: Goal[] = [];
  const details: Record<string, unknown> = {};
  for (const [name, request] of Object.entries(requests)) {
    const works = Object.fromEntries(['administrator', ...Object.keys(roles)].map((role) => [role, asRole(database, model, role)]));
    const list = (role: string) => works[role]?.list(request);
    const times = await measured(Object.keys(works), list, calls[name as keyof typeof calls]);
    const floor = figures(times.administrator ?? []).median;
    const found: Record<string, unknown> = {};
    for (const [role, work] of Object.entries(works)) {
      const milliseconds = figures(times[role] ?? []);
      const { rule, what } = role in roles ? roles[role as keyof typeof roles] : { rule: null, what: null };
      if (what !== null)
        goals.push({
          name: `${name}, ${what}: against the administrator’s`,
          value: milliseconds.median / floor,
          goal: 1.5,
          better: 'lower',
          unit: '×',
        });
      const { count } = await work.list({ count: true, limit: 1 });
      found[role] = { rule, records: count, milliseconds, ratio: milliseconds.median / floor, plan: await work.explain(request) };
    }
    details[name] = { request, roles: found };
  }
  keepResult('row-rules', goals, {
    setting: { rows, clients, offices, advisers, branches, rounds, calls, connections: 1 },
    indexes: { declared: ['opened, branch, status', 'adviser, opened', 'deputy, opened'], all: deal?.indexes.map(({ sql }) => sql) },
    warnings: plan.warnings,
    requests: details,
  });
} finally {
  await database.close();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}

function contextOf(held: readonly string[]): RequestContext {
  const environment = { id: 'measured00000001', key: 'production' };
  const member = {
    kind: 'member' as const,
    id: 'adviser-7',
    name: 'Region 3',
    email: 'adviser7@example.com',
    tenantRoles: ['member' as const],
  };
  const actor = {
    ...systemActor,
    ...member,
    groups: ['Branch 3', 'Branch 17', 'Branch 41'],
    applicationRoles: { 'measured@production': held },
  };
  return {
    tenant: { id: '0196f0c0-0000-7000-8000-000000000001', key: 'measured' },
    environment,
    actor,
    trace: traceId(),
    locale: 'en',
    signal: new AbortController().signal,
  };
}

/** Lists as a role has them, and the plan that PostgreSQL makes of one. */
function asRole(on: Database, model: ApplicationModel, role: string) {
  const context = contextOf([role]);
  const scope = { model, permissions: permissionsFor(context, model) };
  const reader = new RecordReader(on);
  return {
    list: (request: ListRequest) => reader.list(context, scope, 'deal', request),
    async explain(request: ListRequest): Promise<readonly string[]> {
      const asked: { prepared: Statement; values: readonly SqlValue[] }[] = [];
      const query = (_context: RequestContext, prepared: Statement, values: readonly SqlValue[]) => {
        asked.push({ prepared, values });
        return Promise.resolve({ rows: [], count: 0 });
      };
      await new RecordReader({ ...on, query } as unknown as Database).list(context, scope, 'deal', request);
      const [{ prepared, values } = { prepared: statement(''), values: [] }] = asked;
      const { rows: lines } = await on.query<{ 'QUERY PLAN': string }>(
        context,
        statement(`explain (analyze, buffers) ${prepared.text}`),
        values,
      );
      return lines.map((line) => line['QUERY PLAN']);
    },
  };
}

/** Per role the median milliseconds of each round. The calls of all take turns, so that whatever disturbs the machine disturbs all. */
async function measured(names: readonly string[], work: (name: string) => unknown, each: number): Promise<Record<string, number[]>> {
  for (const name of names) for (let call = 0; call < 6; call++) await work(name);
  const rounded: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const taken: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (let call = 0; call < each; call++) {
      for (let turn = 0; turn < names.length; turn++) {
        const name = names[(call + turn) % names.length] ?? '';
        const started = performance.now();
        await work(name);
        taken[name]?.push(performance.now() - started);
      }
    }
    for (const name of names) rounded[name]?.push(figures(taken[name] ?? []).median);
  }
  return rounded;
}

/** What autovacuum does with any table that has lived for some minutes: an index alone then answers counts. */
async function vacuum(server: EmbeddedServer, names: readonly string[]): Promise<void> {
  const client = new pg.Client(server.superuser);
  await client.connect();
  try {
    await client.query(`vacuum (analyze) ${names.join(', ')}`);
  } finally {
    await client.end();
  }
}

function tables(model: ApplicationModel): string[] {
  return ['office', 'client', 'deal'].map((key) => model.entities.get(key)?.qualified ?? '');
}

/** Ids that follow from numbers, so that rows can refer to each other. Neighbours in one column are none in another. */
function sampleRows(model: ApplicationModel): string {
  const [office, client, deal] = tables(model);
  const idOf = (kind: number, number: string) => `('00000000-0000-7000-800${kind}-' || lpad(to_hex(${number}), 12, '0'))::uuid`;
  const by = `'system', 'system'`;
  return `
insert into ${office} (id, name, head, region, created_by, updated_by)
  select ${idOf(1, 'n')}, 'Office ' || n, 'adviser' || n || '@example.com', 'Region ' || n % 10, ${by} from generate_series(1, ${offices}) n;
insert into ${client} (id, name, manager, office, created_by, updated_by)
  select ${idOf(2, 'n')}, 'Client ' || n, 'adviser' || n * 7919 % ${advisers} || '@example.com', ${idOf(1, `1 + n * 31 % ${offices}`)}, ${by}
  from generate_series(1, ${clients}) n;
insert into ${deal} (id, name, branch, adviser, deputy, status, amount, opened, client, created_by, updated_by)
  select ${idOf(3, 'n')}, 'Deal ' || n, 'Branch ' || 1 + n * 31 % ${branches}, 'adviser' || n * 7907 % ${advisers} || '@example.com',
    case when n % 3 > 0 then 'adviser' || n * 6007 % ${advisers} || '@example.com' end,
    (array['open', 'closed', 'open', 'late', 'open', 'closed'])[1 + (n + n / ${clients}) % 6], n * 977 % 1000000 / 10.0, date '2015-01-01' + (n * 613 % 4000)::integer,
    ${idOf(2, `1 + n * 104729 % ${clients}`)}, ${by}
  from generate_series(1, ${rows}::bigint) n;`;
}
