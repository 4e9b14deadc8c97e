import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importCopybook } from './import-copybook.ts';

const example = join(import.meta.dirname, '../../../../../examples/bank/core-banking');

test('records become types, and it is said that nothing can be asked of them', () => {
  const { connector, report } = importCopybook(readFileSync(join(example, 'account.cpy'), 'utf8'));
  const [name = ''] = Object.keys(connector.types);
  expect(connector).toMatchObject({ title: name, source: { format: 'copybook' }, actions: {} });
  expect(connector.types[name]).toMatchObject({ type: 'object', properties: expect.any(Object) });
  expect(report).toMatchObject({ counts: { taken: 0, types: 1 }, notes: [expect.stringContaining('nothing to ask')] });
});

test.each([
  ['', 'line 1: There is no data description'],
  ['       01 A.\n          05 B PIC Q(3).\n', 'line 2'],
])('%j is refused', (text, reason) => {
  expect(() => importCopybook(text)).toThrow(
    expect.objectContaining({ code: 'connectors.unreadable-document', message: expect.stringContaining(reason) }),
  );
});
