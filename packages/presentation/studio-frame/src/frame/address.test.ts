import { expect, test } from 'vitest';
import { addressOf, placeOfAddress } from './address.ts';

test('main is not named in an address, other branches are', () => {
  expect(addressOf('bank', 'loans')).toBe('/studio/bank/loans');
  expect(addressOf('bank', 'loans', 'next')).toBe('/studio/bank/loans@next');
  expect(placeOfAddress('loans')).toEqual({ application: 'loans', branch: 'main' });
  expect(placeOfAddress('loans@next')).toEqual({ application: 'loans', branch: 'next' });
  expect(placeOfAddress('loans@')).toEqual({ application: 'loans', branch: 'main' });
});
