import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { connectDatabase, type Migration, startEmbeddedServer } from '@plinth/database';
import { type CloudEvent, eventBusMigrations, postgresEventBus } from '@plinth/event-bus';
import { type RequestContext, systemActor, traceId, uuidV7 } from '@plinth/foundation';
import { Pool } from 'pg';
import { figures, keepResult } from './measurement.ts';

/**
 * Events through the bus over PostgreSQL, published one to a transaction and consumed by a group with its inbox and position, beside bare
 * inserts of the same texts into a table with the same columns, one after the other on the same durable PostgreSQL; and how long an
 * event takes from its publication to its consumer.
 */
const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '5000' },
    rounds: { type: 'string', default: '5' },
    lanes: { type: 'string', default: '8' },
  },
});
const [events, rounds, lanes] = [values.events, values.rounds, values.lanes].map(Number) as [number, number, number];
const schema = 'env_bench';
const protect = (table: string) => `
alter table ${table} enable row level security;
alter table ${table} force row level security;
create policy own on ${table} using ((select current_setting('plinth.environment', true) = 'bench'));
grant select, insert, update, delete on ${table} to plinth_runtime;
`;
const migrations: readonly Migration[] = [
  ...eventBusMigrations,
  {
    package: 'benchmarks',
    number: 1,
    name: 'an outbox',
    sql: `create schema ${schema}; grant usage on schema ${schema} to plinth_runtime;
create table ${schema}._outbox (position bigint generated always as identity primary key, id uuid not null default gen_random_uuid(),
  at timestamptz(3) not null default now(), event json not null);
${protect(`${schema}._outbox`)}`,
  },
];
const folder = mkdtempSync(join(tmpdir(), 'plinth-event-bus-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '100' } });
const pool = new Pool({ ...server.superuser, database: 'postgres', max: lanes });
const database = await connectDatabase({ ...server.superuser, database: 'postgres' }, { migrations });
const bus = await postgresEventBus({ database, schemaOf: () => schema });
const context: RequestContext = {
  tenant: { id: '00000000-0000-7000-8000-000000000001', key: 'bench' },
  environment: { id: 'bench', key: 'bench' },
  ...{ actor: systemActor, trace: traceId(), locale: 'en', signal: new AbortController().signal },
};

function eventOf(number: number): CloudEvent {
  const event = { specversion: '1.0', id: uuidV7(), source: '/bench', type: 'bench.happened', subject: `thing/${number % 100}` } as const;
  return {
    ...event,
    time: new Date().toISOString(),
    data: { number, amount: '1234.56', text: 'what an event of a business says, more or less' },
  };
}

/** Does something with each event, in lanes beside each other. */
async function inLanes(work: (event: CloudEvent) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < events) await work(eventOf(next++));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

async function rateOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (events * 1000) / (performance.now() - began);
}

/** A pool of the driver has ended before its connections have, and a server that is stopped meanwhile is an error of theirs that nobody hears. */
async function endPool(): Promise<void> {
  let open = pool.totalCount;
  const gone = new Promise<void>((resolve) => {
    if (open === 0) resolve();
    pool.on('remove', () => {
      if (--open === 0) resolve();
    });
  });
  await pool.end();
  await gone;
}

try {
  await pool.query(`create table bare (position bigint generated always as identity primary key, id uuid not null default gen_random_uuid(),
  at timestamptz(3) not null default now(), event json not null)`);
  let consumed = 0;
  let heard: ((event: CloudEvent) => void) | null = null;
  const running = await bus.subscribe(context, {
    group: 'bench',
    async handle(_context, event) {
      consumed++;
      heard?.(event);
    },
  });
  const [bare, through, costs, floorCosts]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round <= rounds; round++) {
    const start = process.cpuUsage();
    const floor = await rateOf(() =>
      inLanes((event) => pool.query({ name: 'bare', text: 'insert into bare (event) values ($1)', values: [JSON.stringify(event)] })),
    );
    const between = process.cpuUsage();
    const wanted = consumed + events;
    const ours = await rateOf(async () => {
      await inLanes((event) => bus.publish(context, [event]));
      while (consumed < wanted) await wait(1);
    });
    const used = process.cpuUsage(between);
    // The first round warms everything up.
    if (round === 0) continue;
    bare.push(floor);
    through.push(ours);
    costs.push((used.user + used.system) / events);
    floorCosts.push((between.user + between.system - start.user - start.system) / events);
    if (consumed !== wanted) throw new Error(`${consumed} events were consumed instead of ${wanted}.`);
  }
  const delays: number[] = [];
  for (let number = 0; number < 400; number++) {
    const came = new Promise<void>((resolve) => {
      heard = () => resolve();
    });
    const began = performance.now();
    await bus.publish(context, [eventOf(number)]);
    await came;
    delays.push(performance.now() - began);
    await wait(5);
  }
  delays.sort((a, b) => a - b);
  await running.close();
  const ratio = figures(through.map((rate, at) => rate / (bare[at] ?? Number.NaN)));
  keepResult(
    'event-bus',
    [
      {
        name: 'events through the bus, published and consumed, to bare inserts',
        value: ratio.median,
        goal: 0.5,
        better: 'higher',
        unit: 'of the rate',
      },
      { name: 'from publication to consumer, median', value: delays[200] ?? Number.NaN, goal: 20, better: 'lower', unit: 'ms' },
    ],
    {
      events,
      lanes,
      perSecond: { throughTheBus: figures(through), bareInserts: figures(bare), ratio },
      cpuMicroseconds: { throughTheBus: figures(costs), bareInserts: figures(floorCosts) },
      milliseconds: { median: delays[200], p95: delays[380], p99: delays[396] },
    },
  );
} finally {
  await bus.close();
  await database.close();
  await endPool();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
