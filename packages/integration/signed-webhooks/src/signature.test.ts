import { expect, test } from 'vitest';
import { isBodySigned, isSigned, newSecret, readBodySignature, readHeaders, readSecret, signWebhook } from './signature.ts';

const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const timestamp = 1_614_265_330;
const body = Buffer.from('{"test": 2432232314}');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const headersOf = (signature: string, more = {}) => readHeaders({ id, timestamp: String(timestamp), signature, ...more });

test('a webhook is signed as the documentation of Standard Webhooks has it', () => {
  expect(signWebhook({ id, timestamp, body }, secret)).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('one of several signatures by one of several secrets is enough; everything else is none', () => {
  const [old, next] = [newSecret(), newSecret()];
  const signed = (...secrets: string[]) => headersOf(secrets.map((each) => signWebhook({ id, timestamp, body }, each)).join(' '));
  const isTaken = (headers: ReturnType<typeof readHeaders>, content = body) => headers !== null && isSigned(headers, content, [old, next]);
  expect([signed(old), signed(next), signed(secret, next)].map((headers) => isTaken(headers))).toEqual([true, true, true]);
  expect(isTaken(signed(secret))).toBe(false);
  expect(isTaken(signed(old), Buffer.from('{"test": 2432232315}'))).toBe(false);
  // No more signatures are looked at than senders have reasons for.
  expect(isTaken(signed(secret, secret, secret, secret, secret, old))).toBe(false);
});

test('a body is signed alone as GitHub documents it, by the letters of the secret', () => {
  const greeting = Buffer.from('Hello, World!');
  const bodySignature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
  const digest = readBodySignature({ id: undefined, timestamp: undefined, signature: undefined, bodySignature });
  if (digest === null) throw new Error('It is none.');
  expect(isBodySigned(digest, greeting, ['other', "It's a Secret to Everybody"])).toBe(true);
  expect(isBodySigned(digest, Buffer.from('Hello, World'), ["It's a Secret to Everybody"])).toBe(false);
  expect(isBodySigned(digest, greeting, ["it's a secret to everybody"])).toBe(false);
  for (const wrong of ['', 'sha1=7571', bodySignature.slice(7), `${bodySignature}0`])
    expect(readBodySignature({ id: undefined, timestamp: undefined, signature: undefined, bodySignature: wrong })).toBeNull();
});

test.each([
  [{ id: undefined }],
  [{ id: 'a.b' }],
  [{ id: 'x'.repeat(129) }],
  [{ timestamp: undefined }],
  [{ timestamp: '1.5' }],
  [{ timestamp: '-1' }],
  [{ timestamp: '9'.repeat(13) }],
  [{ signature: undefined }],
  [{ signature: '' }],
  [{ signature: 'v1,short' }],
  [{ signature: `v2,${'A'.repeat(43)}=` }],
])('headers %j are none of a webhook', (more) => {
  expect(headersOf(`v1,${'A'.repeat(43)}=`, more)).toBeNull();
});

test('a secret has 24 to 64 bytes in base64', () => {
  expect(readSecret(secret)).toBe(secret);
  expect(readSecret(secret.slice(6))).toBe(secret);
  for (const text of ['', 'whsec_', 'whsec_short', `whsec_${'A'.repeat(100)}`, `${secret}!`, 'a b'.repeat(12)])
    expect(() => readSecret(text)).toThrow(expect.objectContaining({ code: 'webhooks.bad-secret' }));
});
