import { isJsonObject } from '@plinth/foundation';
import { expect, test } from 'vitest';
import {
  createReplica,
  createStore,
  currentSchemaVersion,
  type DefinitionAction,
  keepReplica,
  restoreReplica,
  type SchemaMigration,
  snapshotOf,
} from '../index.ts';
import { loanDesk } from '../testing.ts';

const initial = loanDesk();
const rename = (label: string) => ({ type: 'RECORD_UPDATE' as const, payload: { id: 'app', path: ['label'], value: label } });
const overJson = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

function worked() {
  const store = createStore({ replica: createReplica('anna', initial, 0) });
  store.dispatch(rename('One'), 'Rename once');
  const [first] = store.replica.pending as [DefinitionAction];
  store.receive([{ position: 1, action: first }]);
  store.dispatch(rename('Two'), 'Rename twice');
  store.dispatch(rename('Three'), 'Rename again');
  store.undo();
  return { store, entries: [{ position: 1, action: first }] };
}
const restored = (migrations?: readonly SchemaMigration[], change: (action: DefinitionAction) => DefinitionAction = (same) => same) => {
  const { store, entries } = worked();
  const kept = overJson(keepReplica(store.replica));
  const replica = restoreReplica({ ...kept, pending: kept.pending.map(change) }, { definition: initial, position: 0 }, entries, migrations);
  return { replica, store };
};

test('K1 what was kept and read again is the same: definition, what waits, and what can be undone', () => {
  const { replica, store } = restored();
  expect(snapshotOf(replica.definition)).toEqual(snapshotOf(store.definition));
  expect(replica.pending).toEqual(store.replica.pending);
  expect(replica.stacks).toEqual(store.replica.stacks);
  const again = createStore({ replica });
  for (const one of [store, again]) for (const step of ['redo', 'undo', 'undo', 'undo'] as const) one[step]();
  expect(again.definition.records.get('app')).toEqual(initial.records.get('app'));
  expect(snapshotOf(again.definition)).toEqual(snapshotOf(store.definition));
});

test('K1 a log with a gap, or none that reaches the position, is refused and not half read', () => {
  const { store } = worked();
  expect(() => restoreReplica(keepReplica(store.replica), { definition: initial, position: 0 }, [])).toThrow('ends at 0 and not at 1');
});

const next = currentSchemaVersion + 1;

test('K2 actions of an older schema are migrated', () => {
  const shout = (body: SchemaMigration['action'] extends (body: infer Body) => unknown ? Body : never) =>
    isJsonObject(body.payload) ? { ...body, payload: { ...body.payload, value: `${String(body.payload.value)}!` } } : body;
  const { replica } = restored([{ to: next, record: (record) => record, action: shout }]);
  expect(replica.pending.map(({ schemaVersion }) => schemaVersion)).toEqual([next, next, next]);
  expect(replica.pending[0]).toMatchObject({ payload: { value: 'Two!' } });
});

test('K2 what has no meaning any more is set aside for its author with the reason', () => {
  const { replica } = restored([{ to: next, record: (record) => record, action: () => null }]);
  expect(replica.pending).toEqual([]);
  expect(replica.refused.map(({ action, refusal }) => [action.intent, refusal.message])).toEqual([
    ['Rename twice', 'Rename twice: what it changed is no longer part of definitions'],
    ['Rename again', 'Rename again: what it changed is no longer part of definitions'],
    ['Rename again', 'Rename again: what it changed is no longer part of definitions'],
  ]);
});

test('K2 what a newer page kept is set aside and not dropped', () => {
  const { replica } = restored(undefined, (action) => ({ ...action, schemaVersion: currentSchemaVersion + 7 }));
  expect(replica.pending).toEqual([]);
  expect(replica.refused).toHaveLength(3);
});

test('K3 what waited in another window is taken over once, and what cannot be done is set aside', () => {
  const { store } = worked();
  const other = createStore({ replica: createReplica('anna', store.replica.confirmed, 1) });
  other.dispatch({ type: 'RECORD_REMOVE', payload: { id: 'nothing' } }, 'Remove nothing');
  const waiting = [...store.replica.pending];
  other.adopt(waiting);
  other.adopt(waiting);
  expect(other.replica.pending).toEqual(waiting);
  expect(snapshotOf(other.definition)).toEqual(snapshotOf(store.definition));
  const [first] = waiting as [DefinitionAction];
  const impossible = { ...first, id: 'impossible', payload: { id: 'gone', path: ['label'], value: 'x' } } as DefinitionAction;
  other.adopt([impossible]);
  expect(other.replica.refused.map(({ action }) => action.id)).toEqual(['impossible']);
  expect(other.replica.pending).toEqual(waiting);
});
