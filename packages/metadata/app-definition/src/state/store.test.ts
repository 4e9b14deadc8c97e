import { expect, test } from 'vitest';
import {
  type ActionBody,
  acceptActions,
  createReplica,
  createStore,
  type Definition,
  type DefinitionStore,
  type LogEntry,
  type Persist,
  type StoreNotice,
  type StoreOptions,
  snapshotOf,
  textChangeBetween,
  violationOf,
} from '../index.ts';
import { loanDesk } from '../testing.ts';

/** The keeper of a log in memory, as the server is one. */
function testLog(initial: Definition) {
  const entries: LogEntry[] = [];
  let definition = initial;
  const persist: Persist = async (expected, actions) => {
    let refused = {};
    if (expected === entries.length) {
      const result = acceptActions(definition, entries.length, actions);
      definition = result.definition;
      entries.push(...result.accepted);
      refused = result.refused;
    }
    return { entries: entries.slice(expected), refused };
  };
  return { entries, persist, definition: () => definition };
}

function people(...names: string[]) {
  const initial = loanDesk();
  const log = testLog(initial);
  const open = (actor: string, more: Partial<StoreOptions> = {}) => {
    let made = 0;
    const store = createStore({
      replica: createReplica(actor, initial, 0),
      persist: log.persist,
      newId: () => `${actor}${made++}`,
      ...more,
    });
    const notices: StoreNotice[] = [];
    store.subscribe((notice) => notices.push(notice));
    return Object.assign(store, { notices });
  };
  return { log, open, stores: names.map((name) => open(name)) };
}

const label = (id: string, value: string): ActionBody => ({ type: 'RECORD_UPDATE', payload: { id, path: ['label'], value } });
const labelOf = (store: DefinitionStore, id: string) => (store.definition.records.get(id) as { label: string } | undefined)?.label;
const move = (id: string, parent: string): ActionBody => ({
  type: 'RECORD_MOVE',
  payload: { id, to: { parent, slot: 'children', index: 'a0' } },
});

async function settle(...stores: DefinitionStore[]) {
  for (let round = 0; round < 2; round++) {
    for (const store of stores) {
      await store.flush();
      for (const other of stores) if (other !== store) other.receive((await logEntries(store)).entries);
    }
  }
}
const logs = new WeakMap<DefinitionStore, { entries: LogEntry[] }>();
async function logEntries(store: DefinitionStore) {
  return logs.get(store) ?? { entries: [] };
}

function pair() {
  const { log, open, stores } = people('ada', 'bob');
  const [ada, bob] = stores;
  if (ada === undefined || bob === undefined) throw new Error('nobody');
  for (const store of [ada, bob]) logs.set(store, log);
  return { ada, bob, log, open };
}

test('a change shows at once, with its diff, and reaches the log when it can', async () => {
  const { ada, log } = pair();
  expect(ada.dispatch(label('page:loans', 'Desk'), 'Rename page')).toBeNull();
  expect(labelOf(ada, 'page:loans')).toBe('Desk');
  expect(ada.notices[0]?.diff.updated).toMatchObject([{ after: { id: 'page:loans' }, properties: ['label'] }]);
  expect(log.entries).toEqual([]);
  await ada.flush();
  expect(log.entries).toMatchObject([{ position: 1, action: { actor: 'ada', intent: 'Rename page', seen: 0 } }]);
  expect(ada.replica).toMatchObject({ position: 1, pending: [] });
});

test('a log that cannot be reached loses nothing: everything is sent when it is back', async () => {
  const { log, open } = people();
  let away = true;
  const store = open('ada', { persist: (...call) => (away ? Promise.reject(new Error('away')) : log.persist(...call)) });
  store.dispatch(label('page:loans', 'One'), '');
  await expect(store.flush()).rejects.toThrow('away');
  store.dispatch(label('page:client', 'Two'), '');
  away = false;
  await store.flush();
  expect(log.entries.map(({ action }) => action.id)).toEqual(['ada0', 'ada1']);
});

test('middleware changes or stops an action and says why', () => {
  const { open } = people();
  const store = open('ada', {
    middleware: [
      (action) => ({ ...action, intent: action.intent.toUpperCase() }),
      (action) =>
        action.type === 'RECORD_REMOVE' ? { refusal: violationOf({ id: 'x' }, 'action', [], 'Nothing may be removed.') } : action,
    ],
  });
  expect(store.dispatch({ type: 'RECORD_REMOVE', payload: { id: 'page:loans' } }, '')).toMatchObject({
    refusal: { message: 'Nothing may be removed.' },
  });
  store.dispatch(label('page:loans', 'x'), 'rename');
  expect(store.replica.pending[0]?.intent).toBe('RENAME');
});

