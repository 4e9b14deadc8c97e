import { expect, test } from 'vitest';
import {
  type ActionBody,
  act,
  createReplica,
  currentSchemaVersion,
  type Definition,
  definitionOf,
  receive,
  reduce,
  withDefaults,
} from '../index.ts';
import { malformedAction } from './definition-action.ts';

const table = { hitPolicy: 'UNIQUE', inputs: [{ expression: 'amount' }], outputs: [{ type: 'string' }] };
const definition = definitionOf(
  [
    { id: 'app', kind: 'app', key: 'bank', type: 'application', label: 'Bank' },
    { id: 'risk', kind: 'decision', key: 'risk', label: 'Risk', inputs: { amount: {} }, decisions: { risk: { table } } },
    { id: 'low', kind: 'rule', parent: 'risk', table: 'risk', key: 'low', index: 'a0', cells: ['< 5', '"low"'] },
  ].map((record) => withDefaults(record as never)),
);
const cell = (at: string, value: string): ActionBody => ({ type: 'RECORD_UPDATE', payload: { id: 'low', path: ['cells', at], value } });
const expectColumns = (value: object): ActionBody => ({
  type: 'RECORD_EXPECT',
  payload: { id: 'risk', path: ['decisions', 'risk', 'table', 'inputs'], value: value as never },
});
const batch = (...actions: ActionBody[]): ActionBody => ({ type: 'BATCH', payload: { actions } });
const cellsOf = ({ records }: Definition) => (records.get('low') as unknown as { readonly cells: readonly string[] }).cells;

test('A3 A6 an item of a list changes alone, and its inverse brings back only it', () => {
  const first = reduce(definition, cell('0', '< 9'));
  if (first.refused !== null || first.inverse === null) throw new Error('refused');
  const second = reduce(first.definition, cell('1', '"tiny"'));
  if (second.refused !== null) throw new Error('refused');
  expect(cellsOf(second.definition)).toEqual(['< 9', '"tiny"']);
  const undone = reduce(second.definition, first.inverse);
  if (undone.refused !== null) throw new Error('refused');
  expect(cellsOf(undone.definition)).toEqual(['< 5', '"tiny"']);
});

test.each([
  ['one that is not there', cell('2', 'x'), 'there is no item 2'],
  ['a position that is none', cell('01', 'x'), 'there is no item 01'],
  ['the length', cell('length', 'x'), 'there is no item length'],
  ['leaving one out', { type: 'RECORD_UPDATE', payload: { id: 'low', path: ['cells', '0'] } } as ActionBody, 'cannot be left out'],
])('A3 %s is refused', (_what, action, message) => {
  expect(reduce(definition, action)).toMatchObject({ refused: { message: expect.stringContaining(message) } });
});

test('L3 two people who change different items of one list both keep theirs', () => {
  const action = (id: string, actor: string, body: ActionBody) => ({
    ...body,
    id,
    actor,
    intent: 'Change cell',
    schemaVersion: currentSchemaVersion,
    seen: 0,
  });
  const ann = act(createReplica('ann', definition, 0), action('a1', 'ann', cell('0', '< 9'))).replica;
  const entries = [
    { position: 1, action: action('b1', 'bob', cell('1', '"tiny"')) },
    { position: 2, action: action('a1', 'ann', cell('0', '< 9')) },
  ];
  const { replica, overwritten } = receive(ann, entries);
  expect(cellsOf(replica.definition)).toEqual(['< 9', '"tiny"']);
  expect(overwritten).toEqual([]);
});

test('A7 an expectation that does not hold refuses all of its batch; one that holds changes nothing', () => {
  const holds = reduce(definition, batch(expectColumns(table.inputs), cell('0', '< 9')));
  if (holds.refused !== null || holds.inverse === null) throw new Error('refused');
  expect(cellsOf(holds.definition)).toEqual(['< 9', '"low"']);
  const moved = reduce(holds.definition, {
    type: 'RECORD_UPDATE',
    payload: { id: 'risk', path: ['decisions', 'risk', 'table', 'inputs'], value: [{ expression: 'age' }, { expression: 'amount' }] },
  });
  if (moved.refused !== null) throw new Error('refused');
  expect(reduce(moved.definition, batch(cell('0', '1'), expectColumns(table.inputs)))).toMatchObject({
    refused: { message: expect.stringContaining('was changed meanwhile') },
  });
  // Undoing it would put the cell of one column into another.
  expect(reduce(moved.definition, holds.inverse)).toMatchObject({ refused: { rule: 'reference' } });
});

test('A7 one without a value or place is malformed', () => {
  const whole = { id: 'x', actor: 'ann', intent: 'x', schemaVersion: 1, seen: 0 };
  expect(malformedAction({ ...whole, type: 'RECORD_EXPECT', payload: { id: 'low', path: ['cells'] } })).toContain('RECORD_EXPECT');
  expect(malformedAction({ ...whole, type: 'RECORD_EXPECT', payload: { id: 'low', path: ['__proto__'], value: 1 } })).not.toBeNull();
});
