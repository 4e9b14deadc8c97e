import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listLauncher, readSession } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { compose } from './compose.ts';
import { readConfiguration } from './configuration.ts';
import { startTestPlatform } from './testing.ts';

test('metrics count requests by operation, never by tenant, on an address of their own alone', async () => {
  const running = await startTestPlatform({ PLINTH_METRICS_PORT: '0' });
  try {
    const address = await running.platform.listenForMetrics();
    await running.client.call(listLauncher, { tenant: 'main' }, {});
    await running.client.call(listLauncher, { tenant: 'main' }, {});
    await expect(running.client.call(readSession, { tenant: 'a-tenant-somebody-made-up' }, {})).rejects.toThrow();
    const response = await fetch(`${address}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    expect(text).toContain('plinth_requests_total{operation="launcher.list",status="200"} 2\n');
    expect(text).toContain('plinth_request_seconds_count{operation="launcher.list"} 2\n');
    expect(text).toMatch(/plinth_requests_total\{operation="session.read",status="404"\} 1\n/);
    expect(text).toMatch(/^plinth_database_connections_open [1-9]\d*$/m);
    expect(text).toMatch(/^plinth_identity_tenants [1-9]\d*$/m);
    expect(text).toMatch(/^process_resident_memory_bytes [1-9]\d+$/m);
    expect(text).toMatch(/^plinth_event_loop_delay_seconds \d/m);
    for (const name of ['main', 'made-up', 'admin@']) expect(text).not.toContain(name);
    expect((await fetch(`${running.address}/metrics`)).status).toBe(404);
    expect((await fetch(`${address}/api/main/session`)).status).toBe(404);
  } finally {
    await running.close();
  }
});

test('without a port there are none', async () => {
  const running = await startTestPlatform();
  expect(await running.platform.listenForMetrics()).toBeNull();
  await running.close();
});

test('master keys are sealed with, and damaged ones stop the start before the database is touched', async () => {
  const running = await startTestPlatform();
  const context = { tenant: { id: 'a', key: 'a' }, environment: null };
  const { secrets } = running.platform;
  expect(await secrets.open(context, 'mail', await secrets.seal(context, 'mail', 'hunter2'))).toBe('hunter2');
  await running.close();

  const folder = await mkdtemp(join(tmpdir(), 'plinth-keys-'));
  const unreachable = { PLINTH_DATA: folder, DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
  await writeFile(join(folder, 'master-keys.json'), '{"current":', { mode: 0o600 });
  await expect(compose(readConfiguration(unreachable))).rejects.toMatchObject({ code: 'secrets.damaged-key' });
  await expect(compose(readConfiguration({ ...unreachable, PLINTH_MASTER_KEYS: 'mine' }))).rejects.toMatchObject({
    code: 'secrets.malformed-keys',
  });
  await rm(folder, { recursive: true });
});