test('L3 different properties changed at the same time both survive', async () => {
  const { ada, bob } = pair();
  ada.dispatch(label('page:loans', 'Desk'), '');
  bob.dispatch({ type: 'RECORD_UPDATE', payload: { id: 'page:loans', path: ['icon'], value: 'cash' } }, '');
  await settle(ada, bob);
  expect(ada.definition.records.get('page:loans')).toMatchObject({ label: 'Desk', icon: 'cash' });
  expect(snapshotOf(ada.definition)).toEqual(snapshotOf(bob.definition));
});

test('L4 the last in the log stands, and whoever lost is told by whom', async () => {
  const { ada, bob } = pair();
  ada.dispatch(label('page:loans', 'Of Ada'), 'Rename');
  bob.dispatch(label('page:loans', 'Of Bob'), '');
  await settle(ada, bob);
  expect([labelOf(ada, 'page:loans'), labelOf(bob, 'page:loans')]).toEqual(['Of Bob', 'Of Bob']);
  const lost = ada.notices.flatMap(({ overwritten }) => overwritten);
  expect(lost).toMatchObject([{ record: 'page:loans', path: ['label'], by: 'bob', lost: 'ada0', action: 'bob0', intent: 'Rename' }]);
  // And can be put back.
  ada.dispatch(lost[0]?.restore ?? label('page:loans', 'nothing'), '');
  expect(labelOf(ada, 'page:loans')).toBe('Of Ada');
  expect(bob.notices.flatMap(({ overwritten }) => overwritten)).toEqual([]);
});

test('L4 nobody is told of a change made with open eyes', async () => {
  const { ada, bob } = pair();
  ada.dispatch(label('page:loans', 'Of Ada'), '');
  await settle(ada, bob);
  bob.dispatch(label('page:loans', 'Of Bob'), '');
  await settle(ada, bob);
  expect(ada.notices.flatMap(({ overwritten }) => overwritten)).toEqual([]);
});

test('L5 L6 of two moves that close a circle, the later is refused and set aside', async () => {
  const { ada, bob } = pair();
  for (const id of ['one', 'two']) {
    ada.dispatch(
      {
        type: 'RECORD_INSERT',
        payload: { record: { id, kind: 'component', parent: 'page:loans', index: 'b00', component: 'ui.stack' } as never },
      },
      '',
    );
  }
  await settle(ada, bob);
  ada.dispatch(move('one', 'two'), '');
  bob.dispatch(move('two', 'one'), '');
  await settle(ada, bob);
  expect(bob.replica.refused).toMatchObject([{ refusal: { rule: 'cycle' }, restore: null }]);
  expect(bob.replica.pending).toEqual([]);
  expect(snapshotOf(ada.definition)).toEqual(snapshotOf(bob.definition));
});

test('L6 an edit of what somebody removed is set aside with a way to restore it', async () => {
  const { ada, bob } = pair();
  ada.dispatch({ type: 'RECORD_REMOVE', payload: { id: 'page:loans' } }, '');
  bob.dispatch(label('component:loans.table', 'x'), '');
  expect(bob.replica.pending).toHaveLength(0);
  bob.dispatch({ type: 'RECORD_UPDATE', payload: { id: 'component:loans.table', path: ['properties', 'striped'], value: true } }, '');
  await settle(ada, bob);
  const [refused] = bob.replica.refused;
  expect(refused?.refusal).toMatchObject({ rule: 'reference', message: 'the record is gone' });
  expect(bob.dispatch(refused?.restore as ActionBody, 'Restore')).toBeNull();
  expect(bob.definition.records.get('component:loans.table')).toMatchObject({ properties: { striped: true, query: 'loans' } });
  await settle(ada, bob);
  expect(snapshotOf(ada.definition)).toEqual(snapshotOf(bob.definition));
});

test('L7 texts changed at the same time keep what both wrote, and undo takes back only one’s own', async () => {
  const { ada, bob } = pair();
  const set: ActionBody = { type: 'RECORD_UPDATE', payload: { id: 'page:loans', path: ['description'], value: 'status = open' } };
  ada.dispatch(set, '');
  await settle(ada, bob);
  const write = (before: string, after: string): ActionBody => ({
    type: 'RECORD_TEXT',
    payload: { id: 'page:loans', path: ['description'], changes: textChangeBetween(before, after) },
  });
  const textOf = (store: DefinitionStore) => (store.definition.records.get('page:loans') as { description?: string }).description;
  ada.dispatch(write('status = open', 'loan.status = open'), '');
  bob.dispatch(write('status = open', 'status = "open"'), '');
  bob.dispatch(write('status = "open"', 'status = "open" or late'), '');
  await settle(ada, bob);
  expect([textOf(ada), textOf(bob)]).toEqual(['loan.status = "open" or late', 'loan.status = "open" or late']);
  ada.undo();
  await settle(ada, bob);
  expect([textOf(ada), textOf(bob)]).toEqual(['status = "open" or late', 'status = "open" or late']);
  bob.undo();
  bob.undo();
  await settle(ada, bob);
  expect([textOf(ada), textOf(bob)]).toEqual(['status = open', 'status = open']);
});

