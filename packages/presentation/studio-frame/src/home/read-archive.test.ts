import { PlinthError } from '@plinth/foundation';
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
  expect(await problemOf(file)).toMatch(/^imports\.unreadable: /);
  expect(await problemOf(file)).toContain(reason);
});

test('what is no UTF-8 is refused', async () => {
  const bytes = new Uint8Array(await archive({ 'plinth.yaml': 'label: ÿÿÿÿ' }).arrayBuffer());
  const at = bytes.findIndex((byte, index) => byte === 0xc3 && bytes[index + 1] === 0xbf);
  bytes[at + 1] = 0x20;
  expect(await problemOf(new Blob([bytes]))).toContain('plinth.yaml is not UTF-8');
});
