import { PlinthError } from '@plinth/foundation';
import { processorTime } from '@plinth/foundation/testing';
import { describe, expect, test } from 'vitest';
import { compile, compileClosure, evaluate, fromJson, type NullReason, printValue, scopeOf, types } from '../index.ts';

const value = (text: string) => evaluate(compile(text, { mode: 'standard' }));

/** Programs that a few lines make and that no machine ends, each stopped within a bound of processor time. */
const recursion = (body: string, start: string) =>
  `(function(f) f(f, 0, ${start}))(function(f, n, s) if n > 45 then ${body} else f(f, n + 1, [s, s]))`;

describe('an evaluation ends with an error, inside of builtins too', () => {
  test.each([
    ['a function that calls itself', '(function(f) f(f))(function(f) f(f))', 'levels'],
    ['one that does so deep in its body', `(function(f) f(f))(function(f) ${'[('.repeat(60)}f(f)${')]'.repeat(60)})`, 'levels'],
    ['one within the order of sort', '(function(f) f(f))(function(f) sort([1, 2], function(a, b) f(f)))', 'levels'],
    ['a list that doubles itself', '(function(f) f(f, [1]))(function(f, s) f(f, concatenate(s, s)))', 'steps'],
    ['a list that is appended to', 'for i in 1..100000 return append(if i = 1 then [] else partial[-1], i)', 'steps'],
    ['a context that grows', 'for i in 1..100000 return context put(if i = 1 then {} else partial[-1], string(i), i)', 'steps'],
    ['a range without end', 'for i in 1..1000000000000 return null', 'steps'],
    ['ranges within ranges', 'count(for a in 1..100000, b in 1..100000, c in 1..100000 return 1)', 'steps'],
    ['an order that never ends', 'sort(for i in 1..300000 return modulo(i * 7919, 300007), function(a, b) a < b)', 'steps'],
    ['lists within lists: printed', recursion('string(s)', '[1]'), 'steps'],
    ['compared', recursion('s = s', '[1]'), 'steps'],
    ['tested', recursion('s in ([s])', '[1]'), 'steps'],
    ['asked for their type', recursion(`s instance of ${'list<'.repeat(10)}number${'>'.repeat(10)}`, '1'), 'steps'],
    ['flattened', recursion('flatten(s)', '[1]'), 'steps'],
    ['asked for an entry', recursion('s.a', '[{a: 1}]'), 'steps'],
    ['given back', recursion('s', '[1]'), 'steps'],
    ['a list deeper than a stack', 'string((for i in 1..100000 return [partial[-1]])[-1])', 'levels of lists'],
    ['such a list given back', '(for i in 1..100000 return [partial[-1]])[-1]', 'levels of lists'],
    ['long texts, many times', 'count(for i in 1..900000 return upper case(pad left("x", 100000)))', 'steps'],
    ['long texts, searched many times', '{t: pad left("x", 1000000), c: count(for i in 1..900000 return contains(t, "y"))}', 'steps'],
    ['hard numbers', 'count(for i in 1..400000 return exp(i / 1e6))', 'steps'],
    ['powers', 'count(for i in 1..400000 return (1 + i) ** 1000)', 'steps'],
    ['clocks of zones', 'count(for i in 1..200000 return @"2026-01-01T00:00:00@Europe/Berlin" + @"P1D")', 'steps'],
    ['zones that are none', 'count(for i in 1..400000 return time("10:00:00@A" + string(i)))', 'steps'],
    ['long bodies', `count(for i in 1..900000 return [${'0, '.repeat(30_000)}0])`, 'steps'],
    ['many that are all different', 'count(distinct values(for i in 1..200000 return [i]))', 'steps'],
  ])('%s', (_name, text, what) => {
    const spent = processorTime();
    let error: unknown;
    try {
      value(text);
    } catch (caught) {
      error = caught;
    }
    const milliseconds = spent();
    expect(error).toBeInstanceOf(PlinthError);
    expect((error as PlinthError).code).toBe('expression.limit');
    expect((error as PlinthError).message).toContain(what);
    expect(milliseconds).toBeLessThan(15_000);
  });

  test('what is no attack stays within the limits', () => {
    expect(value('(function(f) f(f, 300))(function(f, n) if n = 0 then 0 else 1 + f(f, n - 1))')).toBe(300);
    expect(value('count(distinct values(for i in 1..100000 return i))')).toBe(100_000);
    expect(value('count(distinct values(for i in 1..1000 return {a: modulo(i, 100)}))')).toBe(100);
    const scrambled = Array.from({ length: 10_000 }, (_, index) => ((index + 1) * 7919) % 10_007);
    const sorted = value('sort(for i in 1..10000 return modulo(i * 7919, 10007), function(a, b) a < b)');
    expect(sorted).toEqual(scrambled.sort((a, b) => a - b));
    expect(value('string length(string join(for i in 1..100000 return "abc", ", "))')).toBe(499_998);
    expect(value('mode(for i in 1..300000 return i)[1]')).toBe(1);
  });
});

