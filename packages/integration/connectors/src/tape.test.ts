import type { HttpExchange, HttpRequest } from '@plinth/outgoing';
import { expect, test } from 'vitest';
import { recording, replaying, type TapedExchange } from './tape.ts';

const secret = 'a-secret-of-length';
const request = (address: string, body: string | null = null): HttpRequest => ({
  method: body === null ? 'GET' : 'POST',
  address: new URL(address),
  headers: { authorization: `Bearer ${secret}` },
  body: body === null ? null : Buffer.from(body),
  limits: { milliseconds: 1000, bytes: 1000 },
  signal: new AbortController().signal,
});

test('what was recorded is replayed in its order, and holds no secret', async () => {
  let count = 0;
  const real: HttpExchange = async ({ body }) => ({
    status: 200,
    headers: { 'x-told': secret, 'set-cookie': 'session=1' },
    body: Buffer.from(`ä ${++count} ${String(body)} ${secret}`),
  });
  const tape: TapedExchange[] = [];
  const recorded = recording(real, tape, [secret]);
  const asked = [`https://a.example/?key=${secret}`, `https://a.example/?key=${secret}`].map((address) => request(address));
  for (const one of [...asked, request('https://a.example/', `{"secret":"${secret}"}`)]) await recorded(one);
  expect(JSON.stringify(tape)).not.toContain(secret);
  expect(JSON.stringify(tape.map(({ body, answer }) => String(Buffer.from(body + answer.body, 'base64'))))).not.toContain(secret);
  const replayed = replaying(JSON.parse(JSON.stringify(tape)), [secret]);
  const first = await replayed(request(`https://a.example/?key=${secret}`));
  expect([first.status, first.headers, String(first.body)]).toEqual([200, { 'x-told': '•••' }, 'ä 1 null ***']);
  expect(String((await replayed(request(`https://a.example/?key=${secret}`))).body)).toContain('ä 2');
  expect(String((await replayed(request('https://a.example/', `{"secret":"${secret}"}`))).body)).toContain('ä 3');
  await expect(replayed(request(`https://a.example/?key=${secret}`))).rejects.toThrow('The tape has no GET');
  await expect(replayed(request('https://a.example/', '{}'))).rejects.toThrow('The tape has no POST');
});
