import { expect, test } from 'vitest';
import { plainVariables } from './plain-variables.ts';

test('what is typed becomes the text or number that fields have, wherever it stands', () => {
  const variables = {
    until: { $date: '2026-03-01' },
    rate: { $number: '0.1' },
    rows: [{ at: { $dateTime: '2026-03-01T10:00:00Z' } }, null, 5],
    odd: { $context: { $date: 'kept', inner: { $time: '10:00:00' } } },
    several: { $date: 'a', more: 1 },
    empty: {},
  };
  expect(plainVariables(variables)).toEqual({
    until: '2026-03-01',
    rate: '0.1',
    rows: [{ at: '2026-03-01T10:00:00Z' }, null, 5],
    odd: { $date: 'kept', inner: '10:00:00' },
    several: { $date: 'a', more: 1 },
    empty: {},
  });
});
