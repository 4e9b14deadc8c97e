import { expect, test } from 'vitest';
import { filterAt, queryOf, tabAt } from './filter-address.ts';
import { everyInstance, type InstanceFilter } from './instance-filter.tsx';

test('what is shown of a process is kept in the address and read back', () => {
  const filter: InstanceFilter = { show: 'incidents', key: 'L 1 & 2', version: '1.0.0', day: '2026-01-31' };
  const query = queryOf(filter, 'heat');
  expect(query).toBe('?show=incidents&key=L+1+%26+2&version=1.0.0&day=2026-01-31&view=heat');
  expect(filterAt(new URLSearchParams(query))).toEqual(filter);
  expect(tabAt(new URLSearchParams(query))).toBe('heat');
  expect(queryOf(everyInstance, 'list')).toBe('');
});

test('an address that asks for what there is not asks for everything', () => {
  const query = new URLSearchParams({ show: 'new', key: ' '.repeat(300), version: 'x'.repeat(300), day: '2026-1-1 or 1=1', view: '<b>' });
  expect(filterAt(query)).toEqual({ ...everyInstance, version: 'x'.repeat(60) });
  expect(tabAt(query)).toBe('list');
  expect(filterAt(new URLSearchParams())).toEqual(everyInstance);
});
