import { describe, expect, test } from 'vitest';
import { compile, evaluate, isInstance, parseType, printType, typeOfValue } from '../index.ts';

const typeOf = (text: string) => {
  const value = evaluate(compile(text, { mode: 'standard' }));
  const type = typeOfValue(value);
  expect(value === null || isInstance(value, type), text).toBe(true);
  return printType(type);
};

describe('typeOfValue', () => {
  test.each([
    ['null', 'null'],
    ['1', 'number'],
    ['0.1', 'number'],
    ['"a"', 'string'],
    ['true', 'boolean'],
    ['@"2026-01-31"', 'date'],
    ['@"10:00:00"', 'time'],
    ['@"2026-01-31T10:00:00"', 'date and time'],
    ['@"PT1H"', 'days and time duration'],
    ['@"P1M"', 'years and months duration'],
    ['[1..10]', 'range<number>'],
    ['[]', 'list<any>'],
    ['[1, null, 0.5]', 'list<number>'],
    ['[1, "a"]', 'list<any>'],
    ['[[1], []]', 'list<list<any>>'],
    ['{a: 1, b: {c: null}}', 'context<a: number, b: context<c: any>>'],
    ['function(a, b) a', 'function<any, any> -> any'],
  ])('%s is %s', (text, type) => {
    expect(typeOf(text)).toBe(type);
  });

  test('contexts of a list are known with all their entries, and more may be there', () => {
    const type = typeOfValue([{ a: 1, b: 'x' }, { a: 2, c: true }, null]);
    expect(printType(type)).toBe('list<context<a: number, b: any, c: any, ...>>');
    expect(printType(typeOfValue([{ a: 1 }, { a: 'x' }]))).toBe('list<context<a: any>>');
  });

  test('a name that objects inherit is a name like any other', () => {
    const type = typeOfValue(JSON.parse('{"__proto__": 1, "constructor": "x"}'));
    expect(printType(type)).toBe('context<__proto__: number, constructor: string>');
    expect(parseType('context<__proto__: number, constructor: string>')).toEqual(type);
  });
});
