import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { quoteIdentifier, startEmbeddedServer } from '@plinth/database';
import pg from 'pg';
import { type LoadRequest, load } from './load.ts';
import { figures, keepResult } from './measurement.ts';
import { administrator, fillStock, itemOf } from './stock-application.ts';

/**
 * Read by id, list of 50 and insert through the platform, beside two hand-written Fastify and pg servers: a careful one
 * (token, tenant predicate, schemas, ETag) and a bare one. One PostgreSQL, the same rows, each server a process of its
 * own, the rounds interleaved and each beginning with another server.
 */
const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '20' },
  },
});
const [rows, rounds, seconds, connections] = [options.rows, options.rounds, options.seconds, options.connections].map(Number) as [
  number,
  number,
  number,
  number,
];
const kinds = ['get', 'list', 'listFields', 'insert'] as const;

interface Server {
  readonly process: ChildProcess;
  readonly address: string;
  readonly requests: Readonly<Record<(typeof kinds)[number], LoadRequest>>;
}

const titles = {
  get: 'read by id',
  list: 'list of 50, filtered and sorted',
  listFields: 'the same list, only the fields that the floors answer with',
  insert: 'insert',
} as const;
const folder = mkdtempSync(join(tmpdir(), 'plinth-record-api-'));
const postgres = await startEmbeddedServer(folder);
const { user, password, host, port, database } = postgres.superuser;
const url = `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${database}`;
const superuser = new pg.Client(postgres.superuser);
const running: ChildProcess[] = [];
try {
  await superuser.connect();
  const platform = await start('record-platform.ts', {
    PLINTH_PORT: '0',
    PLINTH_EXAMPLES: 'false',
    PLINTH_ADMINISTRATOR_EMAIL: administrator.email,
    PLINTH_ADMINISTRATOR_PASSWORD: administrator.password,
  });
  const token = await fillStock(platform.address, rows);
  const ids = await copyRows();
  const floor = { FLOOR_TOKEN: token, FLOOR_TENANT: '0196f0c0-0000-7000-8000-000000000001' };
  const careful = await start('floors/careful-route.ts', floor);
  const bare = await start('floors/bare-route.ts', floor);
  const authorization = `Bearer ${token}`;
  const servers: Readonly<Record<'platform' | 'careful' | 'bare', Server>> = {
    platform: {
      ...platform,
      requests: requestsTo(
        '/data/main/development/stock/item',
        `filter=${encodeURIComponent('status = "open" and stars >= 2')}&sort=-amount&limit=50`,
        ids,
        authorization,
        '&fields=name,stars,amount,status,openedOn',
      ),
    },
    careful: { ...careful, requests: requestsTo('/items', 'status=open&stars=2', ids, authorization) },
    bare: { ...bare, requests: requestsTo('/items', 'status=open&stars=2', ids) },
  };
  const answers = await sampleAnswers(servers);
  const names = ['platform', 'careful', 'bare'] as const;
  const measured = Object.fromEntries(
    kinds.map((kind) => [
      kind,
      Object.fromEntries(
        names.map((name) => [name, { perSecond: [] as number[], cpu: [] as number[], p50: [] as number[], p99: [] as number[] }]),
      ),
    ]),
  );
  for (const name of names)
    for (const kind of kinds) await load(servers[name].address, servers[name].requests[kind], { seconds: 1, connections });
  for (let round = 0; round < rounds; round++) {
    for (const kind of kinds) {
      for (let turn = 0; turn < names.length; turn++) {
        const name = names[(round + turn) % names.length] ?? 'platform';
        const server = servers[name];
        const before = processorSeconds(server.process.pid);
        const result = await load(server.address, server.requests[kind], { seconds, connections });
        const used = processorSeconds(server.process.pid) - before;
        const into = measured[kind]?.[name];
        into?.perSecond.push(result.requestsPerSecond);
        into?.cpu.push((used * 1e6) / (result.requestsPerSecond * seconds));
        into?.p50.push(result.p50);
        into?.p99.push(result.p99);
      }
    }
  }
  const median = (kind: string, name: string) => figures(measured[kind]?.[name]?.perSecond ?? []).median;
  keepResult(
    'record-api',
    kinds.flatMap((kind) => [
      {
        name: `${titles[kind]}, against the careful route`,
        value: median(kind, 'platform') / median(kind, 'careful'),
        goal: 0.7,
        better: 'higher' as const,
        unit: '×',
      },
      {
        name: `${titles[kind]}, against the bare route`,
        value: median(kind, 'platform') / median(kind, 'bare'),
        goal: 0.55,
        better: 'higher' as const,
        unit: '×',
      },
    ]),
    {
      setting: { rows, rounds, seconds, connections, what: 'load generator, servers and PostgreSQL share the machine' },
      bytesOfAnAnswer: answers,
      measured: Object.fromEntries(
        kinds.map((kind) => [
          kind,
          Object.fromEntries(
            names.map((name) => {
              const { perSecond = [], cpu = [], p50 = [], p99 = [] } = measured[kind]?.[name] ?? {};
              return [
                name,
                {
                  requestsPerSecond: figures(perSecond),
                  processorMicrosecondsPerRequest: figures(cpu),
                  p50Milliseconds: figures(p50).median,
                  p99Milliseconds: figures(p99).median,
                },
              ];
            }),
          ),
        ]),
      ),
    },
  );
} finally {
  await Promise.all(
    running.map(async (child) => {
      if (child.exitCode !== null || !child.connected) return;
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    }),
  );
  await superuser.end();
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function start(file: string, settings: Readonly<Record<string, string>>): Promise<{ process: ChildProcess; address: string }> {
  const child = fork(join(import.meta.dirname, file), {
    env: { ...process.env, NODE_ENV: 'production', DATABASE_URL: url, ...settings },
  });
  running.push(child);
  const address = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => resolve(String(message)));
    child.once('exit', (code) => reject(new Error(`${file} ended with ${code} before it listened.`)));
  });
  return { process: child, address };
}

