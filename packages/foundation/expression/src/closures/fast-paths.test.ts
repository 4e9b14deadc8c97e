import { describe, expect, test } from 'vitest';
import { builtins } from '../builtins/index.ts';
import { compile, compileClosure, type FeelValue, parseNumber, printValue, scopeOf } from '../index.ts';
import { calculate } from '../values/arithmetic.ts';
import { compareValues, equalValues } from '../values/comparison.ts';
import { callBuiltin } from './call-builtin.ts';
import { Frame } from './frame.ts';

const constants = ['0', '1', '-1', '7', '10', '9007199254740991', '-9007199254740991', '0.1', '-2.5', '1e30'].map(parseNumber);
const others = ['null', 'true', 'false', '""', '"x"', '"10"', '[]', '[1]', '["x"]', '{a: 1}', '@"2026-01-31"', '@"P1M"', '@"PT1H"'];
const values: readonly FeelValue[] = [...constants, ...others.map((text) => compileClosure(compile(text))(scopeOf({})))];
const scope = { kind: 'context', entries: { a: { kind: 'any' }, b: { kind: 'any' } }, open: false } as const;

function pairs(check: (a: FeelValue, b: FeelValue) => void): void {
  for (const a of values) for (const b of values) check(a, b);
}

describe('what is computed in place is what the general way computes, for every pair of values', () => {
  test.each(['+', '-', '*', '/', '**'] as const)('%s', (operator) => {
    const nulls: string[] = [];
    const run = compileClosure(compile(`a ${operator} b`, { scope }), { onNull: (reason) => nulls.push(reason.message) });
    pairs((a, b) => {
      nulls.length = 0;
      const value = run(scopeOf({ a, b }));
      expect(value, `${printValue(a)} ${operator} ${printValue(b)}`).toStrictEqual(calculate(operator, a, b));
      expect(Object.is(value, -0)).toBe(false);
      expect(nulls.length).toBe(value === null ? 1 : 0);
    });
  });

  test.each([
    ['<', (order: number) => order < 0],
    ['<=', (order: number) => order <= 0],
    ['>', (order: number) => order > 0],
    ['>=', (order: number) => order >= 0],
  ] as const)('%s', (operator, holds) => {
    const run = compileClosure(compile(`a ${operator} b`, { scope }));
    pairs((a, b) => {
      const order = compareValues(a, b);
      expect(run(scopeOf({ a, b })), `${printValue(a)} ${operator} ${printValue(b)}`).toBe(order === null ? null : holds(order));
    });
  });

  test('= and !=', () => {
    const same = compileClosure(compile('a = b', { scope }));
    const different = compileClosure(compile('a != b', { scope }));
    pairs((a, b) => {
      const equal = equalValues(a, b);
      expect(same(scopeOf({ a, b }))).toBe(equal);
      expect(different(scopeOf({ a, b }))).toBe(equal === null ? null : !equal);
    });
  });

  const clock = { now: () => 0 };
  const forms = builtins.filter(
    ({ parameters }) => parameters.length > 0 && parameters.length <= 2 && !parameters.some(({ rest }) => rest),
  );
  test.each(forms.map((form) => [form.name, form.parameters.length] as const))('%s of %i', (name, count) => {
    const given = ['a', 'b'].slice(0, count);
    const typed = compile(`${name}(${given.join(', ')})`, { scope, mode: 'standard' });
    const run = compileClosure(typed, clock);
    const candidates = typed.builtinsOf(typed.root);
    pairs((a, b) => {
      const list = [a, b].slice(0, count);
      const general = callBuiltin(
        candidates,
        list.map(() => null),
        list,
        new Frame(scopeOf({}), clock),
        typed.root,
      );
      expect(run(scopeOf({ a, b })), `${name}(${list.map((item) => printValue(item)).join(', ')})`).toStrictEqual(general);
    });
  });
});

test('calls count as steps on the short way too, across functions', () => {
  const typed = compile('{f: function(n) contains(n, "x"), x: for i in 1..10 return f("x")}.x');
  expect(() => compileClosure(typed, { stepLimit: 29 })(scopeOf({}))).toThrow('29 steps');
  expect(compileClosure(typed, { stepLimit: 30 })(scopeOf({}))).toHaveLength(10);
});
