import { describe, expect, it } from 'vitest';
import { requireGoodPassword } from './password-rules.ts';

const anna = { email: 'anna.nowak@example.org', name: 'Anna Nowak' };

describe('password rules', () => {
  it.each(['aaaaaaaaaaaa', 'abababababab', 'abcdefghijkl', '9876543210', 'anna.nowak1', 'NOWAKnowak!1', 'AnnaNowak2026', 'anna@example!'])(
    'refuses %s',
    (password) => {
      expect(() => requireGoodPassword(password, anna)).toThrow(expect.objectContaining({ code: 'tenancy.password-too-weak' }));
    },
  );

  it.each(['correct horse battery', 'tr0ub4dor&3xyz', 'Żółw biegnie nocą'])('takes %s', (password) => {
    expect(() => requireGoodPassword(password, anna)).not.toThrow();
  });
});
