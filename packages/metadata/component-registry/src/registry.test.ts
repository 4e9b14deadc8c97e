import { expect, test } from 'vitest';
import { createRegistry, memoryComponentStore } from './index.ts';
import { testComponent } from './testing.ts';

async function registry(components: ReturnType<typeof testComponent>[] = [], platformVersion = '1.0.0') {
  const opened = await createRegistry({ store: memoryComponentStore(), platformVersion });
  for (const component of components) await opened.publish(component);
  return opened;
}

test('P1 the same content again changes nothing, other content is refused', async () => {
  const opened = await registry();
  const first = await opened.publish(testComponent('logic.a', '1.0.0'));
  expect(await opened.publish(testComponent('logic.a', '1.0.0'))).toEqual(first);
  const other = opened.publish(testComponent('logic.a', '1.0.0', { title: 'Other' }));
  await expect(other).rejects.toMatchObject({ code: 'registry.version-taken', status: 409 });
  expect(opened.find('logic.a', '1.0.0')?.metadata.title).toBe('logic.a');
});

test('P1 build metadata makes no other version', async () => {
  const opened = await registry([testComponent('logic.a', '1.0.0+one')]);
  await expect(opened.publish(testComponent('logic.a', '1.0.0+two'))).rejects.toMatchObject({ code: 'registry.version-taken' });
  expect(opened.resolve({ 'logic.a': '1.0.0' }).lock['logic.a']?.version).toBe('1.0.0+one');
});

