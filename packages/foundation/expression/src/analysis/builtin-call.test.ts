import { describe, expect, test } from 'vitest';
import { compile, compileSql, contextType, evaluate, listOf, parseType, printValue, types } from '../index.ts';

const date = evaluate(compile('date("2026-01-01")'));

describe('a name that is no function hides no builtin', () => {
  const scope = contextType({ date: types.date, today: types.date, contains: types.string });

  test('in the scope', () => {
    const typed = compile('date("2026-01-01") = date', { scope, expects: types.boolean });
    expect(evaluate(typed, { date })).toBe(true);
    expect(typed.dependencies).toEqual([['date']]);
    expect(compile('date("2026-01-01")', { scope }).dependencies).toEqual([]);
  });

  test('among the entries of a filtered item, declared or not', () => {
    const rows = contextType({ rows: listOf(contextType({ date: types.date })), loose: types.any });
    expect(printValue(evaluate(compile('rows[date = date("2026-01-01")]', { scope: rows }), { rows: [{ date }] }), true)).toBe(
      '[{date: @"2026-01-01"}]',
    );
    expect(evaluate(compile('count(loose[contains(name, "b")])', { scope: rows }), { loose: [{ name: 'abc' }, { name: 'x' }] })).toBe(1);
  });

  test('as a local variable, and in an open scope', () => {
    expect(evaluate(compile('for contains in ["abc"] return contains(contains, "b")'))).toEqual([true]);
    expect(evaluate(compile('contains("abc", "b")', { scope: contextType({}, { open: true }) }))).toBe(true);
  });

  test('in SQL, as a constant and as a moment', () => {
    const target = {
      column: (path: readonly string[]) => `"${path.join('.')}"`,
      parameter: () => '$1',
      number: String,
      quotient: String,
      constant: (value: unknown) => `<${String(value)}>`,
    };
    expect(compileSql(compile('date > date("2026-01-01")', { scope }), target).sql).toBe('("date" > <2026-01-01>)');
    expect(compileSql(compile('date > today()', { scope }), target).sql).toBe(`("date" > (now() at time zone 'UTC')::date)`);
  });
});

test('a declared function does hide the builtin', () => {
  const text = '{contains: function(a, b) "own", x: contains("a", "b")}.x';
  expect(evaluate(compile(text))).toBe('own');
  expect(compile('date("x")', { scope: contextType({ date: parseType('function<string> -> number') }) }).type).toEqual(types.number);
});
