import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '@plinth/database';
import { freePorts } from '../servers/free-ports.ts';
import { Servers } from '../servers/servers.ts';
import type { Disturbed } from './disturb.ts';

/**
 * Starts PostgreSQL, a server that answers and so many workers, hands them over and ends them, also when the process is told to end.
 * In a folder that was given everything stays, for a run that goes on there; another is taken away.
 */
export async function onDisturbedPlatform(
  given: string | undefined,
  workers: number,
  run: (platform: Disturbed, folder: string) => Promise<void>,
): Promise<void> {
  const folder = given ?? mkdtempSync(join(tmpdir(), 'plinth-chaos-'));
  mkdirSync(folder, { recursive: true });
  // Below a folder closed to others, root's database would keep its data elsewhere.
  chmodSync(folder, 0o755);
  const database = await startEmbeddedServer(join(folder, 'database'), { settings: { max_connections: '200' } });
  const { host, port, user, password } = database.superuser;
  const settings = {
    DATABASE_URL: `postgres://${user}:${encodeURIComponent(String(password))}@${host}:${port}/postgres`,
    PLINTH_DATA: join(folder, 'data'),
    PLINTH_MASTER_KEYS: `chaos:${Buffer.alloc(32, 1).toString('base64')}`,
  };
  const roles = ['gateway', ...Array.from({ length: workers }, () => 'worker')];
  const servers = new Servers(settings, await freePorts(roles.length), roles);
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
    await run({ servers, gateway: 0, superuser: { ...database.superuser, database: 'postgres' }, killDatabase }, folder);
  } finally {
    await end();
    if (given === undefined) rmSync(folder, { recursive: true, force: true });
  }
}
