import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listTriggers, pauseTrigger, resumeTrigger, type TriggerState } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answers, runIn, temporaryFolder } from '../testing.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(folder.path, { recursive: true });
  await writeFile(join(folder.path, 'plinth.yaml'), 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n');
});
afterAll(() => folder.remove());

const state = (key: string, parts: Partial<TriggerState> = {}): TriggerState => ({
  ...{ key, connection: 'bank', trigger: 'rows', eventType: 'com.bank.moved', everySeconds: 60, paused: false, isHeard: false },
  ...{ failures: 0, error: null, heard: 0, unfit: 0, lookedAt: null, heardAt: null, dueAt: '2026-11-30T08:00:00.000Z' },
  ...parts,
});
const items = [
  state('orders', { heard: 12, unfit: 2, isHeard: true, heardAt: '2026-11-30T07:00:00.000Z' }),
  state('mails', { paused: true }),
  state('files', { failures: 3, error: { code: 'outgoing.unreachable', message: 'bank could not be reached', at: '' } }),
  state('rows'),
];
const answers: Answers = [
  [listTriggers, () => ({ items })],
  [pauseTrigger, () => ({})],
  [resumeTrigger, () => ({})],
];
const run = (...words: readonly string[]) => runIn(folder.path, ['trigger', ...words], answers);

test('lists what is heard and how that goes', async () => {
  const { out, calls } = await run('list', '-e', 'production');
  expect(calls[0]?.path).toEqual({ tenant: 'acme', environment: 'production', application: 'shop' });
  expect(out).toMatch(/orders +bank\.rows +listening +12 \(\+2 dead letters\) +2026-11-30T07/);
  expect(out).toMatch(/mails .*paused/);
  expect(out).toMatch(/files .*failing \(3\).*outgoing\.unreachable: bank could not be reached/);
  expect(out).toMatch(/rows .*waiting/);
});

test('pauses and resumes one, and says what is missing', async () => {
  expect((await run('pause', 'orders')).calls[0]?.path).toMatchObject({ trigger: 'orders', environment: 'development' });
  expect((await run('resume', 'orders')).out).toContain('orders is heard again');
  for (const words of [['pause'], ['explode', 'orders']]) {
    const { code, calls } = await run(...words);
    expect([code, calls]).toEqual([2, []]);
  }
});
