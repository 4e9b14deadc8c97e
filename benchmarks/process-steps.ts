import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startEmbeddedServer } from '@plinth/database';
import { Client } from 'pg';
import { type Figures, figures, keepResult } from './measurement.ts';
import { openPlatform, startPlinth } from './process-steps/plinth-side.ts';
import { startDbos, startGraphile } from './process-steps/rival-sides.ts';
import { versionOf } from './rivals/load.ts';

/**
 * Instances of three steps, taken in and completed, beside graphile-worker with as many bare jobs and DBOS with as many workflows of three
 * steps: one after the other on the same durable PostgreSQL, each in the same process with its own connections. The guarantees differ:
 * graphile-worker does a job at least once; DBOS does a step at least once and keeps what it gave; ours keeps three steps, their
 * variables and the history in one transaction, once. And what an instance costs that only waits.
 */
const { values } = parseArgs({
  options: {
    instances: { type: 'string', default: '2000' },
    waiting: { type: 'string', default: '20000' },
    rounds: { type: 'string', default: '5' },
  },
});
const [instances, waiting, rounds] = [values.instances, values.waiting, values.rounds].map(Number) as [number, number, number];
const folder = mkdtempSync(join(tmpdir(), 'plinth-process-steps-'));
chmodSync(folder, 0o755);
const server = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
const { host, port, user, password } = server.superuser;
const addressOf = (name: string) => `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/${name}`;
const administrator = new Client({ ...server.superuser, database: 'postgres' });
await administrator.connect();
for (const name of ['plinth_steps', 'graphile', 'graphile_batched', 'dbos']) await administrator.query(`create database ${name}`);

interface Measured {
  readonly perSecond: Figures;
  /** Of this process, without PostgreSQL. */
  readonly cpuMicroseconds: Figures;
}

async function measure(take: (count: number) => Promise<void>): Promise<Measured> {
  const rates: number[] = [];
  const costs: number[] = [];
  await take(Math.ceil(instances / 4));
  for (let round = 0; round < rounds; round++) {
    const [began, before] = [performance.now(), process.cpuUsage()];
    await take(instances);
    const { user: ours, system } = process.cpuUsage(before);
    rates.push((instances * 1000) / (performance.now() - began));
    costs.push((ours + system) / instances);
  }
  return { perSecond: figures(rates), cpuMicroseconds: figures(costs) };
}

try {
  const plinth = await startPlinth(addressOf('plinth_steps'), join(folder, 'data'));
  const asking = new Client({ ...server.superuser, database: 'plinth_steps' });
  await asking.connect();
  const ask = async (text: string) => Number(Object.values((await asking.query<Record<string, unknown>>(text)).rows[0] ?? {})[0]);
  const untilNone = async (condition: string) => {
    while ((await ask(`select count(*) from plinth.process_instance where ${condition}`)) > 0) await wait(10);
  };
  const ours = await measure(async (count) => {
    await plinth.take('steps', count);
    await untilNone(`process = 'steps' and status in ('new', 'active')`);
  });
  const size = async () => {
    await asking.query('vacuum full');
    return ask(
      `select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = 'plinth'::regnamespace and relkind = 'r' and relname like 'process_%'`,
    );
  };
  const starts = async () => {
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      const began = performance.now();
      const another = await openPlatform(addressOf('plinth_steps'), join(folder, 'data'));
      times.push(performance.now() - began);
      await another.close();
    }
    return figures(times);
  };
  const startWithout = await starts();
  const before = await size();
  await plinth.take('waiting', waiting);
  await untilNone(`status = 'new'`);
  const bytes = ((await size()) - before) / waiting;
  const startWith = await starts();
  await plinth.close();
  await asking.end();
  const rival = async (side: { take(count: number): Promise<void>; close(): Promise<void> }) => {
    const measured = await measure((count) => side.take(count));
    await side.close();
    return measured;
  };
  const graphile = await rival(await startGraphile(addressOf('graphile'), { batched: false }));
  const batched = await rival(await startGraphile(addressOf('graphile_batched'), { batched: true }));
  const dbos = await rival(await startDbos(addressOf('dbos')));
  const ratio = (other: Measured) => ours.perSecond.median / other.perSecond.median;
  keepResult(
    'process-steps',
    [
      {
        name: 'instances of three steps a second, of bare jobs of graphile-worker',
        value: ratio(graphile),
        goal: 0.5,
        better: 'higher',
        unit: '×',
      },
      {
        name: 'the same of its best, with a local queue and batched completion',
        value: ratio(batched),
        goal: 0.25,
        better: 'higher',
        unit: '×',
      },
      { name: 'the same of workflows of three steps of DBOS', value: ratio(dbos), goal: 5, better: 'higher', unit: '×' },
      { name: 'a waiting instance, with its task, history and indexes', value: bytes, goal: 2048, better: 'lower', unit: 'bytes' },
      { name: `start of a server with ${waiting} waiting instances`, value: startWith.median, goal: 5000, better: 'lower', unit: 'ms' },
      { name: 'the same, of a start without them', value: startWith.median / startWithout.median, goal: 1.2, better: 'lower', unit: '×' },
    ],
    {
      instances,
      waiting,
      plinth: { ...ours, startWith, startWithout },
      graphile: { version: versionOf('graphile-worker'), plain: graphile, batched },
      dbos: { version: versionOf('@dbos-inc/dbos-sdk'), ...dbos },
    },
  );
} finally {
  await administrator.end();
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