test('U1 U4 everybody undoes and redoes their own steps, latest first', async () => {
  const { ada, bob } = pair();
  ada.dispatch(label('page:loans', 'A1'), '');
  ada.dispatch(label('entity:client', 'A2'), '');
  await settle(ada, bob);
  bob.dispatch(label('entity:loan', 'B1'), '');
  await settle(ada, bob);
  ada.undo();
  expect([labelOf(ada, 'page:loans'), labelOf(ada, 'entity:client'), labelOf(ada, 'entity:loan')]).toEqual(['A1', 'Client', 'B1']);
  ada.undo();
  expect(labelOf(ada, 'page:loans')).toBe('Loans');
  ada.redo();
  ada.redo();
  await settle(ada, bob);
  expect([labelOf(bob, 'page:loans'), labelOf(bob, 'entity:client')]).toEqual(['A1', 'A2']);
  ada.undo();
  ada.dispatch(label('entity:client', 'New'), '');
  expect(ada.replica.stacks.redo).toEqual([]);
});

test('U2 an undo leaves what others have changed since, and says so', async () => {
  const { ada, bob } = pair();
  ada.dispatch({ type: 'BATCH', payload: { actions: [label('page:loans', 'A'), label('page:client', 'A')] } }, '');
  await settle(ada, bob);
  bob.dispatch(label('page:loans', 'B'), '');
  await settle(ada, bob);
  ada.undo();
  expect([labelOf(ada, 'page:loans'), labelOf(ada, 'page:client')]).toEqual(['B', 'Client']);
  expect(ada.notices.at(-1)?.skipped).toEqual([{ record: 'page:loans', path: ['label'], reason: 'label of page loans was changed since' }]);
});

test('U3 undoing an insertion keeps a record that others have put something in', async () => {
  const { ada, bob } = pair();
  const card = { id: 'card', kind: 'component', parent: 'page:loans', index: 'b00', component: 'ui.card' } as never;
  ada.dispatch({ type: 'RECORD_INSERT', payload: { record: card } }, '');
  await settle(ada, bob);
  const text = { id: 'text', kind: 'component', parent: 'card', index: 'a0', component: 'ui.text' } as never;
  bob.dispatch({ type: 'RECORD_INSERT', payload: { record: text } }, '');
  await settle(ada, bob);
  ada.undo();
  expect(ada.definition.records.has('text')).toBe(true);
  expect(ada.notices.at(-1)?.skipped).toMatchObject([{ record: 'card', reason: expect.stringContaining('something in it') }]);
});

test('U5 the latest thousand steps can be taken back, and nothing more is remembered however long somebody works', async () => {
  const ada = people().open('ada');
  for (let step = 0; step < 1200; step++) {
    ada.dispatch(label('page:client', `Client ${step}`), `Step ${step}`);
    await ada.flush();
  }
  const held = () => {
    const { stacks, own, pending, early, removed, refused } = ada.replica;
    return [stacks.undo.length, stacks.redo.length, own.length, pending.length, early.size, removed.size, refused.length];
  };
  expect(held()).toEqual([1000, 0, 500, 0, 0, 0, 0]);
  for (let step = 0; step < 600; step++) {
    ada.dispatch(label('page:client', `Again ${step}`), `Again ${step}`);
    ada.undo();
    await ada.flush();
  }
  expect(held()).toEqual([999, 1, 500, 0, 0, 0, 0]);
  while (ada.replica.stacks.undo.length > 0) ada.undo();
  expect(held().slice(0, 2)).toEqual([0, 1000]);
});

test('L2 an answer that was lost does not do things twice', async () => {
  const { log, open } = people();
  let lose = true;
  const store = open('ada', {
    persist: async (...call) => {
      const answer = await log.persist(...call);
      if (lose) throw new Error('connection reset');
      return answer;
    },
  });
  store.dispatch(label('page:loans', 'Once'), '');
  await expect(store.flush()).rejects.toThrow('reset');
  lose = false;
  await store.flush();
  expect(log.entries).toHaveLength(1);
  expect(store.replica).toMatchObject({ position: 1, pending: [] });
});

test('L11 what the log says as one did it leaves the definition the same object; what is heard again is told to nobody', async () => {
  const { ada, bob } = pair();
  ada.dispatch(label('page:loans', 'Mine'), '');
  ada.dispatch(label('entity:client', 'Mine too'), '');
  const before = ada.definition;
  await ada.flush();
  expect(ada.replica).toMatchObject({ position: 2, pending: [] });
  expect(ada.definition).toBe(before);
  expect(ada.replica.confirmed).toBe(before);
  const told = ada.notices.length;
  ada.receive(ada.replica.own);
  expect(ada.notices).toHaveLength(told);
  bob.dispatch(label('page:client', 'Of Bob'), '');
  await settle(ada, bob);
  expect(ada.definition).not.toBe(before);
  expect(snapshotOf(ada.definition)).toEqual(snapshotOf(bob.definition));
});
