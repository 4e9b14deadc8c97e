import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Desk, openDesk } from './desk.ts';
import { answers, freePorts } from './free-ports.ts';
import { removeLeftovers } from './leftovers.ts';
import type { ServerKind } from './test-server.ts';

/** A server that counts its starts in its folder. */
const counter: ServerKind = {
  name: 'counter',
  lacking: () => null,
  async prepare(folder) {
    const [port = 0] = await freePorts(1);
    const program = `const fs = require('node:fs'); fs.appendFileSync(${JSON.stringify(join(folder, 'starts'))}, 'x');
      require('node:net').createServer().listen(${port}, '127.0.0.1')`;
    return { address: { host: '127.0.0.1', port }, command: [process.execPath, '-e', program], ready: () => answers(port) };
  },
};
const broken: ServerKind = {
  ...counter,
  name: 'broken',
  prepare: async () => ({
    address: { host: '127.0.0.1', port: 1 },
    command: [process.execPath, '-e', `console.error('no licence'); process.exit(3)`],
    ready: async () => false,
  }),
};
const missing: ServerKind = { ...counter, name: 'missing', lacking: () => 'It is missing. Install it.' };

let root: string;
let desk: Desk;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'plinth-desk-'));
  desk = await openDesk([counter, broken, missing], root);
});
afterEach(async () => {
  await desk.close();
  rmSync(root, { recursive: true, force: true });
});

const ask = async (path: string, method = 'POST') => {
  const response = await fetch(`${desk.address}${path}`, { method });
  return [response.status, await response.json()] as const;
};

test('the first who asks has a server started, all others get the same one; killed, it is started again where it was', async () => {
  const [first, second] = await Promise.all([ask('/counter'), ask('/counter')]);
  expect(first).toEqual(second);
  const [status, { port }] = first as [number, { port: number }];
  expect(status).toBe(200);
  expect(await answers(port)).toBe(true);
  await ask('/counter/kill');
  expect(await answers(port)).toBe(false);
  expect(await ask('/counter')).toEqual(first);
  await ask('/counter/stop');
  expect(await answers(port)).toBe(false);
  const [folder = ''] = readdirSync(root);
  expect(existsSync(join(root, folder, 'starts'))).toBe(true);
  await desk.close();
  expect(readdirSync(root)).toEqual([]);
});

test('what is missing is told with what to install, what fails with the end of its log, what is unknown as such', async () => {
  expect(await ask('/missing')).toEqual([503, { message: 'It is missing. Install it.' }]);
  const [status, { message }] = (await ask('/broken')) as [number, { message: string }];
  expect(status).toBe(500);
  expect(message).toMatch(/ended with 3: no licence/);
  for (const [path, method] of [['/nothing'], ['/counter/explode'], ['/counter', 'GET']])
    expect((await ask(path ?? '', method))[0]).toBe(404);
});

test('a server whose owner is gone is ended with its folder, and one of another owner is left alone', async () => {
  const [gone, other] = [join(root, 'gone'), join(root, 'other')];
  for (const folder of [gone, other]) mkdirSync(folder);
  const orphan = spawn(process.execPath, ['-e', `setInterval(() => {}, 1000); // ${gone}`], { stdio: 'ignore' });
  const ended = new Promise((resolve) => orphan.once('exit', (_, signal) => resolve(signal)));
  // No process has this id: ids end well below it.
  writeFileSync(join(gone, 'owner-id'), '99999999');
  writeFileSync(join(gone, 'process-id'), String(orphan.pid));
  writeFileSync(join(other, 'owner-id'), String(process.pid));
  removeLeftovers(root);
  expect(await ended).toBe('SIGKILL');
  expect(readdirSync(root)).toEqual(['other']);
});
