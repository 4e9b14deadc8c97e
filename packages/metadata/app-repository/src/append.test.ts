import { appId, currentSchemaVersion, type DefinitionAction, type LogEntry } from '@plinth/app-definition';
import { type Database, statement } from '@plinth/database';
import { type TestDatabase, testDatabase } from '@plinth/database/testing';
import { systemActor } from '@plinth/foundation';
import { testContext } from '@plinth/foundation/testing';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { appendToBranch } from './append.ts';
import { applicationOf, branchOf } from './applications.ts';
import { BranchLog } from './branch-log.ts';
import { addBranch } from './branches.ts';
import { addApplication } from './home/new-application.ts';
import { repositoryMigrations } from './migrations.ts';

const tenant = { id: '00000000-0000-7000-8000-00000000000a', key: 'acme' };
const maker = testContext({ tenant, actor: { ...systemActor, kind: 'member', id: 'ada' } });

let stored: TestDatabase;
let trips = 0;
let away = false;
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
      if (away) throw new Error('away');
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
  return (expectedPosition: number, actions: readonly DefinitionAction[], through = log, tentative?: readonly string[]) =>
    appendToBranch(maker, options, through, { application }, { expectedPosition, tentative }, actions);
}

const positions = (entries: readonly LogEntry[]) => entries.map(({ position, action }) => `${position} ${action.id}`);

/** What a server tells, in order: what is tentative, what is committed, and what is withdrawn. */
function telling(log: BranchLog): string[] {
  const told: string[] = [];
  log.onTentative = (_, after, entries) => told.push(`${after}: ${positions(entries).join(', ')}?`);
  log.onCommitted = (_, entries) => told.push(positions(entries).join(', '));
  return told;
}

test('an append at the end that is known takes one round trip, and so does the answer to who is late', async () => {
  const log = new BranchLog(200);
  const append = await onBranch('trips', log);
  await append(0, [describe('a', 'first')]);
  trips = 0;
  const told = telling(log);
  const result = await append(1, [describe('b', 'second'), describe('c', 'third')]);
  expect(trips).toBe(1);
  expect([positions(result.entries), result.position, told]).toEqual([['2 b', '3 c'], 3, ['1: 2 b, 3 c?', '2 b, 3 c']]);
  trips = 0;
  const late = await append(1, [describe('d', 'too late')]);
  expect(trips).toBe(1);
  expect([positions(late.entries), late.position]).toEqual([['2 b', '3 c'], 3]);
});

test('what is accepted is told at once and answered when it is committed; what came meanwhile is committed together', async () => {
  const log = new BranchLog(200);
  const append = await onBranch('tentative', log);
  await append(0, [describe('a', 'first')]);
  const told = telling(log);
  trips = 0;
  const answered: string[] = [];
  const sent = [
    append(1, [describe('b', 'one')]),
    append(1, [describe('c', 'two')], log, ['b']),
    append(1, [describe('d', 'three')], log, ['b', 'c']),
  ].map((one) => one.then(({ entries, position }) => answered.push(`${positions(entries)} of ${position}`)));
  expect([told, answered]).toEqual([['1: 2 b?', '2: 3 c?', '3: 4 d?'], []]);
  await Promise.all(sent);
  expect(trips).toBe(2);
  expect(told.slice(3)).toEqual(['2 b', '3 c, 4 d']);
  expect(answered).toEqual(['2 b of 2', '3 c of 3', '4 d of 4']);
  // Committed meanwhile, or told and not yet: who foresaw it stands at the end either way.
  expect(positions((await append(1, [describe('e', 'four')], log, ['b', 'c', 'd'])).entries)).toEqual(['5 e']);
});

test('who does not foresee what is tentative is late: at once where it was told, when it is committed otherwise', async () => {
  const log = new BranchLog(200);
  const append = await onBranch('unforeseen', log);
  await append(0, [describe('a', 'first')]);
  const first = append(1, [describe('b', 'one')]);
  const [hears, waits, otherwise] = await Promise.all([
    append(1, [describe('c', 'two')], log, []),
    append(1, [describe('d', 'three')]),
    append(1, [describe('e', 'four')], log, ['someone']),
  ]);
  expect([hears.entries, hears.position, otherwise.entries, positions(waits.entries)]).toEqual([[], 1, [], ['2 b']]);
  await first;
  expect(positions((await append(1, [describe('f', 'five')], log, ['someone'])).entries)).toEqual(['2 b']);
  // Another server knows what is foreseen from the log.
  expect(positions((await append(1, [describe('g', 'six')], new BranchLog(200), ['b'])).entries)).toEqual(['2 b', '3 g']);
  expect(positions((await append(1, [describe('h', 'seven')], new BranchLog(200), ['x', 'g'])).entries)).toEqual(['2 b', '3 g']);
});

test('where another server was earlier, or the database is away, everything tentative is withdrawn and nothing answered as done', async () => {
  const log = new BranchLog(200);
  const append = await onBranch('withdrawn', log);
  await append(0, [describe('a', 'first')]);
  await append(1, [describe('b', 'elsewhere')], new BranchLog(200));
  const told = telling(log);
  const [late, behind] = await Promise.all([append(1, [describe('c', 'here')]), append(1, [describe('d', 'behind')], log, ['c'])]);
  expect(told).toEqual(['1: 2 c?', '2: 3 d?', '1: ?']);
  expect([positions(late.entries), positions(behind.entries), behind.position]).toEqual([['2 b'], ['2 b'], 2]);
  expect(positions((await append(2, [describe('x', 'known')])).entries)).toEqual(['3 x']);
  away = true;
  const failing = [append(3, [describe('e', 'away')]), append(3, [describe('f', 'away')], log, ['e'])];
  expect(await Promise.allSettled(failing)).toMatchObject([{ reason: { message: 'away' } }, { reason: { message: 'away' } }]);
  away = false;
  expect(told.slice(3)).toEqual(['3 x', '3: 4 e?', '4: 5 f?', '3: ?']);
  expect(positions((await append(3, [describe('g', 'back')])).entries)).toEqual(['4 g']);
});

test('nothing on the private branch of somebody else is told, or judged by what it holds', async () => {
  const log = new BranchLog(200);
  await onBranch('private', log);
  const through = { database: stored.database } as never;
  const application = await applicationOf(maker, stored.database, 'private');
  const definition = await log.definitionAt(maker, stored.database, await branchOf(maker, stored.database, application));
  await addBranch(maker, stored.database, log, application, { key: 'mine', private: true, definition });
  const mine = { application: 'private', branch: 'mine' };
  await appendToBranch(maker, through, log, mine, { expectedPosition: 0 }, [describe('a', 'first')]);
  const told = telling(log);
  const other = { ...maker, actor: { ...maker.actor, id: 'bob' } };
  const asked = appendToBranch(other, through, log, mine, { expectedPosition: 1, tentative: [] }, [describe('b', 'x')]);
  await expect(asked).rejects.toMatchObject({ code: 'repository.not-found' });
  expect(told).toEqual([]);
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
  const asked = appendToBranch(stranger, { database: stored.database } as never, log, { application: 'same' }, { expectedPosition: 1 }, [
    describe('b', 'x'),
  ]);
  await expect(asked).rejects.toMatchObject({ code: 'repository.not-found' });
});
