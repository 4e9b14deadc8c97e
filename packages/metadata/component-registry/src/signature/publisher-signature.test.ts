import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { testClock } from '@plinth/foundation/testing';
import { expect, test } from 'vitest';
import { contentSignature, createRegistry, memoryComponentStore, type PublisherKey, signComponent, trustStore } from '../index.ts';
import { testComponent } from '../testing.ts';

const start = Date.UTC(2026, 0, 1);
const year = 365 * 24 * 3_600_000;
const pair = generateKeyPairSync('ed25519');

function keyOf(publicKey: KeyObject, parts: Partial<PublisherKey> = {}): PublisherKey {
  const bytes = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  return { publicKey: bytes.toString('base64'), validFrom: start, validUntil: start + year, revoked: null, ...parts };
}

async function registry(key: PublisherKey | null, clock = testClock(start), store = memoryComponentStore()) {
  const trust = trustStore(key === null ? {} : { acme: { k1: key } });
  return createRegistry({ store, platformVersion: '1.0.0', trust, clock, unsigned: 'refuse' });
}

const component = testComponent('logic.acme/gauge', '1.0.0');
const signed = () => signComponent(component, 'acme', 'k1', pair.privateKey);

test('P4 a trusted publisher is accepted and stands in the lock', async () => {
  const opened = await registry(keyOf(pair.publicKey));
  await opened.publish(component, signed());
  expect(opened.resolve({ 'logic.acme/gauge': '^1.0.0' }).lock).toEqual({
    'logic.acme/gauge': { version: '1.0.0', signature: contentSignature(component), publisher: 'acme' },
  });
});

test.each([
  ['an unknown publisher', null, 'acme (key k1) is not trusted here'],
  ['a revoked key', { revoked: 'It was stolen.' }, 'was revoked: It was stolen.'],
  ['an expired key', { validUntil: start }, 'expired on 2026-01-01'],
  ['a key of the future', { validFrom: start + year }, 'is valid only from 2027-01-01'],
  [
    'another key',
    {
      publicKey: Buffer.from(generateKeyPairSync('ed25519').publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)).toString(
        'base64',
      ),
    },
    'is not one of acme',
  ],
  ['a key that is none', { publicKey: 'AAAA' }, 'holds no valid Ed25519 key'],
])('P4 %s is refused with the reason', async (_, parts, reason) => {
  const opened = await registry(parts === null ? null : keyOf(pair.publicKey, parts));
  await expect(opened.publish(component, signed())).rejects.toMatchObject({
    code: 'registry.publisher-refused',
    message: expect.stringContaining(reason),
  });
  expect(opened.find(component.id, '1.0.0')).toBeNull();
});

test('P4 a signature over other content, a spoiled one and none at all are refused', async () => {
  const opened = await registry(keyOf(pair.publicKey));
  const other = { ...component, implementation: 'npm:evil' };
  await expect(opened.publish(other, signed())).rejects.toMatchObject({ code: 'registry.publisher-refused' });
  await expect(opened.publish(component, { ...signed(), value: 'AAAA' })).rejects.toMatchObject({ code: 'registry.publisher-refused' });
  await expect(opened.publish(component)).rejects.toMatchObject({ message: expect.stringContaining('it is not signed by a publisher') });
});

test('P4 trust that ends later is noticed when a lock is verified and loaded', async () => {
  const clock = testClock(start);
  const opened = await registry(keyOf(pair.publicKey), clock);
  await opened.publish(component, signed());
  const { lock } = opened.resolve({ 'logic.acme/gauge': '*' });
  expect(opened.verifyLock(lock)).toEqual([]);
  clock.advance(year);
  expect(() => opened.load(lock)).toThrow('There is no logic.acme/gauge 1.0.0');
  expect(opened.verifyLock(lock)).toMatchObject([{ kind: 'refused', message: expect.stringContaining('expired on 2027-01-01') }]);
});

test('P4 trust that ended is noticed when a registry is opened over the same store', async () => {
  const store = memoryComponentStore();
  await (await registry(keyOf(pair.publicKey), testClock(start), store)).publish(component, signed());
  const reopened = await registry(null, testClock(start), store);
  expect(reopened.refused(component.id)).toEqual([{ version: '1.0.0', reason: 'acme (key k1) is not trusted here' }]);
});

test('P2 the order of properties has no part in the signature; every value has', () => {
  const { id, ...rest } = component;
  expect(contentSignature({ ...rest, id })).toBe(contentSignature(component));
  expect(contentSignature({ ...component, icon: 'circle' })).not.toBe(contentSignature(component));
  expect(contentSignature(component)).toMatch(/^[0-9a-f]{64}$/);
});
