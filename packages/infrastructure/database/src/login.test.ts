import { Client } from 'pg';
import { describe, expect, test } from 'vitest';
import { changeLogin } from './login.ts';

const change = { user: 'plinth_runtime', password: 'p%/@', database: 'shop' };

describe('a login changed for another user', () => {
  test.each([
    ['postgres://me:pw@db.example:6000/shop', 'db.example', 6000],
    ['postgres://me@db.example', 'db.example', 5432],
    ['postgresql://db.example/shop?user=me&password=pw', 'db.example', 5432],
    ['postgres://me:pw@/shop?host=/run/pg', '/run/pg', 5432],
    ['postgres:///shop?host=/run/pg', '/run/pg', 5432],
    ['postgres://me:pw@%2Frun%2Fpg/shop', '/run/pg', 5432],
    ['socket:/run/pg?db=shop', '/run/pg', 5432],
    ['/run/pg shop', '/run/pg', 5432],
  ])('%s keeps its place', (connectionString, host, port) => {
    const client = new Client(changeLogin({ connectionString }, change));
    expect({ host: client.host, port: client.port, user: client.user, password: client.password, database: client.database }).toEqual({
      host,
      port,
      ...change,
    });
  });

  test('keeps its encryption', () => {
    const { connectionString } = changeLogin({ connectionString: 'postgres://me:pw@db.example/shop?sslmode=verify-full' }, change);
    expect(new URL(connectionString ?? '').searchParams.get('sslmode')).toBe('verify-full');
  });

  test('keeps user and password where they are not to change, and adds to its start options', () => {
    const login = changeLogin({ connectionString: 'postgres://me:p%25w@/shop?host=/run/pg&options=-c%20a=b' }, { option: '-c role=c' });
    const client = new Client(login);
    expect([client.user, client.password, client.host]).toEqual(['me', 'p%w', '/run/pg']);
    expect(new URL(login.connectionString ?? '').searchParams.get('options')).toBe('-c a=b -c role=c');
  });
});
