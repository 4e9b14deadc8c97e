import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedServer } from '@plinth/database';
import { runChanges } from './event-bus/run-changes.ts';
import { keepStretches, lackOf, readStretches, sumOf } from './event-bus/stretches.ts';
import { keepResult } from './results/keep-result.ts';
import { seeded } from './servers/random.ts';

/**
 * Changes with their events, published in Apache Kafka and consumed from there, while the broker, two publishers and two consumers are
 * killed hard and frozen at random. A checker that knows nothing of the bus reads the tables and the topic afterwards: each committed
 * change has arrived, in order per key, and has its effect once; none that was rolled back has one.
 *
 * It goes in stretches, each of which is checked when everything has arrived. With `--folder` they are kept there, and a run that was
 * stopped goes on with the stretch that it was in, on a new stage.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20261129' },
    changes: { type: 'string', default: '4000' },
    times: { type: 'string', default: '60' },
    stretches: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '1800' },
    folder: { type: 'string' },
  },
});
const [seed, changes, times, stretches, seconds] = [values.seed, values.changes, values.times, values.stretches, values.seconds].map(
  Number,
) as [number, number, number, number, number];
const until = Date.now() + seconds * 1000;
if (values.folder !== undefined) mkdirSync(values.folder, { recursive: true });
const file = values.folder === undefined ? null : join(values.folder, 'stretches.json');
const kept = file === null ? [] : readStretches(file, seed);
const folder = mkdtempSync(join(tmpdir(), 'plinth-events-chaos-'));
chmodSync(folder, 0o755);
const servers = spawn(process.execPath, [join(import.meta.dirname, '..', 'tools', 'test-servers', 'src', 'main.ts')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const [said] = (await once(servers.stdout, 'data')) as [Buffer];
const desk = said.toString('utf8').trim();
const database = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
let ending: Promise<void> | null = null;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end().then(() => process.exit(1)));
try {
  const broker = await ask('kafka');
  const { host, port, user, password } = database.superuser;
  const url = `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/postgres`;
  const restartBroker = async () => {
    await ask('kafka/kill');
    await ask('kafka');
  };
  const superuser = { ...database.superuser, database: 'postgres' };
  // What the stage has seen before a stretch, for its figures are of all of it.
  const committed = new Map<number, number>();
  let before = { committed: 0, repeated: 0 };
  while (kept.length < stretches && Date.now() < until) {
    const random = seeded(seed + kept.length);
    const outcome = await runChanges({
      ...{ stage: { url, broker }, superuser, random, restartBroker, committed },
      ...{ changes: Math.ceil(changes / stretches), times: Math.ceil(times / stretches), seconds: (until - Date.now()) / 1000 },
      // Now and then a part dies where it hurts most: what it has sent comes twice.
      life: () => 3 + random(150),
    });
    const own = { committed: outcome.committed - before.committed, repeated: outcome.repeated - before.repeated };
    before = outcome;
    kept.push({ ...outcome, ...own });
    if (file !== null) keepStretches(file, seed, kept);
    console.error(`${kept.length} of ${stretches}: ${JSON.stringify({ ...kept.at(-1), wrong: outcome.wrong.length })}`);
    if (outcome.wrong.length > 0) break;
  }
  const { wrong, ...rest } = sumOf(kept);
  if (kept.length < stretches && wrong.length === 0)
    throw new Error('There was not enough time. Go on with --folder, or give more --seconds.');
  keepResult('event-bus', { seed, publishers: 2, consumers: 2, ...rest }, [...wrong, ...lackOf(rest)]);
} finally {
  await end();
}

/** Once, whoever asks: a signal, or what failed because of it. */
function end(): Promise<void> {
  ending ??= leaveNothing();
  return ending;
}

async function leaveNothing(): Promise<void> {
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
