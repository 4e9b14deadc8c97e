import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { completeSetUp, createTenant, type OperationContract } from '@plinth/api-contract';
import { type Database, openDatabase, quoteIdentifier, quoteLiteral, statement } from '@plinth/database';
import { type EnvironmentReference, type RequestContext, systemActor, traceId } from '@plinth/foundation';
import { createTenancy, environmentSchema, type Tenancy, tenancyMigrations } from '@plinth/tenancy';
import { figures, keepResult } from './measurement.ts';

/**
 * Creates many tenants with their environments, and one environment of each with its schema and tables, while another
 * tenant goes on reading: does the last one cost more than the first, and does anybody else have to wait?
 */
const { values } = parseArgs({ options: { count: { type: 'string', default: '200' } } });
const count = Number(values.count);
const tables = 3;
const pause = 2;

const folder = mkdtempSync(join(tmpdir(), 'plinth-tenant-environments-'));
const database = await openDatabase({ folder }, { migrations: tenancyMigrations });
const tenancy = createTenancy({ database, onAuditFailure: console.error });
try {
  const home = await firstTenant(tenancy);
  const before = await read(database, home, () => new Promise((resolve) => setTimeout(resolve, 3_000)));
  const creating: number[] = [];
  const making: number[] = [];
  const during = await read(database, home, async () => {
    for (let n = 0; n < count; n++) {
      creating.push(await time(() => operate(tenancy, home, createTenant, tenantInput(n))));
      making.push(await time(() => makeSchema(database, n)));
    }
  });
  const sample = Math.max(1, Math.min(100, Math.floor(count / 4)));
  const growth = (all: readonly number[]) => figures(all.slice(-sample)).median / figures(all.slice(0, sample)).median;
  keepResult(
    'tenant-environments',
    [
      { name: `creating tenant ${count} against the first`, value: growth(creating), goal: 2, better: 'lower', unit: '×' },
      { name: `making the schema of environment ${count} against the first`, value: growth(making), goal: 2, better: 'lower', unit: '×' },
      { name: 'longest wait of another tenant’s read meanwhile', value: figures(during).maximum, goal: 250, better: 'lower', unit: 'ms' },
      {
        name: '99th percentile of another tenant’s reads meanwhile',
        value: percentile(during, 0.99),
        goal: 20,
        better: 'lower',
        unit: 'ms',
      },
    ],
    {
      tenants: count,
      environments: count * 3,
      creatingMilliseconds: { ...figures(creating), last: figures(creating.slice(-sample)).median, p99: percentile(creating, 0.99) },
      makingSchemaMilliseconds: { ...figures(making), last: figures(making.slice(-sample)).median, p99: percentile(making, 0.99) },
      readsBefore: { ...figures(before), p99: percentile(before, 0.99) },
      readsMeanwhile: { ...figures(during), p99: percentile(during, 0.99) },
    },
  );
} finally {
  await tenancy.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}

function tenantInput(n: number) {
  return { key: `tenant-${n}`, name: `Tenant ${n}`, administratorEmail: `admin@tenant-${n}.example`, administratorName: 'Administrator' };
}

async function firstTenant(of: Tenancy): Promise<RequestContext> {
  const token = (await of.setUp.invite())?.split('/').at(-1) ?? '';
  const nobody = contextIn({ id: '', key: '' });
  await operate(of, nobody, completeSetUp, {
    token,
    tenantKey: 'home',
    tenantName: 'Home',
    name: 'Administrator',
    email: 'admin@home.example',
    password: 'measured, not guessed',
  });
  const presented = { tenantKey: 'home', environmentKey: null, sessionToken: null, apiToken: null, locale: 'en' };
  const { tenant } = await of.identity.authenticate({ ...presented, trace: traceId(), signal: new AbortController().signal });
  return contextIn(tenant);
}

function contextIn(tenant: RequestContext['tenant']): RequestContext {
  const actor = { ...systemActor, platformAdministrator: true };
  return { tenant, environment: null, actor, trace: traceId(), locale: 'en', signal: new AbortController().signal };
}

async function operate(of: Tenancy, context: RequestContext, contract: OperationContract, input: object): Promise<unknown> {
  const operation = of.operations.find((one) => one.contract.id === contract.id);
  if (operation === undefined) throw new Error(`There is no ${contract.id}.`);
  return operation.handle(context, input as never, { application: '' });
}

/** What a first publish does for an environment: a schema with isolated tables, in one short transaction. */
async function makeSchema(on: Database, n: number): Promise<void> {
  const presented = { tenantKey: `tenant-${n}`, environmentKey: 'production', sessionToken: null, apiToken: null, locale: 'en' };
  const context = await tenancy.identity.authenticate({ ...presented, trace: traceId(), signal: new AbortController().signal });
  const environment: EnvironmentReference = context.environment ?? { id: '', key: '' };
  const schema = quoteIdentifier(environmentSchema(environment));
  const script = [`create schema ${schema}`, `grant usage on schema ${schema} to plinth_runtime`];
  for (let table = 0; table < tables; table++) {
    const name = `${schema}.entity_${table}`;
    script.push(
      `create table ${name} (id uuid primary key, name text not null, amount numeric, created_at timestamptz not null default now())`,
      `create index on ${name} (name)`,
      `alter table ${name} enable row level security`,
      `alter table ${name} force row level security`,
      `create policy environment on ${name} using ((select current_setting('plinth.environment', true) = ${quoteLiteral(environment.id)}))`,
      `grant select, insert, update, delete on ${name} to plinth_runtime`,
    );
  }
  await on.asOwner(context, (transaction) => transaction.script(script.join(';\n')));
}

/** Reads as another tenant while the work goes on; gives how long each read took. */
async function read(on: Database, context: RequestContext, meanwhile: () => Promise<unknown>): Promise<number[]> {
  const select = statement('select id, name, email from plinth.member where tenant_id = $1 order by email_key limit 50');
  const times: number[] = [];
  let over = false;
  const reading = async () => {
    while (!over) {
      times.push(await time(() => on.query(context, select, [context.tenant.id])));
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };
  const work = meanwhile().finally(() => {
    over = true;
  });
  await Promise.all([work, reading()]);
  return times;
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function percentile(times: readonly number[], part: number): number {
  return [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Number.NaN;
}
