import { expect, test } from 'vitest';
import { lockedAddresses, readLock } from './lock.ts';
import { licenceProblems, notices } from './notices.ts';

const lock = JSON.stringify({
  packages: {
    '': { name: 'plinth', version: '0.1.0' },
    'packages/a': { name: '@plinth/a', version: '0.1.0' },
    'node_modules/@plinth/a': { link: true, resolved: 'packages/a' },
    'node_modules/zed': { version: '2.0.0', license: 'MIT' },
    'node_modules/zed/node_modules/@scope/x': { version: '1.0.0', license: 'ISC' },
    'node_modules/only-linux': { version: '3.0.0', license: 'MIT', optional: true },
    'node_modules/tester': { version: '1.0.0', license: 'GPL-3.0-only', dev: true },
    'node_modules/nameless': { version: '0.0.1', dev: true },
  },
});

test('third-party packages are listed by name; workspaces are not', () => {
  expect(readLock(lock).map(({ name, version, always }) => [name, version, always])).toEqual([
    ['@scope/x', '1.0.0', true],
    ['nameless', '0.0.1', false],
    ['only-linux', '3.0.0', false],
    ['tester', '1.0.0', false],
    ['zed', '2.0.0', true],
  ]);
});

test('a licence that is not allowed and a missing one are problems', () => {
  expect(licenceProblems(readLock(lock))).toEqual([
    'nameless@0.0.1 names no licence; use another package, or ask its author to name one.',
    'tester@1.0.0 is under GPL-3.0-only, which is not allowed; use another package, or decide on it in allowed-licences.ts.',
  ]);
});

test('a licence that a lock does not have may be said by hand, for one version', () => {
  const found = readLock(lock, { 'nameless@0.0.1': 'MIT', 'nameless@0.0.2': 'ISC' });
  expect(found.find(({ name }) => name === 'nameless')?.licence).toBe('MIT');
  expect(readLock(lock, { 'nameless@0.0.2': 'ISC' }).find(({ name }) => name === 'nameless')?.licence).toBeNull();
});

test('the same licence text stands once, and cannot leave its fence', () => {
  const page = notices(readLock(lock), () => 'Do as you like.\n```\n# Not a heading');
  expect(page).toContain('| zed | 2.0.0 | MIT |');
  expect(page).toContain('### @scope/x, zed\n\n````text\nDo as you like.\n```\n# Not a heading\n````\n');
  expect(page.match(/Do as you like/g)).toHaveLength(1);
});

test('an address in a lock is found; the folder of a workspace is none', () => {
  expect(lockedAddresses(lock)).toEqual([]);
  expect(lockedAddresses('"resolved": "https://example.org/a.tgz"')).toEqual(['https://example.org/a.tgz']);
});
