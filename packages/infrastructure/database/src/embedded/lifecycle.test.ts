import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientConfig } from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import type { DatabaseContext } from '../database.ts';
import { connectDatabase } from '../open-database.ts';
import { statement } from '../statement.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbeddedServer } from './embedded-server.ts';
import { isAlive } from './process-identity.ts';

const minute = 60_000;
const nobody = 65_534;
const asRoot = process.getuid?.() === 0;
const context: DatabaseContext = {
  tenant: { id: '00000000-0000-7000-8000-00000000000a', key: 'a' },
  environment: null,
  signal: new AbortController().signal,
};

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function newFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-database-'));
  await chmod(folder, mode);
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function start(folder: string, options?: EmbeddedOptions): Promise<EmbeddedServer> {
  const server = await startEmbeddedServer(folder, options);
  cleanUps.push(() => server.stop());
  return server;
}

async function ask<Row extends object>(login: ClientConfig, text: string): Promise<Row[]> {
  const client = new Client(login);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts the server on the folder and runs the rest of the script with `server` and `Client`. */
function startProcess(folder: string, script: string, user?: number): { child: ChildProcess; lines: string[] } {
  const module = JSON.stringify(join(import.meta.dirname, 'embedded-server.ts'));
  const driver = JSON.stringify(import.meta.resolve('pg'));
  const text = `import { startEmbeddedServer } from ${module}; import pg from ${driver};
    const server = await startEmbeddedServer(${JSON.stringify(folder)}); const client = new pg.Client(server.superuser); await client.connect();
    console.log(server.processId); ${script}`;
  const identity = user === undefined ? {} : { uid: user, gid: user, env: { PATH: process.env.PATH, HOME: '/nonexistent' } };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', text], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: '/',
    ...identity,
  });
  const lines: string[] = [];
  const collect = (chunk: Buffer) => void lines.push(...chunk.toString().split('\n').filter(Boolean));
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  cleanUps.push(async () => child.kill('SIGKILL'));
  return { child, lines };
}

const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once('close', (code) => done(code)));

describe('an embedded server', { timeout: minute }, () => {
  test('whose owner was killed is stopped by the next start, and nothing acknowledged is lost', async () => {
    const folder = await newFolder();
    const { child, lines } = startProcess(
      folder,
      `await client.query('create table kept (n int)');
       for (let n = 1; ; n++) { await client.query('insert into kept values ($1)', [n]); console.log(n); }`,
    );
    const over = ended(child);
    await expect.poll(() => lines.length, { timeout: minute / 2 }).toBeGreaterThan(200);
    child.kill('SIGKILL');
    await over;
    const orphan = Number(lines[0]);
    expect(isAlive(orphan)).toBe(true);
    const server = await start(folder);
    expect(isAlive(orphan)).toBe(false);
    const [found] = await ask<{ count: number; last: number }>(server.superuser, 'select count(*)::int, max(n)::int as last from kept');
    expect(found?.last).toBeGreaterThanOrEqual(Number(lines.at(-1)));
    expect(found?.count).toBe(found?.last);
  });

  test('refuses a second copy; takes over locks of the dead, a start that was cut off, and another port than a taken one', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres-new', 'base'), { recursive: true });
    await writeFile(join(folder, 'postgres-new', 'PG_VERSION'), '18');
    await writeFile(join(folder, 'plinth.lock'), '{"pid":');
    const first = await start(folder, { durable: false });
    await expect(startEmbeddedServer(folder)).rejects.toMatchObject({
      code: 'database.data-folder-taken',
      message: expect.stringContaining(`${process.pid}`),
    });
    expect(await ask(first.superuser, 'select 1 as one')).toEqual([{ one: 1 }]);
    await first.stop();
    expect(isAlive(first.processId)).toBe(false);

    const holder = createServer();
    await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
    cleanUps.push(async () => holder.close());
    const address = holder.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await writeFile(join(folder, 'plinth.lock'), JSON.stringify({ pid: process.pid, identity: 'of one before the last boot' }));
    const second = await start(folder, { durable: false, port });
    expect(second.superuser.port).not.toBe(port);
    await first.stop();
    await expect(startEmbeddedServer(folder)).rejects.toMatchObject({ code: 'database.data-folder-taken' });
    expect(await ask(second.superuser, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test.runIf(asRoot)('started by root below a closed home keeps its data where PostgreSQL’s user can go, and finds it again', async () => {
    const folder = await newFolder(0o700);
    const first = await start(folder, { durable: false });
    const location = await readFile(join(folder, 'location'), 'utf8');
    cleanUps.push(() => rm(location, { recursive: true, force: true }));
    await ask(first.superuser, 'create table kept ()');
    await first.stop();
    const second = await start(folder, { durable: false });
    expect(await ask(second.superuser, 'select * from kept')).toEqual([]);
    await second.stop();
  });

  test.runIf(asRoot)('runs for a user without rights', async () => {
    const folder = await newFolder();
    await chown(folder, nobody, nobody);
    const { child, lines } = startProcess(
      folder,
      `console.log((await client.query('select 42 as answer')).rows[0].answer); await client.end(); await server.stop(); console.log('stopped');`,
      nobody,
    );
    expect(await ended(child), lines.join('\n')).toBe(0);
    expect(lines.slice(1)).toEqual(['42', 'stopped']);
    expect(isAlive(Number(lines[0]))).toBe(false);
  });

  test('that goes away is reported within a second, and work resumes when it is back', async () => {
    const folder = await newFolder();
    const first = await start(folder, { durable: false });
    const database = await connectDatabase(first.superuser, { migrations: [] });
    cleanUps.push(() => database.close());
    const one = statement('select 1 as one');
    expect((await database.query(context, one)).rows).toEqual([{ one: 1 }]);
    const heard: string[] = [];
    await database.listen('news', (payload) => heard.push(payload));
    await first.stop();
    for (let attempt = 0; attempt < 5; attempt++) {
      const began = performance.now();
      await expect(database.query(context, one)).rejects.toMatchObject({ code: 'database.unavailable', status: 503 });
      expect(performance.now() - began).toBeLessThan(1000);
    }
    expect(await database.ready()).toBe(false);
    await start(folder, { durable: false, port: Number(first.superuser.port) });
    await expect.poll(() => database.ready(), { timeout: 30_000 }).toBe(true);
    expect((await database.query(context, one)).rows).toEqual([{ one: 1 }]);
    const tell = statement(`select pg_notify('news', 'back')`);
    await expect.poll(async () => (await database.query(context, tell)) && heard.includes('back'), { timeout: 30_000 }).toBe(true);
  });

  test('whose PostgreSQL is killed is started again on its port, and nothing acknowledged is lost', async () => {
    const server = await start(await newFolder());
    const database = await connectDatabase(server.superuser, { migrations: [] });
    cleanUps.push(() => database.close());
    await ask(server.superuser, 'create table kept (n int); insert into kept values (1)');
    for (let round = 0; round < 2; round++) {
      const killed = server.processId;
      process.kill(killed, 'SIGKILL');
      await expect.poll(() => database.ready(), { timeout: 2000 }).toBe(false);
      await expect.poll(() => database.ready(), { timeout: 30_000 }).toBe(true);
      expect(server.processId).not.toBe(killed);
      expect(await ask(server.superuser, 'select n from kept')).toEqual([{ n: 1 }]);
    }
    await server.stop();
    expect(isAlive(server.processId)).toBe(false);
    expect(await database.ready()).toBe(false);
  });
});
