import { createApplication, createRecords, publish, pushDefinition } from '@plinth/api-contract';
import { readApplication } from './examples.ts';
import type { TestPlatform } from './testing.ts';

type Records = Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;

/** Publishes an example to production, as its makers would, with the given records by entity. */
export async function publishExample(running: TestPlatform, key: string, records: Records = {}): Promise<void> {
  const tenant = { tenant: 'main' };
  const target = { ...tenant, environment: 'production', application: key };
  const { client } = running;
  await client.call(createApplication, tenant, { key, type: 'application', label: key });
  await client.call(pushDefinition, target, { files: await readApplication(key) });
  await publish(client, target, { version: '1.0.0' });
  for (const [entity, values] of Object.entries(records)) await client.call(createRecords, target, { entity, records: [...values] });
}
