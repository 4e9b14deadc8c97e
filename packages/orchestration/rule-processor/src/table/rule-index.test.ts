import {
  type Closure,
  type CompileOptions,
  compile,
  compileClosure,
  contextType,
  type FeelContext,
  type FeelValue,
  scopeOf,
  types,
} from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contextFrom } from '../boxed/compile-boxed.ts';
import { compileModel, type Outcome } from '../graph/compile-model.ts';
import { Evaluation } from '../graph/evaluation.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import { anyTable, inputValue, modelOf } from '../testing/generated-tables.ts';
import { shapeOf } from './cell-shape.ts';
import { type Hit, priorityOf, resultOfHits } from './hit-policy.ts';

const scope = contextType({ a: types.any, b: types.any, c: types.any });

/** A cell as what the expression language makes of it, with nothing between. */
function closureOf(text: string, options: CompileOptions): Closure {
  try {
    return compileClosure(compile(text, { scope, mode: 'standard', ...options }));
  } catch (error) {
    if (!(error instanceof PlinthError)) throw error;
    return (_scope, _input, evaluation) => {
      evaluation?.onNull?.({ message: error.message, severity: 'error', from: 0, to: 0 });
      return null;
    };
  }
}

function isOpaque(text: string): boolean {
  try {
    return shapeOf(compile(text, { scope, mode: 'standard', testsOf: types.any })).kind === 'opaque';
  } catch (error) {
    if (error instanceof PlinthError) return true;
    throw error;
  }
}

/** The table without index: each rule is tried, first by what depends on the input alone. */
function naive(table: DecisionTable) {
  const rules = table.rules.map((rule) => ({
    tests: rule.inputs.map((text) => closureOf(text.trim() === '' ? '-' : text, { testsOf: types.any })),
    opaque: rule.inputs.map((text) => text.trim() !== '' && isOpaque(text)),
    results: rule.outputs.map((text) => closureOf(text, {})),
  }));
  const lists = table.outputs.map(({ allowed }) =>
    allowed === null ? [] : (compileClosure(compile(`[${allowed}]`))(scopeOf({})) as FeelValue[]),
  );
  const allowedTests = table.outputs.map(({ allowed }) => (allowed === null ? null : closureOf(allowed, { testsOf: types.any })));
  return (values: FeelContext): Pick<Outcome, 'value' | 'reasons'> & { readonly matched: readonly number[] } => {
    const evaluation = new Evaluation({ values }, {});
    return evaluation.within(
      'result',
      () => {
        const outer = scopeOf(values);
        const inputs = table.inputs.map(({ expression }) => values[expression] ?? null);
        const matched: number[] = [];
        for (const [number, { tests, opaque }] of rules.entries()) {
          const passes = (asked: boolean) =>
            tests.every((test, index) => {
              if (opaque[index] !== asked) return true;
              evaluation.at(`rule ${number + 1}, input ${index + 1}`);
              return test(outer, inputs[index] ?? null, evaluation.options) === true;
            });
          if (!passes(false) || !passes(true)) continue;
          matched.push(number + 1);
          if (table.hitPolicy === 'FIRST') break;
        }
        const hits = matched.map(
          (rule): Hit => ({
            rule,
            values: (rules[rule - 1]?.results ?? []).map((result, index) => {
              evaluation.at(`rule ${rule}, output ${index + 1}`);
              const value = result(outer, undefined, evaluation.options);
              const allowed = allowedTests[index];
              return value === null || !allowed || allowed(scopeOf({}), value, evaluation.options) === true
                ? value
                : evaluation.fail(`the output is not among the values that the table lists (${table.outputs[index]?.name ?? 'output'})`);
            }),
          }),
        );
        evaluation.at('');
        const shape = (all: readonly FeelValue[]) =>
          table.outputs.length === 1
            ? (all[0] ?? null)
            : contextFrom(table.outputs.map(({ name }, index) => [name ?? '', all[index] ?? null]));
        const { value } = resultOfHits(hits, table, { shape, priority: priorityOf(lists.map((list) => () => list)), evaluation });
        return { value, reasons: evaluation.reasons, matched };
      },
      () => {
        throw new Error('too deep');
      },
    );
  };
}

