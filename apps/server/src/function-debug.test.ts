import {
  createApplication,
  createRecord,
  createToken,
  debugFunction,
  debugFunctionDraft,
  listRecords,
  publish,
  pushDefinition,
} from '@plinth/api-contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestPlatform, type TestPlatform } from './testing.ts';
import { askToUpgrade, type Talk, talk } from './testing-channel.ts';
import { newMember } from './testing-member.ts';

const shop = { tenant: 'main', environment: 'development', application: 'shop' };
const path = '/api/main/functions/debug';
const draftPath = '/data/main/development/shop/-/functions/-/debug';
const source = `export default async ({ text }: { text: string }) => {
  const long = text + '!';
  return long;
};
`;
const writes = `export default async ({ text }, { records }) => {
  const note = await records('note').create({ text });
  return note.text;
};
`;
const beginning = { type: 'begin', name: 'tried', source, input: { text: 'a' }, breakpoints: [{ line: 3 }] };

let running: TestPlatform;
const opened: Talk[] = [];
const open = async (at: string, token = running.token) => {
  const one = await talk(running.address, at, { authorization: `Bearer ${token}` });
  opened.push(one);
  return one;
};
beforeAll(async () => {
  running = await startTestPlatform();
  const { client } = running;
  await client.call(createApplication, shop, { key: 'shop', type: 'application', label: 'Shop' });
  const files = {
    'plinth.yaml': 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n',
    'entities/note.yaml': 'label: Note\nfields:\n  text: { type: text, required: true }\n',
    'roles.yaml': 'clerk:\n  heldBy: members\n  permissions: { note: all }\n',
  };
  await client.call(pushDefinition, shop, { files });
  await publish(client, shop, { version: '1.0.0' });
}, 120_000);
// A member has so many connections and no more.
afterEach(async () => {
  for (const { socket } of opened) socket.close();
  await Promise.all(opened.splice(0).map(({ closed }) => closed));
});
afterAll(() => running?.close());

describe('debugging over the API', { timeout: 60_000 }, () => {
  test('a function is stopped, looked at, changed and let go', async () => {
    const one = await open(path);
    one.say({ type: 'values', request: 1, of: 1, from: 0 });
    expect(await one.next('refused')).toMatchObject({ request: 1 });
    one.say(beginning);
    await one.next('begun');
    expect(await one.next('placed')).toEqual({ type: 'placed', lines: [3] });
    expect(await one.next('paused')).toMatchObject({ why: 'breakpoint', frames: [{ name: 'default', line: 3 }] });
    one.say({ type: 'evaluate', request: 2, frame: 0, expression: 'long', effects: false });
    expect(await one.next('evaluated')).toMatchObject({ request: 2, value: { kind: 'string', text: 'a!' } });
    one.say({ type: 'resume', step: 'on' });
    expect(await one.next('ended')).toMatchObject({ result: { result: 'a!', requests: [] } });
    // The same conversation begins another one, and an error ends that.
    one.say({ ...beginning, source: 'export default () => { throw new Error("odd"); };', breakpoints: [], errors: 'none' });
    expect(await one.next('failed')).toMatchObject({ problem: { code: 'functions.failed', status: 422 } });
    one.say({ ...beginning, source: 'export default (' });
    expect(await one.next('failed')).toMatchObject({ problem: { code: 'functions.invalid' } });
  });

  test('on records of the environment it does what its maker may, and nothing of that is held while it stands', async () => {
    const one = await open(draftPath);
    one.say({
      ...{ type: 'begin', function: 'writer', source: writes, input: { text: 'from the debugger' } },
      ...{ grants: { records: { note: ['create'] } }, breakpoints: [{ line: 3 }] },
    });
    await one.next('paused');
    const { items } = await running.client.call(listRecords, shop, { entity: 'note' });
    expect(items.map((item) => (item as { text?: unknown }).text)).toContain('from the debugger');
    await running.client.call(createRecord, shop, { entity: 'note', values: { text: 'meanwhile' } });
    one.say({ type: 'resume', step: 'on' });
    expect(await one.next('ended')).toMatchObject({ result: { result: 'from the debugger', requests: [{ what: 'records.create note' }] } });
  });

  test('a member debugs one function at a time: the other window is told, and a stop is one', async () => {
    const [first, second] = [await open(path), await open(path)];
    first.say(beginning);
    await first.next('paused');
    second.say(beginning);
    expect(await first.next('failed')).toMatchObject({ problem: { code: 'functions.debugged-elsewhere' } });
    await second.next('paused');
    second.say(beginning);
    expect(await second.next('problem')).toMatchObject({ problem: { code: 'functions.busy' } });
    second.say({ type: 'stop' });
    expect(await second.next('failed')).toMatchObject({ problem: { code: 'functions.stopped' } });
  });

  test('only makers debug, with a token that is for it, and messages are what the contract says', async () => {
    const member = await newMember(running, 'outsider');
    for (const [at, scope] of [
      [path, 'definitions:write'],
      [draftPath, 'records:write'],
    ] as const) {
      const theirs = { authorization: `Bearer ${await member.token(scope)}` };
      expect(await askToUpgrade(running.address, at, theirs)).toMatchObject({ status: 403 });
      expect(await askToUpgrade(running.address, at, {})).toMatchObject({ status: 401 });
    }
    const { token } = await running.client.call(createToken, { tenant: 'main' }, { name: 'reads', scopes: ['records:read'] });
    expect(await askToUpgrade(running.address, path, { authorization: `Bearer ${token}` })).toMatchObject({ status: 403 });
    const elsewhere = await askToUpgrade(running.address, '/api/other/functions/debug', { authorization: `Bearer ${running.token}` });
    expect([401, 403, 404]).toContain(elsewhere.status);
    for (const odd of [
      { method: 'Runtime.evaluate', id: 1 },
      { type: 'Debugger.enable' },
      { ...beginning, limits: { memory: 4096 } },
      { ...beginning, breakpoints: [{ line: 0 }] },
      { type: 'evaluate', request: 1, frame: 0, expression: 'x'.repeat(10_001), effects: false },
      { type: 'resume', step: 'back' },
    ]) {
      const one = await open(path);
      one.say(odd);
      expect(await one.next('problem')).toMatchObject({ problem: { code: 'gateway.malformed-message' } });
      expect(await one.closed).toBe(4400);
    }
    expect([debugFunction.permission, debugFunctionDraft.permission]).toEqual(['maker', 'maker']);
  });

  test('a window that goes away ends what it debugged', async () => {
    const one = await open(path);
    one.say(beginning);
    await one.next('paused');
    one.socket.close();
    await one.closed;
    // Its place is free at once, and the next one is nobody's second.
    const next = await open(path);
    next.say({ ...beginning, breakpoints: [] });
    expect(await next.next('ended')).toMatchObject({ result: { result: 'a!' } });
  });
});
