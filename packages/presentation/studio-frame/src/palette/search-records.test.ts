import { loanDesk } from '@plinth/app-definition/testing';
import { expect, test } from 'vitest';
import { searchRecords } from './search-records.ts';

const found = (search: string) => searchRecords(loanDesk(), search, 20).map(({ record, where }) => `${record.id} ${where}`.trim());

test('components are found by their texts, fields by their labels, everything by its expressions', () => {
  expect(found('delete the')).toEqual(['component:loans.grid.button Message: Delete the loan?']);
  expect(found('birth date')).toEqual(['field:client.birthDate']);
  expect(found('bystatus.first')).toEqual(['component:loans.grid.stat Value: = byStatus.first.total']);
  expect(found('state.status')).toEqual(['query:loans.loans Filter: status = state.status']);
});

test('what is called so comes before what mentions it; nothing is found by less than two letters or where it is not', () => {
  expect(found('client')[0]).toMatch(/^(entity|page|field|import):.*client/);
  expect(found('c')).toEqual([]);
  expect(found('nowhere at all')).toEqual([]);
  expect(searchRecords(loanDesk(), 'an', 3)).toHaveLength(3);
});
