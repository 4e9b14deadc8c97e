import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { testContext } from '@plinth/foundation/testing';
import { recordStoreMigrations } from '@plinth/record-store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runDifferential } from './run-differential.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase({ migrations: recordStoreMigrations, statementLimit: 10 });
});
afterAll(() => database.close());

test('closures, emitted TypeScript and PostgreSQL agree about random expressions of every operator and builtin', async () => {
  const result = await runDifferential(database.database, testContext(), { seed: 20_261_129, expressions: 3000, rowsEach: 6 });
  const { features, sqlFeatures, disagreements, ...figures } = result;
  console.log(JSON.stringify({ ...figures, shares: features.shares(), sharesInSql: sqlFeatures.shares() }));
  expect(disagreements).toEqual([]);
  expect(features.missing()).toEqual([]);
  // What PostgreSQL is asked has everything of the subset, too.
  const subset = ['+', '-', '*', '/', '=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'between', 'in', 'if', 'negate', 'range', 'list'];
  const functions = ['not()', 'contains()', 'starts with()', 'ends with()', 'string length()', 'list contains()', 'today()', 'now()'];
  expect([...subset, ...functions].filter((feature) => sqlFeatures.missing().includes(feature))).toEqual([]);
  expect(result.inSql).toBeGreaterThan(result.expressions * 0.4);
  expect(result.notNull).toBeGreaterThan(50);
});