/** The same rows in a hand-written table with a tenant column; gives some ids. */
async function copyRows(): Promise<readonly string[]> {
  const { rows: found } = await superuser.query<{ schema: string; table: string }>(
    `select n.nspname as schema, r.name as table from plinth.record_name r join pg_namespace n on n.nspname = 'env_' || r.environment_id where r.record = 'entity:item'`,
  );
  const [{ schema, table } = { schema: '', table: '' }] = found;
  const tableName = `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
  await superuser.query(`create schema floor;
    create table floor.item (
      id uuid primary key default gen_random_uuid(), tenant_id uuid not null, version integer not null default 1,
      created_at timestamptz(3) not null default now(), updated_at timestamptz(3) not null default now(),
      name text not null, stars bigint not null, amount numeric not null, status text not null, opened_on date not null
    );
    insert into floor.item (id, tenant_id, name, stars, amount, status, opened_on)
      select id, '0196f0c0-0000-7000-8000-000000000001', name, stars, amount, status, opened_on from ${tableName};
    create index on floor.item (tenant_id, status, amount);
    create index on floor.item (status, amount)`);
  await superuser.query('vacuum analyze');
  const { rows: some } = await superuser.query<{ id: string }>('select id from floor.item order by random() limit 10000');
  return some.map(({ id }) => id);
}

function requestsTo(path: string, query: string, ids: readonly string[], authorization?: string, fields = ''): Server['requests'] {
  const headers: Readonly<Record<string, string>> = authorization === undefined ? {} : { authorization };
  const bodyOf = (index: number) => {
    const item = itemOf(index);
    return JSON.stringify({ ...item, amount: item.amount.toFixed(2) });
  };
  return {
    get: { method: 'GET', path: `${path}/${ids[0]}`, headers, vary: (index) => ({ path: `${path}/${ids[index % ids.length]}` }) },
    list: { method: 'GET', path: `${path}?${query}`, headers },
    listFields: { method: 'GET', path: `${path}?${query}${fields}`, headers },
    insert: {
      method: 'POST',
      path,
      headers: { ...headers, 'content-type': 'application/json' },
      body: bodyOf(0),
      vary: (index) => ({ body: bodyOf(index) }),
    },
  };
}

/** Each server answers once before it is measured, and the two lists must hold the same records in the same order. */
async function sampleAnswers(servers: Readonly<Record<string, Server>>) {
  const lists: string[] = [];
  const sizes: Record<string, Record<string, number>> = {};
  for (const [name, { address, requests }] of Object.entries(servers)) {
    for (const kind of ['get', 'list', 'listFields'] as const) {
      const { path, headers = {} } = requests[kind];
      const response = await fetch(`${address}${path}`, { headers });
      const text = await response.text();
      if (!response.ok) throw new Error(`${name} ${kind}: ${response.status} ${text}`);
      sizes[name] = { ...sizes[name], [kind]: text.length };
      if (kind !== 'get') lists.push((JSON.parse(text) as { items: { id: string }[] }).items.map(({ id }) => id).join());
    }
  }
  if (new Set(lists).size !== 1 || lists[0]?.split(',').length !== 50) throw new Error('The servers list different records.');
  return sizes;
}

/** Processor time of a process in user and system mode, as Linux counts it (proc_pid_stat(5)), in ticks of 10 ms. */
function processorSeconds(pid: number | undefined): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
