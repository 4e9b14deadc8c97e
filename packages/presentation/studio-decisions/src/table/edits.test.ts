import { type ActionBody, type Definition, definitionOf, reduce, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import { addColumn, changeColumn, moveColumn, removeColumn } from './column-edits.ts';
import { duplicateRules, insertRules, moveRules, removeRules, setCells } from './rule-edits.ts';
import { columnsOf, tableView } from './table-view.ts';

const start = definitionOf(
  [
    { id: 'app', kind: 'app', key: 'bank', type: 'application', label: 'Bank' },
    {
      id: 'risk',
      kind: 'decision',
      key: 'risk',
      label: 'Risk',
      inputs: { amount: {}, age: {} },
      decisions: {
        risk: { table: { hitPolicy: 'UNIQUE', inputs: [{ expression: 'amount' }, { expression: 'age' }], outputs: [{ type: 'string' }] } },
      },
    },
    ...['a', 'b', 'c'].map((key, at) => ({
      id: key,
      kind: 'rule',
      parent: 'risk',
      table: 'risk',
      key,
      index: `a${at}`,
      cells: [`${at}`, '-', `"${key}"`],
    })),
  ].map((record) => withDefaults(record as never)),
);

function done(definition: Definition, body: ActionBody | undefined): Definition {
  if (body === undefined) throw new Error('Nothing to do.');
  const result = reduce(definition, body);
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}
const view = (definition = start) => {
  const found = tableView(definition, 'risk', 'risk');
  if (found === null) throw new Error('There is no table.');
  return found;
};
const column = (at: number) => {
  const found = columnsOf(view())[at];
  if (found === undefined) throw new Error('There is no such column.');
  return found;
};
const rows = (definition: Definition) => view(definition).rules.map(({ cells }) => cells.join(' | '));
const keys = (definition: Definition) => view(definition).rules.map(({ key }) => key);

test('cells are written one by one, and rows below the last are new rules', () => {
  const changes = [
    { row: 0, column: column(1), text: '> 3' },
    { row: 3, column: column(0), text: '9' },
    { row: 4, column: column(3), text: 'why' },
  ];
  const edited = done(start, setCells(view(), changes, 'Paste')?.body);
  expect(rows(edited)).toEqual(['0 | > 3 | "a"', '1 | - | "b"', '2 | - | "c"', '9 | - | null', '- | - | null']);
  expect(view(edited).rules[4]?.note).toBe('why');
  expect(setCells(view(), [{ row: 0, column: column(0), text: '0' }], 'Nothing')).toBeNull();
});

test('an edit of cells whose columns were changed meanwhile is refused, not put into another column', () => {
  const edit = setCells(view(), [{ row: 0, column: column(1), text: '> 3' }], 'Edit');
  const moved = done(start, moveColumn(view(), column(0), 1)?.body);
  expect(edit === null ? null : reduce(moved, edit.body).refused?.message).toContain('was changed meanwhile');
});

test('two people who change different cells of one rule both keep theirs', () => {
  const mine = setCells(view(), [{ row: 0, column: column(0), text: '7' }], 'Mine');
  const theirs = setCells(view(), [{ row: 0, column: column(1), text: '8' }], 'Theirs');
  expect(rows(done(done(start, mine?.body), theirs?.body))[0]).toBe('7 | 8 | "a"');
});

test('rules are inserted, duplicated, moved and removed', () => {
  expect(keys(done(start, insertRules(view(), 1).body))).toEqual(['a', 'r4', 'b', 'c']);
  expect(rows(done(start, duplicateRules(view(), 0, 1)?.body))).toEqual([
    '0 | - | "a"',
    '1 | - | "b"',
    '0 | - | "a"',
    '1 | - | "b"',
    '2 | - | "c"',
  ]);
  expect(keys(done(start, moveRules(view(), 0, 0, 3)?.body))).toEqual(['b', 'c', 'a']);
  expect(keys(done(start, moveRules(view(), 1, 2, 0)?.body))).toEqual(['b', 'c', 'a']);
  expect(keys(done(start, moveRules(view(), 0, 1, 3)?.body))).toEqual(['c', 'a', 'b']);
  expect(moveRules(view(), 1, 1, 2)).toBeNull();
  expect(keys(done(start, removeRules(view(), 0, 1)?.body))).toEqual(['c']);
});

test('columns are added, changed, moved and removed with their cells', () => {
  expect(rows(done(start, addColumn(view(), 'input', { expression: 'x' }).body))[0]).toBe('0 | - | - | "a"');
  expect(rows(done(start, addColumn(view(), 'output', { name: 'rate' }).body))[0]).toBe('0 | - | "a" | null');
  expect(rows(done(start, moveColumn(view(), column(0), 1)?.body))[0]).toBe('- | 0 | "a"');
  expect(moveColumn(view(), column(1), 1)).toBeNull();
  expect(rows(done(start, removeColumn(view(), column(0))?.body))[0]).toBe('- | "a"');
  expect(removeColumn(view(), column(2))).toBeNull();
  const changed = done(start, changeColumn(view(), column(0), { label: 'Sum', type: 'number' }, 'label').body);
  expect(view(changed).table.inputs[0]).toEqual({ expression: 'amount', label: 'Sum', type: 'number' });
});
