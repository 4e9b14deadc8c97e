import { appId, currentSchemaVersion, type DefinitionAction, type LogEntry } from '@plinth/app-definition';
import { type Database, statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendToBranch } from './append.ts';
import { BranchLog } from './branch-log.ts';
import { addApplication } from './home/new-application.ts';
import { repositoryMigrations } from './migrations.ts';

const tenant = { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' };
const maker = testContext({ tenant, actor: { ...systemActor, kind: 'member', id: 'ada' } });

let stored: TestDatabase;
let trips = 0;
beforeAll(async () => {
  stored = await testDatabase({ migrations: repositoryMigrations });
});
afterAll(() => stored.close());
beforeEach(() => {
  trips = 0;
});

/** The database as it is asked, one by one. */
function counted(): Database {
  const { database } = stored;
  return {
    ...database,
    query: (...asked) => {
      trips++;
      return database.query(...asked);
    },
    batch: (...asked) => {
      trips++;
      return database.batch(...asked);
    },
    transaction: (...asked) => {
      // At least its beginning and its end.
      trips += 2;
      return database.transaction(...asked);
    },
  } as Database;
}

function describe(id: string, value: string): DefinitionAction {
  const envelope = { id, actor: maker.actor.id, intent: 'Describe', schemaVersion: currentSchemaVersion, seen: 0 };
  return { ...envelope, type: 'RECORD_UPDATE', payload: { id: appId, path: ['description'], value } };
}

async function onBranch(application: string, log = new BranchLog(200)) {
  await addApplication(maker, { database: stored.database } as never, log, { key: application, type: 'application', label: application });
  const options = { database: counted() } as never;
  return (
    expected: number,
    actions: readonly DefinitionAction[],
    through = log,
    tell?: (id: string, entries: readonly LogEntry[]) => void,
  ) => appendToBranch(maker, options, through, { application }, expected, actions, tell);
}

const positions = (entries: readonly LogEntry[]) => entries.map(({ position, action }) => `${position} ${action.id}`);

test('an append at the end that is known takes one round trip, and so does the answer to who is late', async () => {
  const append = await onBranch('trips');
  await append(0, [describe('a', 'first')]);
  trips = 0;
  const told: string[] = [];
  const result = await append(1, [describe('b', 'second'), describe('c', 'third')], undefined, (_, entries) =>
    told.push(...positions(entries)),
  );
  expect(trips).toBe(1);
  expect([positions(result.entries), result.position, told]).toEqual([['2 b', '3 c'], 3, ['2 b', '3 c']]);
  trips = 0;
  const late = await append(1, [describe('d', 'too late')]);
  expect(trips).toBe(1);
  expect([positions(late.entries), late.position]).toEqual([['2 b', '3 c'], 3]);
});

test('two servers at one end: one comes first, the other adds nothing and hears what was added', async () => {
  const append = await onBranch('race');
  const other = new BranchLog(200);
  await append(0, [describe('a', 'first')]);
  await append(1, [describe('b', 'second')], other);
  const [one, two] = await Promise.all([append(2, [describe('c', 'here')], other), append(2, [describe('d', 'there')], other)]);
  const [winner, loser] = one.entries[0]?.action.id === 'c' ? [one, two] : [two, one];
  expect([winner.position, loser.position]).toEqual([3, 3]);
  expect(positions(loser.entries)).toEqual(positions(winner.entries));
  // This one has not heard of any of it.
  expect(positions((await append(1, [describe('e', 'behind')])).entries)).toEqual(['2 b', ...positions(winner.entries)]);
  expect(positions((await append(3, [describe('f', 'at the end')])).entries)).toEqual(['4 f']);
});

test('what is sent again, even beside something new, is added once', async () => {
  const append = await onBranch('again');
  await append(0, [describe('a', 'first')]);
  expect(positions((await append(1, [describe('a', 'first'), describe('b', 'second')])).entries)).toEqual(['2 b']);
  expect(positions((await append(2, [describe('c', 'twice'), describe('c', 'twice')])).entries)).toEqual(['3 c']);
});

test('what is refused adds nothing, is told, and the rest is added', async () => {
  const append = await onBranch('refused');
  await append(0, [describe('a', 'first')]);
  const lost = { ...describe('b', 'x'), payload: { id: 'nobody', path: ['label'], value: 'x' } } as DefinitionAction;
  const { entries, refused } = await append(1, [lost, describe('c', 'third')]);
  expect([positions(entries), Object.keys(refused)]).toEqual([['2 c'], ['b']]);
  const key = { ...describe('d', 'x'), payload: { id: appId, path: ['key'], value: 'other' } } as DefinitionAction;
  await expect(append(2, [key])).rejects.toMatchObject({ code: 'repository.another-application' });
});

test('snapshots and the label of an application are kept whichever way an append goes', async () => {
  const append = await onBranch('kept', new BranchLog(5));
  for (let position = 0; position < 12; position++) await append(position, [describe(`a${position}`, `${position}`)]);
  await append(12, [{ ...describe('label', ''), payload: { id: appId, path: ['label'], value: 'Kept well' } } as DefinitionAction]);
  const { query } = stored.database;
  const snapshots = await query<{ position: number }>(
    maker,
    statement(`select s.position::int as position from plinth.definition_snapshot s join plinth.branch b on b.id = s.branch_id
      join plinth.application a on a.id = b.application_id where a.key = 'kept' order by 1`),
  );
  expect(snapshots.rows.map(({ position }) => position)).toEqual([0, 5, 10]);
  const labels = await query<{ label: string }>(maker, statement(`select label from plinth.application where key = 'kept'`));
  expect(labels.rows).toEqual([{ label: 'Kept well' }]);
});

test('another tenant’s branch of the same address is not taken for this one', async () => {
  const log = new BranchLog(200);
  const append = await onBranch('same', log);
  await append(0, [describe('a', 'first')]);
  const stranger = { ...maker, tenant: { id: '018f0000-0000-7000-8000-00000000dead', key: 'other' } };
  const asked = appendToBranch(stranger, { database: stored.database } as never, log, { application: 'same' }, 1, [describe('b', 'x')]);
  await expect(asked).rejects.toMatchObject({ code: 'repository.not-found' });
});
