import { expect, test } from 'vitest';
import { allowedLicences, isAllowed } from './allowed-licences.ts';

test.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT OR GPL-3.0-only', true],
  ['GPL-3.0-only OR MIT', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-3.0-only AND MIT OR ISC', true],
  ['(GPL-3.0-only OR MIT) AND ISC', true],
  ['(GPL-3.0-only OR AGPL-3.0-only) AND ISC', false],
  ['MIT AND ISC AND BSD-3-Clause', true],
  ['AGPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.md', false],
  ['constructor', false],
  ['', false],
  ['(MIT', false],
])('%s is allowed: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed);
});

test('no strong copyleft is on the list', () => {
  expect(Object.keys(allowedLicences).filter((licence) => /GPL|SSPL|BUSL|EUPL|CC-BY-NC/.test(licence))).toEqual([]);
});
