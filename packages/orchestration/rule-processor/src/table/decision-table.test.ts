import { toJson } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../graph/compile-model.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import type { DecisionModel } from '../model/decision-model.ts';

const rule = (inputs: readonly string[], outputs: readonly string[]) => ({ id: null, description: null, annotations: [], inputs, outputs });

function tableModel(table: Partial<DecisionTable>): DecisionModel {
  return {
    name: 'loans',
    namespace: 'urn:loans',
    imports: [],
    items: [],
    knowledge: [],
    services: [],
    inputs: [{ id: 'amount', name: 'amount', type: 'number' }],
    decisions: [
      {
        id: 'grade',
        name: 'grade',
        type: null,
        question: null,
        requirements: { inputs: ['#amount'], decisions: [], knowledge: [] },
        logic: {
          kind: 'table',
          type: null,
          hitPolicy: 'UNIQUE',
          aggregation: null,
          annotations: [],
          inputs: [{ label: null, expression: 'amount', type: 'number', allowed: null }],
          outputs: [{ name: null, type: null, allowed: '"high","middle","low"', otherwise: null }],
          rules: [rule(['< 100'], ['"low"']), rule(['[50..500]'], ['"middle"']), rule(['>= 400'], ['"high"'])],
          ...table,
        },
      },
    ],
  };
}

function answer(table: Partial<DecisionTable>, amount: number) {
  const { value, reasons, explanation } = compileModel(tableModel(table)).evaluate('grade', { values: { amount } }, { explain: true });
  return {
    value: toJson(value),
    why: reasons.map(({ message }) => message),
    rules: explanation?.steps.at(-1)?.tables[0]?.matched.map(({ rule }) => rule),
  };
}

describe('T3: hit policies (DMN 1.5 §8.2.8)', () => {
  test.each([
    ['UNIQUE', 10, 'low'],
    ['UNIQUE', 60, null],
    ['FIRST', 60, 'low'],
    ['PRIORITY', 60, 'middle'],
    ['PRIORITY', 450, 'high'],
    ['RULE ORDER', 60, ['low', 'middle']],
    ['OUTPUT ORDER', 60, ['middle', 'low']],
    ['COLLECT', 450, ['middle', 'high']],
    ['ANY', 60, null],
  ] as const)('%s of %i is %j', (hitPolicy, amount, expected) => {
    expect(answer({ hitPolicy }, amount).value).toEqual(expected);
  });

  test('which rules matched is told, and why a result is null', () => {
    expect(answer({ hitPolicy: 'UNIQUE' }, 60)).toEqual({ value: null, why: ['the rules 1, 2 match where one may'], rules: [1, 2] });
    expect(answer({ rules: [] }, 60)).toEqual({ value: null, why: ['no rule matches'], rules: [] });
  });

  test.each([
    ['SUM', '300.30'],
    ['MIN', '100.10'],
    ['MAX', '200.20'],
    ['COUNT', 2],
  ] as const)('%s of what was collected, exactly', (aggregation, expected) => {
    const rules = [rule(['-'], ['100.10']), rule(['-'], ['200.20']), rule(['< 0'], ['1'])];
    const outputs = [{ name: null, type: 'number', allowed: null, otherwise: null }];
    expect(String(answer({ hitPolicy: 'COLLECT', aggregation, rules, outputs }, 1).value)).toBe(
      String(typeof expected === 'number' ? expected : Number(expected)),
    );
  });

  test('the default is the result where no rule matches', () => {
    const outputs = [{ name: null, type: 'string', allowed: null, otherwise: '"none"' }];
    expect(answer({ rules: [rule(['1'], ['"one"'])], outputs }, 2).value).toBe('none');
  });

  test('several outputs make a context', () => {
    const outputs = ['grade', 'rate'].map((name) => ({ name, type: null, allowed: null, otherwise: null }));
    expect(answer({ outputs, rules: [rule(['-'], ['"a"', '0.05'])] }, 2).value).toEqual({ grade: 'a', rate: '0.05' });
  });

  test('a test that is no FEEL matches nothing and says where', () => {
    const { reasons } = compileModel(tableModel({ rules: [rule(['< <'], ['1'])] })).evaluate('grade', { values: { amount: 1 } });
    expect(reasons[0]).toMatchObject({ element: 'grade', place: 'rule 1, input 1', severity: 'error' });
  });
});
