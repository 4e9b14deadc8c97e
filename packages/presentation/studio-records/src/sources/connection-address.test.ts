import { expect, test } from 'vitest';
import { addressOf, connectionKeyOf, noParts, partsOf } from './connection-address.ts';

test('whatever a password holds comes back', () => {
  const parts = { ...noParts, host: 'db.example.com', database: 'Größe/1', login: 'a@b', password: ':/?#[]@%&= \u202E' };
  expect(partsOf(addressOf(parts))).toEqual(parts);
});

test('an address of version 6 and one with encryption', () => {
  const parts = { ...noParts, host: '::1', database: 'x', login: 'a', password: 'b', encryption: 'verify-full' } as const;
  expect(addressOf(parts)).toBe('postgres://a:b@[::1]:5432/x?sslmode=verify-full');
  expect(partsOf('postgresql://a@h/x?sslmode=require')?.encryption).toBe('verify-full');
});

test('an address of a MariaDB says so, with its own port', () => {
  const parts = { ...noParts, product: 'mariadb', host: 'db', port: '', database: 'x', login: 'a', password: 'b' } as const;
  expect(addressOf(parts)).toBe('mariadb://a:b@db:3306/x');
  expect(partsOf('mysql://a:b@db/x')).toMatchObject({ product: 'mariadb', port: '3306' });
});

test('what is no address has no parts', () => {
  for (const text of ['', 'hunter2', 'https://a:b@h/x', 'javascript:alert(1)']) expect(partsOf(text)).toBeNull();
});

test('a key is made of the name', () => {
  expect(['chinook', 'Sales DB-2', '123', 'größe'].map(connectionKeyOf)).toEqual(['chinook', 'sales_DB_2', 'database', 'gro_e']);
});
