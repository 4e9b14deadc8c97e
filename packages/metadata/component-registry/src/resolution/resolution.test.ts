import { expect, test } from 'vitest';
import { createRegistry, memoryComponentStore } from '../index.ts';
import { testComponent } from '../testing.ts';

type Published = readonly [component: string, dependencies?: Readonly<Record<string, string>>, platform?: string];

async function registry(...published: readonly Published[]) {
  const opened = await createRegistry({ store: memoryComponentStore(), platformVersion: '1.5.0' });
  for (const [component, dependencies = {}, platform = '*'] of published) {
    const [id = '', version = ''] = component.split('@');
    await opened.publish(testComponent(id, version, { dependencies, compatibility: { platform } }));
  }
  return opened;
}

const versions = (lock: Readonly<Record<string, { version: string }>>) =>
  Object.entries(lock).map(([id, { version }]) => `${id}@${version}`);

test('R1 R5 the newest versions over the whole graph, and nothing that nobody needs', async () => {
  const opened = await registry(
    ['logic.a@1.0.0', { 'logic.b': '^1.0.0' }],
    ['logic.a@1.1.0', { 'logic.b': '^1.0.0' }],
    ['logic.b@1.0.0'],
    ['logic.b@1.2.0', { 'logic.c': '~2.0.0' }],
    ['logic.b@2.0.0'],
    ['logic.c@2.0.7'],
    ['logic.c@2.1.0'],
    ['logic.d@1.0.0'],
  );
  const { lock, warnings } = opened.resolve({ 'logic.a': '^1.0.0' });
  expect(versions(lock)).toEqual(['logic.a@1.1.0', 'logic.b@1.2.0', 'logic.c@2.0.7']);
  expect(warnings).toEqual([]);
});

test('R2 a newest version that does not run on the platform is passed over', async () => {
  const opened = await registry(['logic.a@1.0.0', {}, '^1.0.0'], ['logic.a@2.0.0', {}, '>=2.0.0']);
  expect(versions(opened.resolve({ 'logic.a': '*' }).lock)).toEqual(['logic.a@1.0.0']);
  expect(versions(opened.resolve({ 'logic.a': '*' }, { platformVersion: '2.1.0-rc.1' }).lock)).toEqual(['logic.a@2.0.0']);
  expect(() => opened.resolve({ 'logic.a': '*' }, { platformVersion: '2.0.0-rc.1' })).toThrow('2.0.0 (it runs on Plinth >=2.0.0)');
});

test.each([
  ['^1.0.0', '1.2.0'],
  ['1.x || 2.x', '2.0.0'],
  ['>=2.0.0-0', '2.0.0'],
  ['>=3.0.0-0', '3.0.0-beta.2'],
  ['^3.0.0-beta', '3.0.0-beta.2'],
  ['3.0.0-beta.1', '3.0.0-beta.1'],
  ['*', '2.0.0'],
  ['', '2.0.0'],
  ['1.0.0 - 1.1.0', '1.1.0'],
])('R2 prereleases are chosen only by ranges that name one of the same version: %s', async (range, expected) => {
  const all = ['1.0.0', '1.1.0', '1.2.0', '2.0.0', '3.0.0-beta.1', '3.0.0-beta.2'];
  const opened = await registry(...all.map((version): Published => [`logic.a@${version}`]));
  expect(opened.resolve({ 'logic.a': range }).lock['logic.a']?.version).toBe(expected);
});

test('R4 an older version is chosen where the newest leads nowhere', async () => {
  const opened = await registry(
    ['logic.a@1.0.0', { 'logic.c': '^1.0.0' }],
    ['logic.a@2.0.0', { 'logic.c': '^2.0.0' }],
    ['logic.b@1.0.0', { 'logic.c': '^1.0.0' }],
    ['logic.c@1.0.0'],
    ['logic.c@2.0.0'],
  );
  const { lock, warnings } = opened.resolve({ 'logic.a': '*', 'logic.b': '*' });
  expect(versions(lock)).toEqual(['logic.a@1.0.0', 'logic.b@1.0.0', 'logic.c@1.0.0']);
  expect(warnings).toEqual([]);
});

test('R7 dependencies may form a cycle', async () => {
  const opened = await registry(
    ['logic.a@1.0.0', { 'logic.b': '*' }],
    ['logic.a@2.0.0', { 'logic.b': '*' }],
    ['logic.b@1.0.0', { 'logic.a': '^1.0.0' }],
  );
  expect(versions(opened.resolve({ 'logic.b': '*' }).lock)).toEqual(['logic.a@1.0.0', 'logic.b@1.0.0']);
  expect(versions(opened.resolve({ 'logic.a': '*' }).lock)).toEqual(['logic.a@1.0.0', 'logic.b@1.0.0']);
});

const contradicting: readonly Published[] = [
  ['logic.a@1.0.0', { 'logic.c': '^1.0.0' }],
  ['logic.b@1.0.0', { 'logic.c': '^2.0.0' }],
  ['logic.c@1.0.0'],
  ['logic.c@2.0.0'],
  ['logic.c@3.0.0', {}, '>=9.0.0'],
];

