import { expect, test } from 'vitest';
import { withDefaults } from '../definition.ts';
import { checkKeptRecord } from './check-record.ts';

const record = withDefaults({ kind: 'component', id: 'one', parent: 'page', index: 'a0', component: 'ui.text' } as never);

test('a record is read once, however often its definition is checked', () => {
  let reads = 0;
  const watched = new Proxy(record, {
    ownKeys: (target) => {
      reads++;
      return Reflect.ownKeys(target);
    },
  });
  expect(checkKeptRecord('one', watched)).toEqual([]);
  const once = reads;
  expect(once).toBeGreaterThan(0);
  expect(checkKeptRecord('one', watched)).toEqual([]);
  expect(reads).toBe(once);
});

test('a record under another id, a changed one and what is no record are each found', () => {
  expect(checkKeptRecord('one', record)).toEqual([]);
  expect(checkKeptRecord('two', record)).toMatchObject([{ record: 'two', path: '/records/two/id' }]);
  expect(checkKeptRecord('one', { ...record, slot: 7 })).toMatchObject([{ record: 'one', path: '/records/one/slot' }]);
  for (const other of [null, undefined, 'one', []])
    expect(checkKeptRecord('one', other)).toMatchObject([{ rule: 'schema', record: 'one' }]);
});
