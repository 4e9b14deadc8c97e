import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

interface Started {
  readonly process: ChildProcess;
  /** Where it listens; rejects when it ends before. */
  readonly address: Promise<string>;
  readonly ended: Promise<number | null>;
  said(): string;
}

/** The server as people start it, in a process of its own. */
function start(settings: Readonly<Record<string, string>> = {}): Started {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: {
      PATH: process.env.PATH,
      // As the setup starts it.
      NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
      PLINTH_DATA: folder,
      PLINTH_PORT: '0',
      PLINTH_EXAMPLES: 'false',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  const address = new Promise<string>((resolve, reject) => {
    const hear = (part: Buffer) => {
      said += part.toString();
      const found = /Plinth is ready\. Open (http:\/\/[\d.:]+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('close', (code) => reject(new Error(`It ended with ${code}: ${said}`)));
  });
  address.catch(() => {});
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  cleanUps.push(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  return { process: child, address, ended, said: () => said };
}

/** Empty for the first test. Each finds there what the one before left, for a database is made in seconds and started in moments. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plinth-start-'));
  // Below a folder closed to others, root's database would keep its data elsewhere.
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function takenPort(): Promise<number> {
  const holder: Server = createServer();
  await new Promise<void>((done) => holder.listen(0, '127.0.0.1', done));
  cleanUps.push(() => new Promise((done) => holder.close(done)));
  const address = holder.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

const isReady = async (address: string) => (await fetch(`${address}/health/ready`)).status;

/** A request that the server has taken up and waits to hear the rest of: it says so itself (RFC 9110 §10.1.1). */
function beginSignIn(address: string): Promise<(body: string) => Promise<number>> {
  const headers = { 'content-type': 'application/json', 'x-plinth-csrf': '1', expect: '100-continue', 'transfer-encoding': 'chunked' };
  const sending = request(`${address}/api/main/session`, { method: 'POST', headers, agent: false });
  return new Promise((resolve, reject) => {
    const status = new Promise<number>((answered) => sending.once('response', (response) => answered(response.resume().statusCode ?? 0)));
    sending.once('continue', () =>
      resolve((body) => {
        sending.end(body);
        return status;
      }),
    );
    sending.once('error', reject);
    sending.flushHeaders();
  });
}

describe('a start', { timeout: 120_000 }, () => {
  test.each(['PLINTH_PORT', 'PLINTH_METRICS_PORT'])(
    'on a taken %s says which and what to do, and leaves nothing running',
    async (variable) => {
      const port = await takenPort();
      const refused = start({ [variable]: String(port) });
      expect(await refused.ended).toBe(1);
      expect(refused.said()).toContain(`Plinth cannot start: Port ${port} on 127.0.0.1 is taken by another program.`);
      expect(refused.said()).toContain(`set ${variable} to a free port`);
      expect(refused.said()).not.toMatch(/^\s+at /m);
      const next = start();
      expect(await isReady(await next.address)).toBe(200);
    },
  );

  test('on the data of another that runs is refused, and the other goes on', async () => {
    const first = start();
    const address = await first.address;
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`Another Plinth (process ${first.process.pid}) uses the data folder`);
    expect(second.said()).toContain('PLINTH_DATA');
    expect(await isReady(address)).toBe(200);
  });

  test('after a kill of the whole process finds its data, and stops the database that was left behind', async () => {
    const first = start();
    await first.address;
    const database = Number(
      await readFile(join(folder, 'database', 'postgres', 'postmaster.pid'), 'utf8').then((text) => text.split('\n')[0]),
    );
    first.process.kill('SIGKILL');
    await first.ended;
    expect(() => process.kill(database, 0)).not.toThrow();
    const second = start();
    expect(await isReady(await second.address)).toBe(200);
    expect(() => process.kill(database, 0)).toThrow();
  });

  test('is ended in good order under requests: those that are running are answered', async () => {
    const running = start({
      PLINTH_ADMINISTRATOR_EMAIL: 'admin@plinth.example',
      PLINTH_ADMINISTRATOR_PASSWORD: 'correct horse battery staple',
    });
    const address = await running.address;
    const body = JSON.stringify({ email: 'admin@plinth.example', password: 'correct horse battery staple' });
    const begun = [await beginSignIn(address), await beginSignIn(address)];
    running.process.kill('SIGTERM');
    await expect.poll(() => running.said(), { timeout: 10_000 }).toContain('Stopping (SIGTERM)');
    const statuses = await Promise.all(begun.map((finish) => finish(body)));
    expect(statuses).toEqual([201, 201]);
    const answered = performance.now();
    expect(await running.ended).toBe(0);
    expect(performance.now() - answered).toBeLessThan(10_000);
    await expect(beginSignIn(address)).rejects.toThrow();
  });

  test('with mistakes in the settings names every one and none of the values', async () => {
    const refused = start({ PLINTH_PROT: '80', PLINTH_EXAMPLES: 'hunter2', DATABASE_URL: 'mysql://me:secret@db' });
    expect(await refused.ended).toBe(1);
    for (const name of ['PLINTH_PROT', 'Did you mean PLINTH_PORT?', 'PLINTH_EXAMPLES', 'DATABASE_URL'])
      expect(refused.said()).toContain(name);
    expect(refused.said()).not.toMatch(/secret|hunter2/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('is ended by %s in good order, with its database', async (signal) => {
    const running = start();
    await running.address;
    const file = join(folder, 'database', 'postgres', 'postmaster.pid');
    const database = Number((await readFile(file, 'utf8')).split('\n')[0]);
    running.process.kill(signal);
    expect(await running.ended).toBe(0);
    expect(running.said()).toContain(`Stopping (${signal})`);
    expect(() => process.kill(database, 0)).toThrow();
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
