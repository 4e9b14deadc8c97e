import { type Definition, decisionsOf, definitionOf, reduce, rulesOf, withDefaults } from '@plinth/app-definition';
import { expect, test } from 'vitest';
import type { Edit } from '../table/edit.ts';
import { addElement, changeLogic, removeElement, require } from './element-edits.ts';
import { renameElement } from './rename-element.ts';

const start = definitionOf(
  [
    { id: 'app', kind: 'app', key: 'bank', type: 'application', label: 'Bank' },
    {
      id: 'risk',
      kind: 'decision',
      key: 'risk',
      label: 'Risk',
      inputs: { amount: { type: 'number' } },
      decisions: {
        risk: { table: { hitPolicy: 'UNIQUE', inputs: [{ expression: 'twice' }], outputs: [{ type: 'number' }] } },
        twice: { expression: 'amount * 2 + string length("amount")' },
      },
      tests: { small: { inputs: { amount: 1 }, expect: 2 } },
    },
    { id: 'r1', kind: 'rule', parent: 'risk', table: 'risk', key: 'r1', index: 'a0', cells: ['> amount', 'twice + amount'] },
  ].map((record) => withDefaults(record as never)),
);

function done(definition: Definition, edit: Edit | null): Definition {
  if (edit === null) throw new Error('Nothing to do.');
  const result = reduce(definition, edit.body);
  if (result.refused !== null) throw new Error(result.refused.message);
  return result.definition;
}
const record = (definition = start) => {
  const [found] = decisionsOf(definition);
  if (found === undefined) throw new Error('There is no decision.');
  return found;
};
const rules = (definition = start) => rulesOf(definition, 'risk');

test('an input is renamed wherever the decision speaks of it, and nothing else is', () => {
  const renamed = done(start, renameElement(record(), 'inputs', 'amount', 'sum', rules()));
  expect(record(renamed).decisions.twice?.expression).toBe('sum * 2 + string length("amount")');
  expect(rules(renamed)[0]?.cells).toEqual(['> sum', 'twice + sum']);
  expect(record(renamed).tests.small?.inputs).toEqual({ sum: 1 });
  expect(Object.keys(record(renamed).inputs)).toEqual(['sum']);
});

test('a decision is renamed with its rules, and still answers', () => {
  const renamed = done(start, renameElement(record(), 'decisions', 'risk', 'class', rules()));
  expect(rules(renamed)[0]?.table).toBe('class');
  expect(record(renamed).answer).toBe('class');
  expect(renameElement(record(), 'decisions', 'risk', 'twice', rules())).toBeNull();
});

test('elements are added, required, given another form, and removed with their rules', () => {
  const { edit, name } = addElement(record(), 'decisions', 'risk');
  expect(name).toBe('risk2');
  expect(record(done(start, edit)).decisions.risk2?.table?.inputs).toEqual([{ expression: 'amount', type: 'number' }]);
  expect(record(done(start, require(record(), 'decisions', 'risk', 'twice', ['amount']))).decisions.risk?.requires).toEqual([
    'amount',
    'twice',
  ]);
  expect(require(record(), 'decisions', 'risk', 'risk', [])).toBeNull();
  const changed = done(start, changeLogic(record(), 'decisions', 'risk', 'conditional', rules()));
  expect(rules(changed)).toEqual([]);
  expect(record(changed).decisions.risk?.boxed).toMatchObject({ kind: 'conditional' });
  const removed = done(start, removeElement(record(), 'decisions', 'risk', rules()));
  expect(rules(removed)).toEqual([]);
  expect(Object.keys(record(removed).decisions)).toEqual(['twice']);
});
