import { shortId } from '@plinth/foundation';
import { Client, type ClientConfig } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { retryConcurrent } from './retry-concurrent.ts';
import { setUpRoles } from './roles.ts';
import { describeDatabases } from './testing.ts';

async function run(login: ClientConfig, texts: readonly string[]): Promise<void> {
  const client = new Client({ ...login, database: 'postgres' });
  await client.connect();
  try {
    for (const text of texts) await client.query(text);
  } finally {
    await client.end();
  }
}

describeDatabases((server) => {
  const names = Array.from({ length: 4 }, () => `test_${shortId(12)}`);
  beforeAll(() =>
    run(
      server(),
      names.map((name) => `create database ${name}`),
    ),
  );
  afterAll(() =>
    run(
      server(),
      names.map((name) => `drop database ${name} with (force)`),
    ),
  );

  test('servers that start at once on several databases of one cluster all come up', async () => {
    const starts = names.flatMap((database) => Array.from({ length: 4 }, () => setUpRoles({ ...server(), database })));
    const settled = await Promise.allSettled(starts);
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
  });
});

test('what no repetition mends is thrown at once', async () => {
  let attempts = 0;
  const work = async () => {
    attempts++;
    throw Object.assign(new Error('denied'), { code: '42501' });
  };
  await expect(retryConcurrent(work)).rejects.toThrow('denied');
  expect(attempts).toBe(1);
});
