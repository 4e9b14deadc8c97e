import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listWebhooks, removeWebhookSecret, setWebhookSecret, type Webhook } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answers, runIn, temporaryFolder } from '../testing.ts';
import { FakeProblem } from '../testing-platform.ts';

const made = 'whsec_bWFkZSBieSB0aGUgcGxhdGZvcm0=';
const own = 'whsec_b2YgdGhlIHNlbmRlcg==';
const path = '/data/acme/production/shop/-/webhooks/ordered';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder.path, 'plinth.yaml'), 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n');
});
afterAll(() => folder.remove());

const listed = (isSet: boolean): Webhook => ({
  ...{ webhook: 'ordered', process: 'order', trigger: null, event: 's', path, isSet },
  ...{ setAt: isSet ? '2026-11-30T06:00:00.000Z' : null, previousUntil: null },
});
const answers = (isSet: boolean): Answers => [
  [listWebhooks, () => ({ items: [listed(isSet)] })],
  [setWebhookSecret, () => ({ webhook: 'ordered', path, secret: made, previousUntil: isSet ? '2026-12-01T06:00:00.000Z' : null })],
  [removeWebhookSecret, () => null],
];
const run = (words: readonly string[], given = answers(false), input = '') =>
  runIn(folder.path, ['webhook', ...words], given, undefined, input);
const asked = async (...given: Parameters<typeof run>) => (await run(...given)).calls.at(-1);

test('lists the webhooks, and which have a secret', async () => {
  const { out, calls } = await run(['-e', 'production']);
  expect(calls[0]?.path).toEqual({ tenant: 'acme', environment: 'production', application: 'shop' });
  expect(out).toMatch(/ordered +order +\/data\/acme.* no secret/);
  expect((await run(['list'], answers(true))).out).toContain('2026-11-30T06:00');
});

test('a secret that was made is printed once and alone', async () => {
  const { code, out, notes } = await run(['create', 'ordered', '-e', 'production']);
  expect([code, out]).toEqual([0, `${made}\n`]);
  expect(notes).toContain(path);
  expect(notes).not.toContain(made);
  expect(JSON.parse((await run(['create', 'ordered', '--json'])).out)).toEqual({
    webhook: 'ordered',
    path,
    secret: made,
    previousUntil: null,
  });
});

test('one that the sender has comes from a file or the standard input, and is not printed', async () => {
  await writeFile(join(folder.path, 'secret.txt'), `${own}\n`);
  expect((await asked(['create', 'ordered', '--file', 'secret.txt']))?.body).toEqual({ secret: own });
  const { out, notes, calls } = await run(['rotate', 'ordered', '--file', '-'], answers(true), `${own}\n`);
  expect(calls.at(-1)?.body).toEqual({ secret: own });
  expect(out + notes).not.toMatch(/whsec_/);
  expect(notes).toContain('2026-12-01');
});

test('another one is a rotation, which keeps the one before for a time', async () => {
  const { code, notes, calls } = await run(['create', 'ordered'], answers(true));
  expect([code, calls.length]).toEqual([2, 1]);
  expect(notes).toContain('rotate');
  expect((await asked(['rotate', 'ordered', '--keep', '0']))?.body).toEqual({ keepSeconds: 0 });
  expect((await asked(['rotate', 'ordered']))?.body).toEqual({});
  const unpublished: Answers = [[listWebhooks, () => new FakeProblem(404, 'application.not-released')], ...answers(false).slice(1)];
  expect((await run(['create', 'ordered'], unpublished)).code).toBe(0);
});

test('removes a secret, and says what is refused', async () => {
  expect((await run(['remove', 'ordered'])).out).toContain('refused from now on');
  const gone: Answers = [[removeWebhookSecret, () => new FakeProblem(404, 'webhooks.no-secret')]];
  expect((await run(['remove', 'ordered'], gone)).code).toBe(1);
});

test.each([
  [['shout'], /not one of list/],
  [['create'], /WEBHOOK is missing/],
  [['create', 'ordered', '--keep', '5'], /rotate alone/],
  [['rotate', 'ordered', '--keep', 'long'], /number of seconds/],
  [['rotate', 'ordered', '--keep', '2592001'], /number of seconds/],
  [['rotate', 'ordered', '--file', 'gone.txt'], /cannot be read/],
])('%j is called wrongly', async (words, reason) => {
  const { code, notes, calls } = await run(words);
  expect([code, calls.filter(({ path: { webhook = null } }) => webhook !== null)]).toEqual([2, []]);
  expect(notes).toMatch(reason);
});