test('R6 a conflict says who wants what, which versions exist and what excludes each', async () => {
  const opened = await registry(...contradicting);
  expect(() => opened.resolve({ 'logic.a': '*', 'logic.b': '*' }, { onConflict: 'refuse' })).toThrowError(
    expect.objectContaining({
      code: 'registry.resolution-failed',
      details: {
        violations: [
          {
            path: '/logic.c',
            message:
              'No version of logic.c fits: logic.a@1.0.0 wants ^1.0.0, logic.b@1.0.0 wants ^2.0.0. There are ' +
              '3.0.0 (it runs on Plinth >=9.0.0); 2.0.0 (logic.a@1.0.0 wants ^1.0.0); 1.0.0 (logic.b@1.0.0 wants ^2.0.0).',
          },
        ],
      },
    }),
  );
});

test('R2 the fallback is the newest version that runs on the platform, with a warning', async () => {
  const opened = await registry(...contradicting);
  const { lock, warnings } = opened.resolve({ 'logic.a': '*', 'logic.b': '*' });
  expect(versions(lock)).toEqual(['logic.a@1.0.0', 'logic.b@1.0.0', 'logic.c@2.0.0']);
  expect(warnings).toEqual([
    {
      kind: 'fallback',
      component: 'logic.c',
      version: '2.0.0',
      message: expect.stringContaining(
        'logic.c 2.0.0 is used, the newest that runs here, although logic.a@1.0.0 wants ^1.0.0. No version of logic.c fits',
      ),
    },
  ]);
});

test('R2 a requested version that does not exist falls back to the newest, too', async () => {
  const opened = await registry(['logic.a@1.0.0'], ['logic.a@1.1.0']);
  const { lock, warnings } = opened.resolve({ 'logic.a': '^2.0.0' });
  expect(versions(lock)).toEqual(['logic.a@1.1.0']);
  expect(warnings.map(({ kind }) => kind)).toEqual(['fallback']);
});

test('R6 a component that does not exist cannot fall back; a similar name is offered', async () => {
  const opened = await registry(['logic.gauge@1.0.0'], ['logic.a@1.0.0', { 'logic.nowhere': '^1.0.0' }]);
  expect(() => opened.resolve({ 'logic.guage': '*' })).toThrow(
    'There is no component logic.guage (application wants *). Did you mean logic.gauge?',
  );
  expect(() => opened.resolve({ 'logic.a': '*' })).toThrow('There is no component logic.nowhere (logic.a@1.0.0 wants ^1.0.0).');
});

test('R6 a contradiction that goes round in a circle is explained and given way to', async () => {
  const opened = await registry(
    ['logic.a@1.0.0', { 'logic.b': '2.0.0' }],
    ['logic.a@2.0.0', { 'logic.b': '1.0.0' }],
    ['logic.b@1.0.0', { 'logic.a': '1.0.0' }],
    ['logic.b@2.0.0', { 'logic.a': '2.0.0' }],
  );
  expect(() => opened.resolve({ 'logic.a': '*' }, { onConflict: 'refuse' })).toThrow('No version of logic.a fits');
  expect(opened.resolve({ 'logic.a': '*' }).warnings.map(({ kind }) => kind)).toContain('fallback');
});

test('R5 deprecated versions and those with advisories come last, with a warning', async () => {
  const opened = await registry(['logic.a@1.0.0'], ['logic.a@1.1.0'], ['logic.a@1.2.0']);
  await opened.flag('logic.a', '1.2.0', { deprecated: 'It loses digits; use 1.1.', advisories: [] });
  await opened.flag('logic.a', '1.1.0', { deprecated: null, advisories: [{ id: 'CVE-2026-1', severity: 'high', summary: 'It leaks.' }] });
  expect(opened.resolve({ 'logic.a': '^1.0.0' })).toMatchObject({ lock: { 'logic.a': { version: '1.0.0' } }, warnings: [] });
  expect(opened.resolve({ 'logic.a': '>=1.2.0' }).warnings).toEqual([
    { kind: 'deprecated', component: 'logic.a', version: '1.2.0', message: 'logic.a 1.2.0 is deprecated: It loses digits; use 1.1.' },
  ]);
  expect(opened.resolve({ 'logic.a': '1.1.0' }).warnings).toEqual([
    { kind: 'advisory', component: 'logic.a', version: '1.1.0', message: 'logic.a 1.1.0: CVE-2026-1 (high): It leaks.' },
  ]);
});

test('a range that is none is refused with its place', async () => {
  const opened = await registry(['logic.a@1.0.0']);
  expect(() => opened.resolve({ 'logic.a': 'newest' })).toThrowError(
    expect.objectContaining({
      code: 'registry.invalid-request',
      details: { violations: [{ path: '/logic.a', message: '"newest" is no version range.' }] },
    }),
  );
});
