import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { explainInstance, listInstances, listTasks, sendMessage } from '@plinth/api-contract';
import { type Figures, figures, keepResult } from './measurement.ts';
import { type Asking, openDurableDatabase } from './process-steps/durable-database.ts';
import { type BenchProcess, openPlatform, type PlinthSide, startPlinth } from './process-steps/plinth-side.ts';

/**
 * What a million instances cost that wait for people, timers and messages, a third each, made through the API: room in the database,
 * time of those that run, of a start of the server, and of the questions that people ask. What PostgreSQL reads from end to end
 * meanwhile is counted, so that nothing is quick only because the machine is. With `--folder` the database stays there, and what is
 * there already is not made again.
 */
const { values } = parseArgs({
  options: {
    waiting: { type: 'string', default: '1000000' },
    instances: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '5' },
    folder: { type: 'string' },
  },
});
const [waiting, instances, rounds] = [values.waiting, values.instances, values.rounds].map(Number) as [number, number, number];
const name = 'plinth_waiting';
const kinds: readonly BenchProcess[] = ['waiting', 'sleeping', 'listening'];
const database = await openDurableDatabase('process-waiting', values.folder);
const files = join(database.folder, 'data');

/** Instances a second that are taken in and completed while the others wait. */
async function runningOnes(plinth: PlinthSide, asking: Asking): Promise<Figures> {
  const rates: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const began = performance.now();
    await plinth.take('steps', instances);
    // Those that are not through are in the index of what workers have to do.
    while ((await asking.number(`select count(*) from plinth.process_work where kind = 'instance' and due <= now()`)) > 0);
    // The first is a warm-up.
    if (round > 0) rates.push((instances * 1000) / (performance.now() - began));
  }
  return figures(rates);
}

/** Milliseconds that one question takes. */
async function answered(ask: () => Promise<unknown>): Promise<Figures> {
  const times: number[] = [];
  for (let round = 0; round < 10; round++) {
    const began = performance.now();
    await ask();
    times.push(performance.now() - began);
  }
  return figures(times);
}

const bytesOf = (asking: Asking) =>
  asking.number(
    `select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = 'plinth'::regnamespace and relkind = 'r' and relname like 'process_%'`,
  );
/** Rows that were read by going through a table, by table. */
const scanned = async (asking: Asking) => {
  // Statistics are written when a connection rests.
  await new Promise((resolve) => setTimeout(resolve, 2000));
  const rows = await asking.rows(
    `select relname as name, seq_scan::float8 as scans, seq_tup_read::float8 as read from pg_stat_user_tables where schemaname = 'plinth' and relname like 'process_%'`,
  );
  return new Map(rows.map((row) => [String(row.name), { scans: Number(row.scans), read: Number(row.read) }]));
};

try {
  const isThere = await database.has(name);
  if (!isThere) await database.create(name);
  let plinth = await startPlinth(database.addressOf(name), files, { isThere });
  const asking = await database.connect(name);
  const already = await asking.number(`select count(*) from plinth.process_instance where status = 'active'`);
  const without = already > 0 ? null : await runningOnes(plinth, asking);
  const before = await bytesOf(asking);
  const began = performance.now();
  for (const [at, kind] of kinds.entries()) {
    const wanted = Math.floor((waiting * (at + 1)) / kinds.length) - Math.floor((waiting * at) / kinds.length);
    const made = await asking.number(`select count(*) from plinth.process_instance where process = '${kind}'`);
    // The work of the workers stands between, as on a platform that runs.
    await plinth.take(kind, Math.max(0, wanted - made), { begin: 'now', from: made });
  }
  const seconds = (performance.now() - began) / 1000;
  const bytes = already > 0 ? null : ((await bytesOf(asking)) - before) / waiting;
  await asking.rows('vacuum analyze');
  const scansBefore = await scanned(asking);
  const beside = await runningOnes(plinth, asking);
  const { client, place } = plinth;
  const [one] = await asking.rows(`select id from plinth.process_instance where process = 'sleeping' limit 1`);
  let key = 0;
  const questions = {
    'open tasks': await answered(() => client.call(listTasks, place, { of: 'open' })),
    'newest instances': await answered(() => client.call(listInstances, place, {})),
    'why one waits': await answered(() => client.call(explainInstance, place, { instance: String(one?.id) })),
    'a message to one of them': await answered(() => client.call(sendMessage, place, { name: 'news', key: key++ })),
  };
  const scansAfter = await scanned(asking);
  const scans = Object.fromEntries(
    [...scansAfter].map(([table, { scans: count, read }]) => {
      const from = scansBefore.get(table) ?? { scans: 0, read: 0 };
      return [table, { scans: count - from.scans, read: read - from.read }];
    }),
  );
  const read = Math.max(...Object.values(scans).map((table) => table.read));
  await plinth.close();
  const starts: number[] = [];
  for (let round = 0; round < 3; round++) {
    const from = performance.now();
    const another = await openPlatform(database.addressOf(name), files);
    starts.push(performance.now() - from);
    await another.close();
  }
  plinth = await startPlinth(database.addressOf(name), files, { isThere: true });
  await plinth.close();
  await asking.close();
  const slowest = Math.max(...Object.values(questions).map(({ median }) => median));
  const readEach = read / (instances * (rounds + 1));
  const ratio = without === null ? [] : [beside.median / without.median];
  keepResult(
    'process-waiting',
    [
      ...(bytes === null
        ? []
        : [{ name: 'a waiting instance, with history and indexes', value: bytes, goal: 2048, better: 'lower', unit: 'bytes' } as const]),
      ...ratio.map(
        (value) =>
          ({
            name: `instances a second beside ${waiting} that wait, of those without`,
            value,
            goal: 0.9,
            better: 'higher',
            unit: '×',
          }) as const,
      ),
      {
        name: `start of a server with ${waiting} waiting instances`,
        value: figures(starts).median,
        goal: 5000,
        better: 'lower',
        unit: 'ms',
      },
      { name: 'rows read by going through a table, for each instance that ran', value: readEach, goal: 20, better: 'lower', unit: 'rows' },
      { name: 'the slowest of what people ask', value: slowest, goal: 1000, better: 'lower', unit: 'ms' },
    ],
    { waiting, already, instances, madeInSeconds: seconds, bytes, without, beside, starts: figures(starts), questions, scans },
  );
} finally {
  await database.close();
}
