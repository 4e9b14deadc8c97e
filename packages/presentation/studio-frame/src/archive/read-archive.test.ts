import { PlinthError } from '@plinth/foundation';
import { zipOf as packedZipOf } from '@plinth/table-files/testing';
import { expect, test } from 'vitest';
import { readArchive } from './read-archive.ts';
import { zipOf } from './zip-of.ts';

const archive = (files: Readonly<Record<string, string>>) => new Blob([zipOf(Object.entries(files))]);
const problemOf = (file: Blob) =>
  readArchive(file).then(
    () => 'none',
    (error: unknown) => (error instanceof PlinthError ? `${error.code}: ${error.message}` : String(error)),
  );

test('what was exported is read as it was, whatever folder it lies in', async () => {
  const files = { 'plinth.yaml': 'key: bank\n', 'pages/one.yaml': 'label: Größe 🙂\n' };
  const within = Object.fromEntries(Object.entries(files).map(([path, text]) => [`some/bank/${path}`, text]));
  expect(await readArchive(archive(files))).toEqual(files);
  expect(await readArchive(archive({ ...within, 'some/README.md': '# Bank', 'other/pages/two.yaml': 'x' }))).toEqual(files);
});

test.each([
  ['nothing', new Blob([]), 'its end is missing'],
  ['something else', new Blob(['key: bank\n'.repeat(10)]), 'its end is missing'],
  ['half of one', archive({ 'plinth.yaml': 'key: bank\n' }).slice(20), 'its list of parts is'],
  ['an archive of something else', archive({ 'readme.txt': 'x' }), 'there is no plinth.yaml in it'],
])('%s is refused with the reason', async (_what, file, reason) => {
  expect(await problemOf(file)).toMatch(/^home\.archive-unreadable: /);
  expect(await problemOf(file)).toContain(reason);
});

test('what is no UTF-8 is refused', async () => {
  const bytes = new Uint8Array(await archive({ 'plinth.yaml': 'label: ÿÿÿÿ' }).arrayBuffer());
  const at = bytes.findIndex((byte, index) => byte === 0xc3 && bytes[index + 1] === 0xbf);
  bytes[at + 1] = 0x20;
  expect(await problemOf(new Blob([bytes]))).toContain('plinth.yaml is not UTF-8');
});

test.each(['bank/pages/../../../etc/cron.yaml', 'bank/pages\\..\\x.yaml'])('%s leads out of its folder and is refused', async (name) => {
  expect(await problemOf(archive({ 'bank/plinth.yaml': 'key: bank\n', [name]: 'x' }))).toMatch(
    /leads out of its folder|plinth\.yaml in it/,
  );
});

test('a path from the root is refused', async () => {
  expect(await problemOf(archive({ '/plinth.yaml': 'key: bank\n' }))).toContain('leads out of its folder');
});

test('names that mean something to JavaScript are only names', async () => {
  const files = await readArchive(archive({ 'plinth.yaml': 'key: bank\n', '__proto__.yaml': 'x', 'constructor/prototype.yaml': 'y' }));
  expect(Object.entries(files)).toEqual([
    ['plinth.yaml', 'key: bank\n'],
    ['__proto__.yaml', 'x'],
    ['constructor/prototype.yaml', 'y'],
  ]);
});

test('a link to another file is refused', async () => {
  const bytes = zipOf([['plinth.yaml', '/etc/passwd']]);
  const view = new DataView(bytes.buffer);
  const directory = view.getUint32(bytes.length - 22 + 16, true);
  view.setUint32(directory + 38, 0xa1ff_0000, true);
  expect(await problemOf(new Blob([bytes]))).toContain('plinth.yaml is a link to another file');
});

test('what unpacks to far more than it is ends before it is unpacked, in one part and in many', async () => {
  const spaces = ' '.repeat(30_000_000);
  expect(await problemOf(await packedZipOf({ 'plinth.yaml': spaces }))).toMatch(/unpacks to more than can be read|too large/);
  const third = spaces.slice(0, 10_000_000);
  const many = await packedZipOf({ 'plinth.yaml': third, 'pages/a.yaml': third, 'pages/b.yaml': third });
  expect(many.size).toBeLessThan(100_000);
  expect(await problemOf(many)).toContain('its files are too large');
});

test('a huge file is not looked into', async () => {
  const huge = Object.defineProperty(new Blob(['PK']), 'size', { value: 65 * 1024 * 1024 });
  expect(await problemOf(huge)).toContain('it is larger than 64 MB');
});
