import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedServer } from '@plinth/database';
import { runChanges } from './event-bus/run-changes.ts';
import { seeded } from './servers/random.ts';

/**
 * Changes with their events, published in Apache Kafka and consumed from there, while the broker, two publishers and two consumers are
 * killed hard and frozen at random. A checker that knows nothing of the bus reads the tables and the topic afterwards: each committed
 * change has arrived, in order per key, and has its effect once; none that was rolled back has one.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    changes: { type: 'string', default: '20000' },
    times: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '3600' },
  },
});
const [seed, changes, times, seconds] = [values.seed, values.changes, values.times, values.seconds].map(Number) as [
  number,
  number,
  number,
  number,
];
const folder = mkdtempSync(join(tmpdir(), 'plinth-events-chaos-'));
chmodSync(folder, 0o755);
const servers = spawn(process.execPath, [join(import.meta.dirname, '..', 'tools', 'test-servers', 'src', 'main.ts')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [said] = (await once(servers.stdout, 'data')) as [Buffer];
const desk = said.toString('utf8').trim();
const database = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
try {
  const broker = await ask('kafka');
  const { host, port, user, password } = database.superuser;
  const url = `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/postgres`;
  const restartBroker = async () => {
    await ask('kafka/kill');
    await ask('kafka');
  };
  const superuser = { ...database.superuser, database: 'postgres' };
  const random = seeded(seed);
  const outcome = await runChanges({
    ...{ stage: { url, broker }, superuser, changes, times, random, seconds, restartBroker },
    // Now and then a part dies where it hurts most: what it has sent comes twice.
    life: () => 3 + random(400),
  });
  const { wrong, ...rest } = outcome;
  const result = { seed, publishers: 2, consumers: 2, ...rest, wrong: wrong.length, at: new Date().toISOString() };
  mkdirSync(join(import.meta.dirname, 'results'), { recursive: true });
  writeFileSync(join(import.meta.dirname, 'results', 'event-bus.json'), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(result, null, 2));
  for (const what of wrong.slice(0, 50)) console.error(what);
  if (wrong.length > 0) process.exitCode = 1;
} finally {
  servers.stdin.end();
  await once(servers, 'exit');
  await database.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** Has a server started or killed; gives where it is. Throws with what to install where it cannot be. */
async function ask(what: string): Promise<string> {
  const response = await fetch(`${desk}/${what}`, { method: 'POST' });
  const { host, port, message } = (await response.json()) as { host?: string; port?: number; message?: string };
  if (!response.ok) throw new Error(message);
  return `${host}:${port}`;
}