describe('where a value would be too large there is none, and a reason', () => {
  test.each([
    ['(function(f) f(f, 0, "aaaaaaaaaa"))(function(f, n, s) if n > 25 then s else f(f, n + 1, s + s))', 'longer than'],
    ['pad left("a", 1e9)', 'pad left has no result'],
    ['1e6144 * 10', 'too large'],
    ['1 / 0', 'divided by zero'],
    ['10 ** 7000', 'too large'],
    ['0 ** -1', 'power'],
    ['(-2) ** 0.5', 'power'],
  ])('%s', (text, reason) => {
    const reasons: NullReason[] = [];
    expect(evaluate(compile(text), {}, { onNull: (found) => reasons.push(found) })).toBeNull();
    expect(reasons[0]?.message).toContain(reason);
  });
});

const inherited = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'valueOf',
  'hasOwnProperty',
  '__defineGetter__',
  '__lookupGetter__',
];

describe.each(inherited)('%s is a name like any other, wherever names come from', (name) => {
  const none = { mode: 'standard' } as const;
  test.each([
    [`get value({a: 1}, "${name}")`, 'null'],
    [`{}.${name}`, 'null'],
    [`[{}, "a", 1, [{}]].${name}`, '[null, null, null, [null]]'],
    [`"a".${name}`, 'null'],
    [`@"2026-01-01".${name}`, 'null'],
    [`@"P1D".${name}`, 'null'],
    [`[1..2].${name}`, 'null'],
    [`(function(a) a).${name}`, 'null'],
    [`abs.${name}`, 'null'],
    [`[{a: 1}][${name} != null]`, '[]'],
    [`[{a: 1}][item.${name} = null]`, '[{a: 1}]'],
    [`${name}`, 'null'],
    [`${name}(1)`, 'null'],
    [`abs(${name}: 1)`, 'null'],
    [`(function(a) a)(${name}: 1)`, 'null'],
    [`get value(context put({}, "${name}", 1), "${name}")`, '1'],
    [`get value(context put({}, ["${name}", "${name}"], 1), "${name}")`, `{${name}: 1}`],
    [`get value(context merge([{}, {${name}: 1}]), "${name}")`, '1'],
    [`get value(context([{key: "${name}", value: 1}]), "${name}")`, '1'],
    [`get entries({${name}: 1})[1].key`, `"${name}"`],
    [`(function(${name}) ${name} + 1)(1)`, '2'],
    [`for ${name} in [1] return ${name} + 1`, '[2]'],
    [`{${name}: 1}.${name}`, '1'],
    [`{${name}: 1} = {${name}: 1}`, 'true'],
    [`{${name}: {}} = {}`, 'false'],
    [`{a: 1} instance of context<${name}: Any>`, 'false'],
  ])('%s is %s', (text, expected) => {
    expect(printValue(evaluate(compile(text, none)), true)).toBe(expected);
  });

  test('in JSON and in a scope', () => {
    const json: unknown = JSON.parse(`{"${name}": {"a": 1}, "b": 2}`);
    const read = fromJson(types.any, json);
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
    expect(
      evaluate(compile(`get value(c, "${name}").a`, { scope: { kind: 'context', entries: { c: types.any }, open: false } }), { c: read }),
    ).toBe(1);
    expect(compileClosure(compile(name, { scope: { kind: 'context', entries: {}, open: true } }))(scopeOf({ a: 1 }))).toBeNull();
  });
});