test('P1 of two published at once with different content, one is kept and the other refused', async () => {
  const opened = await registry();
  const both = await Promise.allSettled([
    opened.publish(testComponent('logic.a', '1.0.0', { title: 'One' })),
    opened.publish(testComponent('logic.a', '1.0.0', { title: 'Two' })),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('P1 changing what was handed over changes nothing that is published', async () => {
  const opened = await registry();
  const dependencies: Record<string, string> = {};
  await opened.publish(testComponent('logic.a', '1.0.0', { dependencies }));
  dependencies['logic.b'] = '^1.0.0';
  expect(opened.find('logic.a', '1.0.0')?.metadata.dependencies).toEqual({});
  expect(() => Object.assign(opened.find('logic.a', '1.0.0')?.metadata ?? {}, { title: 'Changed' })).toThrow(TypeError);
});

test('P5 tampered content is refused at load, and a resolution says why', async () => {
  const store = memoryComponentStore();
  const opened = await createRegistry({ store, platformVersion: '1.0.0' });
  const { lock } = await opened.publish(testComponent('logic.a', '1.0.0')).then(() => opened.resolve({ 'logic.a': '*' }));
  const [published] = (await store.changesSince(0)).components;
  if (published === undefined) throw new Error('Nothing was published.');
  const tampered = {
    ...store,
    changesSince: async () => ({
      revision: 1,
      components: [{ ...published, metadata: { ...published.metadata, implementation: 'npm:evil' } }],
    }),
  };
  const reopened = await createRegistry({ store: tampered, platformVersion: '1.0.0' });
  expect(reopened.find('logic.a', '1.0.0')).toBeNull();
  expect(reopened.refused('logic.a')).toEqual([{ version: '1.0.0', reason: 'its content is not what was signed' }]);
  expect(reopened.verifyLock(lock)).toMatchObject([{ component: 'logic.a', kind: 'refused' }]);
  expect(() => reopened.resolve({ 'logic.a': '*' })).toThrow('1.0.0 (refused: its content is not what was signed)');
  expect(() => reopened.load(lock)).toThrow('There is no logic.a 1.0.0');
});

test('R8 publishing and flagging end cached resolutions, also those of another process', async () => {
  const store = memoryComponentStore();
  const opened = await createRegistry({ store, platformVersion: '1.0.0' });
  await opened.publish(testComponent('logic.a', '1.0.0'));
  const before = opened.resolve({ 'logic.a': '^1.0.0' });
  expect(opened.resolve({ 'logic.a': '^1.0.0' })).toBe(before);
  const elsewhere = await createRegistry({ store, platformVersion: '1.0.0' });
  await elsewhere.publish(testComponent('logic.a', '1.1.0'));
  await opened.refresh();
  expect(opened.resolve({ 'logic.a': '^1.0.0' }).lock['logic.a']?.version).toBe('1.1.0');
  await opened.flag('logic.a', '1.1.0', { deprecated: 'Use 1.0.0.', advisories: [] });
  expect(opened.resolve({ 'logic.a': '^1.0.0' }).lock['logic.a']?.version).toBe('1.0.0');
});

test('a lock is verified against what is there: missing, changed, platform and ranges', async () => {
  const opened = await registry([
    testComponent('logic.a', '1.0.0', { dependencies: { 'logic.b': '^1.0.0' } }),
    testComponent('logic.b', '1.0.0'),
    testComponent('logic.b', '2.0.0', { compatibility: { platform: '>=9.0.0' } }),
  ]);
  const { lock } = opened.resolve({ 'logic.a': '*' });
  expect(opened.verifyLock(lock)).toEqual([]);
  const b = lock['logic.b'];
  if (b === undefined) throw new Error('logic.b is not locked.');
  expect(opened.verifyLock({ ...lock, 'logic.b': { ...b, version: '3.0.0' } }).map(({ kind }) => kind)).toEqual(['dependency', 'missing']);
  expect(opened.verifyLock({ ...lock, 'logic.b': { ...b, signature: '0'.repeat(64) } }).map(({ kind }) => kind)).toEqual(['changed']);
  expect(opened.verifyLock({ ...lock, 'logic.b': { ...b, publisher: 'acme' } }).map(({ kind }) => kind)).toEqual(['changed']);
  const second = opened.find('logic.b', '2.0.0');
  expect(
    opened.verifyLock({ ...lock, 'logic.b': { version: '2.0.0', signature: second?.signature ?? '' } }).map(({ kind }) => kind),
  ).toEqual(['dependency', 'platform']);
  const { 'logic.b': _, ...incomplete } = lock;
  expect(opened.verifyLock(incomplete)).toEqual([
    { component: 'logic.a', kind: 'dependency', message: 'logic.a 1.0.0 needs logic.b ^1.0.0, which is not locked.' },
  ]);
  expect([...opened.load(lock).keys()]).toEqual(['logic.a', 'logic.b']);
  expect(() => opened.load({ ...lock, 'logic.b': { ...b, signature: '0'.repeat(64) } })).toThrow('registry');
});

test('a palette lists the newest version of each component that runs here', async () => {
  const opened = await registry([
    testComponent('logic.a', '1.0.0'),
    testComponent('logic.a', '2.0.0', { compatibility: { platform: '>=2.0.0' } }),
    testComponent('data.b', '1.0.0', { type: 'data' }),
  ]);
  expect(opened.list().map(({ metadata }) => `${metadata.id}@${metadata.version}`)).toEqual(['data.b@1.0.0', 'logic.a@1.0.0']);
  expect(opened.list('data').map(({ metadata }) => metadata.id)).toEqual(['data.b']);
  expect(opened.versions('logic.a')).toEqual(['2.0.0', '1.0.0']);
});

test('the compatibility matrix says which version runs on which platform', async () => {
  const opened = await registry([
    testComponent('logic.a', '1.0.0', { compatibility: { platform: '<2.0.0' } }),
    testComponent('logic.a', '2.0.0', { compatibility: { platform: '>=2.0.0' } }),
    testComponent('logic.b', '1.0.0', { compatibility: { platform: '>=3.0.0' } }),
  ]);
  expect(opened.compatibility(['1.0.0', '2.0.0-beta.1', '2.1.0'])).toEqual([
    {
      component: 'logic.a',
      newest: { '1.0.0': '1.0.0', '2.0.0-beta.1': '1.0.0', '2.1.0': '2.0.0' },
      versions: [
        { version: '2.0.0', platforms: ['2.1.0'] },
        { version: '1.0.0', platforms: ['1.0.0', '2.0.0-beta.1'] },
      ],
    },
    {
      component: 'logic.b',
      newest: { '1.0.0': null, '2.0.0-beta.1': null, '2.1.0': null },
      versions: [{ version: '1.0.0', platforms: [] }],
    },
  ]);
});

test('a misspelt component is answered with the nearest name', async () => {
  const opened = await registry([testComponent('logic.gauge', '1.0.0')]);
  expect(() => opened.validateProperties('logic.guage', '1.0.0', {})).toThrowError(
    expect.objectContaining({ details: { violations: [expect.objectContaining({ hint: 'Did you mean logic.gauge?' })] } }),
  );
});

test('a platform version that is none is refused', async () => {
  await expect(registry([], 'one')).rejects.toMatchObject({ code: 'registry.invalid-request' });
});
