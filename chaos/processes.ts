import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedServer } from '@plinth/database';
import { keepProgress, readProgress } from './processes/progress.ts';
import { runOrders } from './processes/run-orders.ts';
import { freePorts } from './servers/free-ports.ts';
import { seeded } from './servers/random.ts';
import { Servers } from './servers/servers.ts';

/**
 * Thousands of instances with records, timers, messages, parallel joins and work of programs on three workers, while workers, the
 * server that answers, PostgreSQL and connections are killed or frozen at random. A checker that knows nothing of the engine reads the
 * tables afterwards: each instance has ended once, each effect is there once, no message and no timer was lost, each history is in order.
 * With `--folder` everything is kept there, and a run that was stopped goes on where it was. `--orders` are half of the instances, for
 * each brings forth another.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    orders: { type: 'string', default: '5000' },
    times: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '7200' },
    folder: { type: 'string' },
  },
});
const [seed, orders, times, seconds] = [values.seed, values.orders, values.times, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
];
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'plinth-processes-chaos-'));
mkdirSync(folder, { recursive: true });
chmodSync(folder, 0o755);
const file = join(folder, 'progress.json');
const progress = readProgress(file);
const database = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
const { host, port, user, password } = database.superuser;
const url = `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/postgres`;
const settings = {
  DATABASE_URL: url,
  PLINTH_DATA: join(folder, 'data'),
  PLINTH_MASTER_KEYS: `chaos:${Buffer.alloc(32, 1).toString('base64')}`,
};
const servers = new Servers(settings, await freePorts(4), ['gateway', 'worker', 'worker', 'worker']);
let isEnding = false;
async function end() {
  if (isEnding) return;
  isEnding = true;
  await servers.stop();
  await database.stop();
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().then(() => process.exit(1)));
try {
  for (const at of servers.addresses.keys()) await servers.start(at);
  const killDatabase = () => {
    try {
      return process.kill(database.processId, 'SIGKILL');
    } catch {
      // It is just coming back from the last time.
      return false;
    }
  };
  const superuser = { ...database.superuser, database: 'postgres' };
  const keep = () => keepProgress(file, progress);
  const outcome = await runOrders(
    { servers, gateway: 0, superuser, killDatabase },
    { orders, times, random: seeded(seed + progress.started), seconds, isPaced: true, progress, keep },
  );
  const { wrong, ...rest } = outcome;
  const result = { seed, instances: orders * 2, workers: 3, ...rest, wrong: wrong.length, at: new Date().toISOString() };
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  writeFileSync(join(import.meta.dirname, 'results', 'processes.json'), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
  for (const what of wrong.slice(0, 50)) console.error(what);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await end();
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
