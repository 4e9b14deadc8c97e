import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedServer } from '@plinth/database';
import { runMigration } from './process-migration/run-migration.ts';
import { keepStage, readStage } from './process-migration/stage.ts';
import { freePorts } from './servers/free-ports.ts';
import { seeded } from './servers/random.ts';
import { Servers } from './servers/servers.ts';

/**
 * A new version of a process comes while a thousand instances stand at fifteen kinds of places: its histories are done again by what is
 * to come, all live ones are tried, those that can are moved, and everything is carried to its end, while servers, PostgreSQL and
 * connections are killed or frozen at random. What must become of each place was written down before; a checker that knows nothing of
 * the engine reads the tables. With `--folder` everything is kept there, and a run that was stopped goes on where it was.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261130' },
    instances: { type: 'string', default: '1000' },
    times: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '5400' },
    wait: { type: 'string', default: '900' },
    folder: { type: 'string' },
  },
});
const [seed, instances, times, seconds, waitSeconds] = [values.seed, values.instances, values.times, values.seconds, values.wait].map(
  Number,
) as [number, number, number, number, number];
const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'plinth-migration-chaos-'));
mkdirSync(folder, { recursive: true });
chmodSync(folder, 0o755);
const file = join(folder, 'stage.json');
const stage = readStage(file);
const database = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
const { host, port, user, password } = database.superuser;
const settings = {
  DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/postgres`,
  PLINTH_DATA: join(folder, 'data'),
  PLINTH_MASTER_KEYS: `chaos:${Buffer.alloc(32, 1).toString('base64')}`,
};
const servers = new Servers(settings, await freePorts(3), ['gateway', 'worker', 'worker']);
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
  const { wrong, ...outcome } = await runMigration(
    { servers, gateway: 0, superuser, killDatabase },
    { instances, times, random: seeded(seed), seconds, waitSeconds, stage, keep: () => keepStage(file, stage) },
  );
  const result = { seed, instances, ...outcome, wrong: wrong.length, at: new Date().toISOString() };
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  writeFileSync(join(import.meta.dirname, 'results', 'process-migration.json'), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
  for (const what of wrong.slice(0, 50)) console.error(what);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  await end();
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
