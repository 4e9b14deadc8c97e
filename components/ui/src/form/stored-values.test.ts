import type { EntityDescription } from '@plinth/component-kit';
import { expect, test } from 'vitest';
import { storedValues } from './stored-values.ts';
import { writtenEntity } from './written-entity.ts';

const entity: EntityDescription = {
  key: 'leave',
  label: 'Leave',
  labelPlural: 'Leave',
  operations: ['read', 'create', 'update'],
  fields: [
    { key: 'days', label: 'Days', type: 'decimal', required: false, readOnly: false },
    { key: 'status', label: 'Status', type: 'text', required: false, readOnly: false, lockedOn: 'create' },
    { key: 'employee', label: 'Employee', type: 'reference', target: 'employee', required: false, readOnly: false, lockedOn: 'update' },
  ],
  relations: [{ key: 'standIns', label: 'Stand-ins', target: 'employee', readOnly: false }],
};
const [a, b, c] = [{ id: 'a', title: 'A' }, { id: 'b' }, { id: 'c' }];

test('a new record gets its links as a list of ids, and nothing that is locked when it is made', () => {
  const values = { days: 2, status: 'open', employee: a, standIns: [a, b] };
  expect(storedValues(writtenEntity(entity, 'create'), values)).toEqual({ days: '2', employee: 'a', standIns: ['a', 'b'] });
});

test('of a record’s links only the difference is sent', () => {
  const written = writtenEntity(entity, 'update');
  const before = { standIns: [a, b] };
  expect(storedValues(written, { status: 'open', employee: b, standIns: [b, c] }, before)).toEqual({
    status: 'open',
    standIns: { add: ['c'], remove: ['a'] },
  });
  expect(storedValues(written, { standIns: [] }, before)).toEqual({ standIns: { add: [], remove: ['a', 'b'] } });
  expect(storedValues(written, { days: null }, before)).toEqual({ days: null });
});
