import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listSettings, setSetting, unsetSetting } from '@plinth/api-contract';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answers, runIn, temporaryFolder } from '../testing.ts';

const secret = 'a-planted-secret';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(folder.path, { recursive: true });
  await writeFile(join(folder.path, 'plinth.yaml'), 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n');
  await writeFile(
    join(folder.path, 'settings.yaml'),
    'limit: decimal\nopen: boolean\ndays: { type: multiChoice, options: [ { value: mon, label: Monday } ] }\napiKey: { type: text, secret: true }\n',
  );
  await writeFile(join(folder.path, 'key.txt'), `${secret}\n`);
});
afterAll(() => folder.remove());

const told = (key: string, parts: object = {}) => ({
  ...{ key, label: key, type: 'text', required: false, secret: false, default: null, declaredBy: 'branch', isSet: false, value: null },
  ...{ problem: null, setAt: null, setBy: null, ...parts },
});
const setting: Answers = [[setSetting, () => told('apiKey', { secret: true, isSet: true })]];
const run = (words: readonly string[], answers: Answers = setting, input = '') =>
  runIn(folder.path, ['config', ...words], answers, undefined, input);

test('lists what an environment says, without secrets and with what is missing', async () => {
  const items = [
    told('limit', { type: 'decimal', isSet: true, value: '2500' }),
    told('open', { type: 'boolean', default: true }),
    told('apiKey', { secret: true, isSet: true }),
    told('region', { required: true, problem: 'is required and has no value' }),
    told('old', { declaredBy: 'nobody', isSet: true, value: 'x' }),
  ];
  const { out, calls } = await run(['-e', 'production'], [[listSettings, () => ({ items })]]);
  expect(calls[0]?.path).toEqual({ tenant: 'acme', environment: 'production', application: 'shop' });
  expect(out).toMatch(/limit +decimal +"2500"/);
  expect(out).toMatch(/open +boolean +true \(default\)/);
  expect(out).toMatch(/apiKey +text, secret +\(secret\)/);
  expect(out).toMatch(/region .*is required and has no value/);
  expect(out).toMatch(/old .*nobody any longer/);
});

test('sets a value by its type', async () => {
  const sent = async (words: readonly string[], input = '') => (await run(['set', ...words], setting, input)).calls[0]?.body;
  expect(await sent(['limit', '2500.10'])).toEqual({ value: '2500.10' });
  expect(await sent(['open', 'true'])).toEqual({ value: true });
  expect(await sent(['days', '["mon"]', '--branch', 'next'])).toEqual({ value: ['mon'], branch: 'next' });
  expect(await sent(['apiKey', '--file', 'key.txt'])).toEqual({ value: secret });
  expect(await sent(['apiKey'], `${secret}\n`)).toEqual({ value: secret });
});

test('a secret is no word of a command, and never told again', async () => {
  for (const key of ['apiKey', 'unheardOf']) {
    const { code, out, notes, calls } = await run(['set', key, secret]);
    expect([code, calls]).toEqual([2, []]);
    expect(out + notes).not.toContain(secret);
    expect(notes).toContain('--file');
  }
  const { out, notes } = await run(['set', 'apiKey', '--file', 'key.txt', '--json']);
  expect(out + notes).not.toContain(secret);
});

test('unsets, and says what is wrong', async () => {
  expect((await run(['unset', 'limit', '-e', 'test'], [[unsetSetting, () => null]])).out).toContain('test says nothing of limit any more');
  for (const words of [['forget'], ['set'], ['unset'], ['set', 'limit', '1', '--file', 'key.txt'], ['set', 'days', '[']])
    expect((await run(words)).code, words.join(' ')).toBe(2);
  expect((await run(['set', 'limit', '--file', 'none.txt'])).notes).toContain('none.txt cannot be read');
});
