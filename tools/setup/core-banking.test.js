import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCoreBanking } from './core-banking.js';
import { reachable } from './start.js';

const answers = (address) =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(address);
    const socket = connect(Number(port), hostname);
    socket
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      })
      .once('error', () => resolve(false));
  });

test('the simulated core-banking system answers until it is stopped', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-setup-core-'));
  const running = await startCoreBanking(process.execPath, folder);
  const isThere = await answers(running.address);
  await running.stop();
  expect(isThere).toBe(true);
  expect(await answers(running.address)).toBe(false);
  rmSync(folder, { recursive: true });
});

test('what was started beside the server is reached, and nothing else that was not', () => {
  const beside = 'http://127.0.0.1:50051';
  expect(reachable({}, null)).toEqual({ PLINTH_OUTGOING_HOSTS: 'public,127.0.0.0/8,::1' });
  expect(reachable({ PLINTH_HOST: '0.0.0.0' }, null)).toEqual({});
  expect(reachable({ PLINTH_HOST: '0.0.0.0' }, beside)).toEqual({ PLINTH_OUTGOING_HOSTS: 'public,127.0.0.1:50051' });
  expect(reachable({ PLINTH_OUTGOING_HOSTS: '10.0.0.7' }, beside)).toEqual({ PLINTH_OUTGOING_HOSTS: '10.0.0.7,127.0.0.1:50051' });
});
