import { createApplication, createRecord, getRecord, publish, pushDefinition } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { lifeOfFiles, missingFiles, observedRequests, recordedSteps, writtenSteps } from './testing-life-of.ts';

const target = { tenant: 'main', environment: 'development', application: 'notes' };
const { requests, spans } = observedRequests();
let running: TestPlatform;
let note: string;

beforeAll(async () => {
  running = await startTestPlatform({}, undefined, { spans });
  await running.client.call(createApplication, { tenant: 'main' }, { key: 'notes', type: 'application', label: 'Notes' });
  await running.client.call(pushDefinition, target, { files: lifeOfFiles });
});
afterAll(() => running.close());

const stepsOf = (page: string, heading: string) => writtenSteps(page, heading).map(({ number, span }) => ({ number, span }));
const last = () => requests.at(-1) ?? [];

test('the life of a publication is as its page tells', async () => {
  await publish(running.client, target, { version: '1.0.0' });
  const told = stepsOf('a-publication.md', 'Step by step');
  expect(told.length).toBeGreaterThan(8);
  expect(recordedSteps(last(), /^database\./)).toEqual(told);
});

test('the life of a record read is as its page tells, the first time and every other time', async () => {
  const made = await running.client.call(createRecord, target, { entity: 'note', values: { text: 'First' } });
  note = (made as { id: string }).id;
  await running.client.call(getRecord, target, { entity: 'note', id: note });
  expect(recordedSteps(last())).toEqual(stepsOf('a-record-read.md', 'Step by step'));
  expect(last().every(({ ended, failed }) => ended && !failed)).toBe(true);
  running.platform.host.released((await environment()) ?? '', 'notes');
  await running.client.call(getRecord, target, { entity: 'note', id: note });
  expect(recordedSteps(last())).toEqual(stepsOf('a-record-read.md', 'After a publication'));
});

test('a step that fails ends the request with it', async () => {
  await expect(running.client.call(getRecord, target, { entity: 'note', id: crypto.randomUUID() })).rejects.toMatchObject({ status: 404 });
  expect(
    last()
      .filter(({ failed }) => failed)
      .map(({ name }) => name),
  ).toEqual(['gateway.request', 'records.get']);
});

test('every file that a page names is there', () => {
  for (const page of ['a-publication.md', 'a-record-read.md', 'a-click.md']) expect(missingFiles(page), page).toEqual([]);
});

async function environment(): Promise<string | undefined> {
  const [found] = await running.ask(
    `select e.id from plinth.environment e join plinth.tenant t using (tenant_id) where t.key = 'main' and e.key = 'development'`,
  );
  return found?.id as string | undefined;
}