describe('T1: the index of a table changes nothing but the time', () => {
  const row = fc.record({ a: inputValue, b: inputValue, c: inputValue });
  const same = (table: DecisionTable, rows: readonly FeelContext[]) => {
    const indexed = compileModel(modelOf(table));
    const tried = naive(table);
    for (const values of rows) {
      const { explanation, ...outcome } = indexed.evaluate('result', { values }, { explain: true });
      const matched = explanation?.steps.at(-1)?.tables[0]?.matched.map(({ rule }) => rule);
      expect({ ...outcome, matched }).toEqual(tried(values));
      expect(indexed.evaluate('result', { values })).toEqual({ ...outcome, explanation: null });
      expect(indexed.evaluate('result', { values }, { reasons: false }).value).toEqual(outcome.value);
    }
  };

  test('small tables of every kind, all that the rules match, result in and tell of', { timeout: 120_000 }, () => {
    fc.assert(fc.property(anyTable(6), fc.array(row, { minLength: 6, maxLength: 6 }), same), { numRuns: 2_000, seed: 20_261_129 });
  });

  test('tables of more rules than fit a word, and than one snapshot', { timeout: 120_000 }, () => {
    fc.assert(fc.property(anyTable(200), fc.array(row, { minLength: 3, maxLength: 3 }), same), { numRuns: 60, seed: 20_261_129 });
  });

  test('four thousand rules, of which the index keeps not every region', () => {
    const interval = (rule: number): [number, number] => [(rule * 37) % 9_000, ((rule * 37) % 9_000) + 1 + (rule % 900)];
    const rules = Array.from({ length: 4_000 }, (_, rule) => {
      const [low, high] = interval(rule);
      return {
        id: null,
        description: null,
        annotations: [],
        inputs: [`[${low}..${high})`, rule % 3 === 0 ? '-' : `"${rule % 50}"`],
        outputs: [String(rule)],
      };
    });
    const inputs = ['a', 'b'].map((expression) => ({ label: null, expression, type: null, allowed: null }));
    const outputs = [{ name: null, type: null, allowed: null, otherwise: null }];
    const table: DecisionTable = {
      kind: 'table',
      type: null,
      hitPolicy: 'COLLECT',
      aggregation: null,
      annotations: [],
      inputs,
      outputs,
      rules,
    };
    const model = compileModel(modelOf(table));
    for (let round = 0; round < 400; round++) {
      const [a, b] = [(round * 7_919) % 10_500, round % 60];
      const expected = rules.flatMap((_, rule) => {
        const [low, high] = interval(rule);
        return low <= a && a < high && (rule % 3 === 0 || rule % 50 === b) ? [rule] : [];
      });
      expect(model.evaluate('result', { values: { a, b: `${b}` } }).value).toEqual(expected);
    }
  });

  test('null costs ten thousand rules no more than the reasons that are kept, and loses no rule behind them', () => {
    const rules = Array.from({ length: 10_000 }, (_, rule) => ({
      id: null,
      description: null,
      annotations: [],
      inputs: [rule === 9_999 ? 'null' : rule === 5_000 ? '? = null' : `>= ${rule}`],
      outputs: [String(rule)],
    }));
    const inputs = [{ label: null, expression: 'a', type: null, allowed: null }];
    const outputs = [{ name: null, type: null, allowed: null, otherwise: null }];
    const table: DecisionTable = {
      kind: 'table',
      type: null,
      hitPolicy: 'COLLECT',
      aggregation: null,
      annotations: [],
      inputs,
      outputs,
      rules,
    };
    const model = compileModel(modelOf(table));
    const outcome = model.evaluate('result', { values: { a: null } });
    expect(outcome.value).toEqual([5_000, 9_999]);
    expect(outcome.reasons.length).toBe(200);
    same(table, [{ a: null }]);
    const milliseconds = Array.from({ length: 100 }, () => {
      const started = performance.now();
      model.evaluate('result', { values: { a: null } });
      return performance.now() - started;
    });
    // Some 0.1 ms each; asking every rule takes 2 ms and more, each time. The quickest is the one that nothing else came between.
    expect(Math.min(...milliseconds)).toBeLessThan(1);
  });
});
