import { describe, expect, test } from 'vitest';
import {
  type DefinitionFiles,
  type DefinitionRecord,
  definitionOf,
  merge,
  readFiles,
  rulesOf,
  snapshotOf,
  validateDefinition,
  writeFiles,
} from '../index.ts';

const app = 'format: 1\nkey: shop\ntype: application\nlabel: Shop\n';
const discount = `label: Discount
# How much is taken off.
inputs:
  total: number
  member: { type: boolean, label: Is a member }
types:
  tOffer: { components: { percent: number, because: string } }
decisions:
  discount:
    type: number
    table:
      inputs: [ total, { expression: member, type: boolean } ]
      outputs: [ { type: number } ]
      rules:
        # Small baskets get nothing.
        small: [ < 100, "-", 0 ]
        large: { cells: [ ">= 100", true, 0.10 ], note: For members only. }
        others: [ ">= 100", "false", 0 ]
  doubled: discount * 2
tests:
  member: { inputs: { total: 250, member: true }, expect: 0.1 }
`;
const files: DefinitionFiles = { 'plinth.yaml': app, 'decisions/discount.yaml': discount };

const read = (given: DefinitionFiles) => {
  const { definition, problems } = readFiles(given);
  expect(problems).toEqual([]);
  return definition;
};
const withRow = (row: string) => read({ ...files, 'decisions/discount.yaml': discount.replace('[ < 100, "-", 0 ]', row) });

describe('decisions as files', () => {
  test('a table is rows: cells are text as typed, rules are records with ids of their own', () => {
    const definition = read(files);
    expect(rulesOf(definition, 'decision:discount').map(({ id, table, cells, note }) => [id, table, cells, note])).toEqual([
      ['rule:discount.discount.small', 'discount', ['< 100', '-', '0'], undefined],
      ['rule:discount.discount.large', 'discount', ['>= 100', 'true', '0.10'], 'For members only.'],
      ['rule:discount.discount.others', 'discount', ['>= 100', 'false', '0'], undefined],
    ]);
    expect(definition.records.get('decision:discount')).toMatchObject({
      inputs: { total: { type: 'number' }, member: { type: 'boolean', label: 'Is a member' } },
      decisions: {
        discount: { table: { hitPolicy: 'UNIQUE', inputs: [{ expression: 'total' }, { expression: 'member' }] } },
        doubled: { expression: 'discount * 2' },
      },
      wrongInputs: 'refuse',
    });
  });

  test('what was read is written byte for byte, and anew it says the same', () => {
    const definition = read(files);
    expect(writeFiles(definition, files)).toEqual(files);
    const anew = writeFiles(definition);
    expect(snapshotOf(read(anew))).toEqual(snapshotOf(definition));
    expect(writeFiles(read(anew), anew)).toEqual(anew);
  });

  test('a changed cell changes its row alone; comments stay', () => {
    const changed = withRow('[ < 150, "-", 0 ]');
    const written = writeFiles(changed, files)['decisions/discount.yaml'] ?? '';
    const lines = (text: string) => text.split('\n');
    expect(lines(written).filter((line, at) => line !== lines(discount)[at])).toEqual(['        small: [ < 150, "-", "0" ]']);
  });

  test('the order of rules is kept, also when one moves', () => {
    const small = '        small: [ < 100, "-", 0 ]\n';
    const moved = discount.replace(small, '').replace('  doubled:', `${small}  doubled:`);
    const definition = read({ ...files, 'decisions/discount.yaml': moved });
    expect(rulesOf(definition, 'decision:discount').map(({ key }) => key)).toEqual(['large', 'others', 'small']);
  });

  test('two people who change different rules of one table merge without conflict, of one rule with one', () => {
    const base = read(files);
    const ours = withRow('[ < 150, "-", 0 ]');
    const theirs = read({ ...files, 'decisions/discount.yaml': discount.replace('"false", 0 ]', '"false", 0.05 ]') });
    const merged = merge(base, ours, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(rulesOf(merged.definition, 'decision:discount').map(({ cells }) => cells)).toEqual([
      ['< 150', '-', '0'],
      ['>= 100', 'true', '0.10'],
      ['>= 100', 'false', '0.05'],
    ]);
    expect(merge(base, ours, withRow('[ < 120, "-", 0 ]')).conflicts).toMatchObject([
      { record: 'rule:discount.discount.small', path: ['cells'] },
    ]);
  });

  test('mistakes are told at their place', () => {
    const wrong = discount.replace('label: Is a member', 'lable: Is a member').replace('note: For', 'nota: For');
    const { problems } = readFiles({ ...files, 'decisions/discount.yaml': wrong });
    expect(problems.map(({ line, message, hint }) => [line, message, hint])).toEqual([
      [5, 'lable is not known here', 'Did you mean label?'],
      [17, 'nota is not known here', expect.stringContaining('note')],
    ]);
    expect(readFiles({ ...files, 'decision/discount.yaml': discount }).problems).toMatchObject([
      { hint: 'Did you mean decisions/discount.yaml?' },
    ]);
  });

  test('two rules of one name in one table are refused', () => {
    const records = [...read(files).records.values()];
    const rule = records.find(({ id }) => id === 'rule:discount.discount.small');
    const twice = definitionOf([...records, { ...rule, id: 'rule:other' } as DefinitionRecord]);
    expect(validateDefinition(twice)).toMatchObject([{ rule: 'duplicate', message: 'there is another rule small' }]);
  });
});
