import { setTimeout as wait } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { Servers } from '../servers/servers.ts';
import { type Progress, timesOf } from './progress.ts';

export interface Disturbed {
  readonly servers: Servers;
  /** Index of the server that answers; the others work. */
  readonly gateway: number;
  readonly superuser: ClientConfig;
  /** Kills PostgreSQL as a whole, false where it does not run just then; null where it is not ours. */
  readonly killDatabase: (() => boolean) | null;
}

/** Kills or freezes something at random, again and again, until so many times are through; counts how often what was done. */
export async function disturb(
  { servers, gateway, superuser, killDatabase }: Disturbed,
  times: number,
  random: (below: number) => number,
  isRunning: () => boolean,
  progress: Progress,
): Promise<void> {
  const { done } = progress;
  const workers = servers.addresses.map((_, at) => at).filter((at) => at !== gateway);
  const worker = () => workers[random(workers.length)] ?? 0;
  const restart = async (at: number) => {
    // It cannot start while the database is not there.
    for (let tries = 0; tries < 20; tries++) {
      try {
        return await servers.kill(at);
      } catch {
        await wait(500);
      }
    }
    throw new Error('A server did not come back.');
  };
  const kinds: Record<string, () => Promise<unknown> | boolean> = {
    'worker killed': () => restart(worker()),
    'worker frozen': () => servers.freeze(worker(), 500 + random(12_000)),
    'gateway killed': () => restart(gateway),
    'connections cut': () => cutConnections(superuser, random),
    ...(killDatabase === null ? {} : { 'PostgreSQL killed': killDatabase }),
  };
  while (timesOf(progress) < times && isRunning()) {
    await wait(200 + random(1500));
    const names = Object.keys(kinds);
    const name = names[random(names.length)] ?? '';
    if ((await kinds[name]?.()) === false) continue;
    done[name] = (done[name] ?? 0) + 1;
  }
}

/** Ends half of the platform's connections, in the middle of whatever they do; false where there were none. */
async function cutConnections(superuser: ClientConfig, random: (below: number) => number): Promise<boolean> {
  const client = new Client(superuser);
  client.on('error', () => {});
  try {
    await client.connect();
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database() and (pid + $1) % 2 = 0`,
      [random(2)],
    );
    return (rowCount ?? 0) > 0;
  } catch {
    // PostgreSQL is just coming back.
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
