import type { EntityDescription } from '@plinth/component-kit';
import { expect, test } from 'vitest';
import { refusalOf } from './allowed.ts';

const loan: EntityDescription = {
  key: 'loan',
  label: 'Loan',
  labelPlural: 'Loans',
  fields: [],
  relations: [],
  operations: ['read', 'update'],
};

test.each([
  ['what no role grants is never possible', loan, { allowed: ['delete'] }, 'delete', 'never'],
  ['what the record refuses is not possible here', loan, { allowed: [] }, 'update', 'here'],
  ['what it grants is possible', loan, { allowed: ['update'] }, 'update', null],
  ['a record that says nothing refuses nothing', loan, { id: '1' }, 'update', null],
  ['nor does no record', null, null, 'delete', null],
] as const)('%s', (_what, entity, record, need, refusal) => {
  expect(refusalOf(entity, record, need)).toBe(refusal);
});

test('a field called allowed says nothing about what is allowed', () => {
  const field = { key: 'allowed', label: 'Allowed', type: 'multiChoice', required: false, readOnly: false };
  expect(refusalOf({ ...loan, fields: [field] }, { allowed: [] }, 'update')).toBeNull();
});
