import { PlinthError } from '@plinth/foundation';
import { processorTime } from '@plinth/foundation/testing';
import { describe, expect, test } from 'vitest';
import {
  compile,
  compileClosure,
  compileSql,
  compileTemplate,
  contextType,
  type Diagnostic,
  evaluate,
  fromJson,
  listOf,
  parseType,
  printType,
  printValue,
  scopeOf,
  toJson,
  types,
} from './index.ts';

function value(text: string): string {
  return printValue(evaluate(compile(text, { mode: 'standard' })), true);
}

function findings(
  text: string,
  scope = contextType({ amount: types.number, name: types.string, client: contextType({ city: types.string }) }),
): readonly Diagnostic[] {
  try {
    compile(text, { scope });
  } catch (error) {
    if (error instanceof PlinthError) return error.details.diagnostics as unknown as Diagnostic[];
    throw error;
  }
  return [];
}

describe('values (DMN 1.5 §10.3)', () => {
  test.each([
    ['1 + 2 * 3', '7'],
    ['(1 + 2) * 3', '9'],
    ['0.1 + 0.2', '0.3'],
    ['2 ** 3 ** 2', '64'],
    ['-2 ** 2', '4'],
    ['10 - 4 - 3', '3'],
    ['1 / 0', 'null'],
    ['1 / 3 * 3', '0.9999999999999999999999999999999999'],
    ['"a" + "b"', '"ab"'],
    ['"a" + 1', 'null'],
    ['1 < 2', 'true'],
    ['1 = "1"', 'null'],
    ['null = null', 'true'],
    ['null = 1', 'false'],
    ['null < 1', 'null'],
    ['true and null', 'null'],
    ['false and null', 'false'],
    ['true or null', 'true'],
    ['false or null', 'null'],
    ['not(null)', 'null'],
    ['if null then 1 else 2', '2'],
    ['[1, 2, 3][2]', '2'],
    ['[1, 2, 3][-1]', '3'],
    ['[1, 2, 3][4]', 'null'],
    ['[1, 2, 3][item > 1]', '[2, 3]'],
    ['[{a: 1, b: 2}, {a: 3, b: 4}][a > 1].b', '[4]'],
    ['{a: 1, "b c": a + 1}', '{a: 1, b c: 2}'],
    ['{total amount: 2, double: total amount * 2}.double', '4'],
    ['for i in 1..3, j in [10, 20] return i * j', '[10, 20, 20, 40, 30, 60]'],
    ['for i in 3..1 return i', '[3, 2, 1]'],
    ['for i in 0..4 return if i = 0 then 1 else i * partial[-1]', '[1, 1, 2, 6, 24]'],
    ['some x in [1, 2] satisfies x > 1', 'true'],
    ['every x in [] satisfies x > 1', 'true'],
    ['every x in [1, null] satisfies x > 0', 'null'],
    ['5 in [1..10]', 'true'],
    ['5 in (1..5)', 'false'],
    ['5 in ]1..5]', 'true'],
    ['5 in (< 3, > 4)', 'true'],
    ['5 in (3, 5)', 'true'],
    ['5 in [3, 5]', 'true'],
    ['1 in (> 5)', 'false'],
    ['5 in (< null)', 'null'],
    ['null in (true)', 'true'],
    ['{b: if 1 > 2 then true else null, r: b in (true)}.r', 'false'],
    ['5 in ([?..10])', 'true'],
    ['5 in (<= ?, > 7)', 'true'],
    ['5 in (< ?, > 7)', 'false'],
    ['5 in (<= if 1 in (? = 1) then 5 else 0)', 'true'],
    ['5 between 1 and 5', 'true'],
    ['1 instance of number', 'true'],
    ['[1, "a"] instance of list<number>', 'false'],
    ['(function(a, b) a + b)(1, 2)', '3'],
    ['{f: function(n) if n <= 1 then 1 else n, x: f(5)}.x', '5'],
    ['(function(a, b) a - b)(b: 1, a: 3)', '2'],
    ['"caf\\u00e9"', '"café"'],
    ['// a comment\n1 /* two */ + 1', '2'],
    ['[1..3].start', '1'],
    ['(function(x) x + 1)("a")', 'null'],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe('dates and times (§10.3.2.3.4 to 7)', () => {
  test.each([
    ['date("2026-01-31") + duration("P1M")', '@"2026-02-28"'],
    ['date("2024-02-29") + duration("P1Y")', '@"2025-02-28"'],
    ['date("2026-03-31") - duration("P1M")', '@"2026-02-28"'],
    ['date("2026-01-01") - date("2025-01-01")', '@"P365D"'],
    ['date("2026-02-30")', 'null'],
    ['date("-0001-01-01").year', '-1'],
    ['date("99999-12-31") + @"P1D"', '@"100000-01-01"'],
    ['time("23:59:60")', 'null'],
    ['time("12:00:00") + @"PT13H"', '@"01:00:00"'],
    ['time("12:00:00Z") = time("13:00:00+01:00")', 'true'],
    ['date and time("2026-03-29T02:30:00@Europe/Berlin").time offset', '@"PT1H"'],
    ['date and time("2026-07-01T12:00:00@Europe/Berlin").time offset', '@"PT2H"'],
    ['date and time("2026-01-01T00:00:00+01:00") = date and time("2025-12-31T23:00:00Z")', 'true'],
    ['date and time("2026-01-01T00:00:00") = date and time("2026-01-01T00:00:00Z")', 'false'],
    ['duration("P1Y") > duration("P11M")', 'true'],
    ['duration("PT90M")', '@"PT1H30M"'],
    ['duration("P1DT25H") * 2', '@"P4DT2H"'],
    ['duration("PT1H") / duration("PT30M")', '2'],
    ['duration("P1YT1H")', 'null'],
    ['date("2026-11-24").weekday', '2'],
    ['week of year(date("2027-01-01"))', '53'],
    ['day of week(@"2026-11-24")', '"Tuesday"'],
    ['years and months duration(date("2024-02-29"), date("2026-02-28"))', '@"P1Y11M"'],
    ['time("10:00:00@Nowhere/City")', 'null'],
    ['time(10, 0, 0, @"PT14H")', '@"10:00:00+14:00"'],
    ['time(10, 0, 0, @"PT14H1S")', 'null'],
    ['@"P1Y" * 1e6144', 'null'],
    ['@"P1D" * 1e6144', 'null'],
    ['date("999999999-12-31") + @"P1D"', 'null'],
    ['date("-999999999-01-01") - @"P1M"', 'null'],
    ['date and time("999999999-12-31T23:59:59Z") + @"PT1S"', 'null'],
    ['(date("999999999-12-31") - date("-999999999-01-01")).days', '730484999633'],
    ['@"2026-01-01" < @"2026-01-02"', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe('builtin functions (§10.3.4)', () => {
  test.each([
    ['string length("a😀")', '2'],
    ['substring("foobar", 3)', '"obar"'],
    ['substring("foobar", -2, 1)', '"a"'],
    ['substring("a😀b", 2, 1)', '"😀"'],
    ['contains("foobar", "of")', 'false'],
    ['replace("abracadabra", "bra", "*")', '"a*cada*"'],
    ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'],
    ['matches("x", "[")', 'null'],
    ['matches("aaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "(a+)+$")', 'false'],
    ['split("a;b;;c", ";")', '["a", "b", "", "c"]'],
    ['split("1a2ab3", "(a)(b)?")', '["1", "2", "3"]'],
    ['list replace(newItem: "b", position: 1, list: ["a"])', '["b"]'],
    ['string join(["a", null, "b"], "-")', '"a-b"'],
    ['number("1 000,5", " ", ",")', '1000.5'],
    ['number("1e3")', '1000'],
    ['number("x")', 'null'],
    ['string(1.50)', '"1.5"'],
    ['string([1, "a"])', '"[1, \\"a\\"]"'],
    ['decimal(1.005, 2)', '1'],
    ['round half up(1.005, 2)', '1.01'],
    ['floor(-1.5)', '-2'],
    ['modulo(-12, 5)', '3'],
    ['modulo(10.1, 4.5)', '1.1'],
    ['abs(-1.5)', '1.5'],
    ['sqrt(16)', '4'],
    ['even(-2)', 'true'],
    ['odd(3)', 'true'],
    ['min(3, 1, 2)', '1'],
    ['max(["a", "c", "b"])', '"c"'],
    ['sum([1, 2.5])', '3.5'],
    ['sum([])', 'null'],
    ['mean([1, 2, 3, 4])', '2.5'],
    ['median([8, 2, 5, 3])', '4'],
    ['mode([6, 3, 9, 6, 6])', '[6]'],
    ['count([1, null])', '2'],
    ['all([true, null, false])', 'false'],
    ['any([false, null])', 'null'],
    ['append([1], 2, 3)', '[1, 2, 3]'],
    ['concatenate([1], [2])', '[1, 2]'],
    ['insert before([1, 3], 2, 2)', '[1, 2, 3]'],
    ['remove([1, 2], 1)', '[2]'],
    ['index of([1, 2, 1], 1)', '[1, 3]'],
    ['distinct values([1, 1.0, 2])', '[1, 2]'],
    ['flatten([[1, [2]], 3])', '[1, 2, 3]'],
    ['sort([3, 1, 2], function(a, b) a < b)', '[1, 2, 3]'],
    ['list contains([1, 2], 2)', 'true'],
    ['get value({a: 1}, "a")', '1'],
    ['get value({a: 1}, "constructor")', 'null'],
    ['context put({a: 1}, "b", 2)', '{a: 1, b: 2}'],
    ['get entries({a: 1})', '[{key: "a", value: 1}]'],
    ['before(1, 2)', 'true'],
    ['overlaps([1..5], [5..8])', 'true'],
    ['meets([1..5], [5..8])', 'true'],
    ['during(3, [1..5])', 'true'],
    ['contains(match: "a", string: "abc")', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });
});

describe('findings have a place and a suggestion', () => {
  test.each([
    ['amuont > 1', 'unknown-name', 0, 6, 'amount'],
    ['client.ctiy = "x"', 'unknown-property', 7, 11, 'city'],
    ['stringlength(name)', 'unknown-function', 0, 12, undefined],
    ['sume([1])', 'unknown-function', 0, 4, 'sum'],
    ['amount > "1"', 'type', 0, 12, undefined],
    ['amount and true', 'type', 0, 6, undefined],
    ['1 +', 'syntax', 3, 3, undefined],
    ['contains(name)', 'arguments', 0, 14, undefined],
    ['name * 2', 'type', 0, 8, undefined],
    ['"open', 'syntax', 0, 5, undefined],
  ])('%s', (text, code, from, to, suggestion) => {
    expect(findings(text)[0]).toMatchObject({ code, from, to, ...(suggestion === undefined ? {} : { suggestion }) });
  });

  test('a name of several words is read where it is declared, and only there', () => {
    const scope = contextType({ 'monthly salary': types.number, 'a-b': types.number, a: types.number, b: types.number });
    expect(evaluate(compile('monthly   salary * 12 + a-b', { scope }), { 'monthly salary': 100, 'a-b': 5 })).toBe(1205);
    expect(findings('monthly salary', contextType({ monthly: types.number }))[0]).toMatchObject({ code: 'syntax', from: 8 });
  });
});

test('dependencies are the longest certain paths', () => {
  const scope = contextType({
    client: contextType({ name: types.string }),
    rows: listOf(contextType({ amount: types.number })),
    limit: types.number,
  });
  const typed = compile('client.name = "x" and count(rows[amount > limit]) > 0', { scope });
  expect(typed.dependencies).toEqual([['client', 'name'], ['rows'], ['limit']]);
});

test('a scope is asked only for what is used, when it is used', () => {
  const asked: string[] = [];
  const typed = compile('a or b', { scope: contextType({ a: types.boolean, b: types.boolean, c: types.boolean }) });
  compileClosure(typed)({ get: (name) => asked.push(name) > 0 });
  expect(asked).toEqual(['a']);
});

test('templates leave out nulls and keep braces that belong to FEEL', () => {
  const template = compileTemplate('{{ name }}: {{ {x: "}}"}.x }}{{ null }}!', { scope: contextType({ name: types.string }) });
  expect(template.evaluate(scopeOf({ name: 'A' }))).toBe('A: }}!');
  expect(() => compileTemplate('a {{ b', {})).toThrow('never closed');
});

test.each([
  'string',
  'list<number>',
  'context<name: string, tags: list<string>>',
  'range<date>',
  'date and time',
  'years and months duration',
])('the type %s prints as it is read', (text) => {
  expect(printType(parseType(text))).toBe(text);
});

test('JSON and values convert without loss', () => {
  const type = parseType('context<amount: number, day: date, at: date and time, span: days and time duration>');
  const json = { amount: '12345678901234567890.5', day: '2026-11-24', at: '2026-11-24T10:00:00Z', span: 'PT1H' };
  expect(toJson(fromJson(type, json))).toEqual(json);
  expect(fromJson(types.number, 0.1)).toEqual(fromJson(types.number, '0.1'));
});

describe('hostile input ends soon and clearly', () => {
  test.each([
    ['deep brackets', '('.repeat(100_000)],
    ['deep lists', '['.repeat(5000)],
    ['a long chain', `1${' + 1'.repeat(30_000)}`],
    ['a long text', `"${'a'.repeat(200_000)}"`],
    ['deep negation', `${'-'.repeat(50_000)}1`],
  ])('%s', (_name, text) => {
    const spent = processorTime();
    expect(() => compile(text)).toThrow(PlinthError);
    expect(spent()).toBeLessThan(2000);
  });

  test('brackets behind "in" are read once, however deep', () => {
    const spent = processorTime();
    expect(value(`${'1 in ('.repeat(80)}1${') + 0'.repeat(80)}`)).toBe('false');
    expect(spent()).toBeLessThan(1000);
    expect(value('3 in (1) + 2')).toBe('true');
    expect(value('3 in (1 + 1) * 2 - (1)')).toBe('true');
    expect(value('1 in ([1, 2])[1]')).toBe('true');
    expect(value('5 in (1..5).end')).toBe('true');
    expect(value('5 in (1) // the one\n')).toBe('false');
  });

  test.each(['and', 'or'])('ten thousand terms of %s are no depth', (word) => {
    const typed = compile(Array.from({ length: 10_000 }, () => 'a').join(` ${word} `), { scope: contextType({ a: types.boolean }) });
    let asked = 0;
    const last = word === 'or';
    expect(compileClosure(typed)({ get: () => (++asked === 10_000 ? last : !last) })).toBe(last);
    expect(asked).toBe(10_000);
    const written = compileSql(typed, { column: () => 'a', parameter: () => '?', constant: String, number: String, quotient: String });
    expect(written.sql.split(` ${word} `)).toHaveLength(10_000);
  });

  test('a junction keeps its order, its nulls and its places', () => {
    const asked: string[] = [];
    const names = ['a', 'b', 'c', 'd', 'e'];
    const scope = contextType(Object.fromEntries(names.map((name) => [name, types.boolean])));
    const get = (name: string) => (asked.push(name) && name === 'b' ? null : name !== 'd');
    expect(compileClosure(compile(names.join(' and '), { scope }))({ get })).toBe(false);
    expect(asked).toEqual(['a', 'b', 'c', 'd']);
    expect(compile('(a and b) and (c)  ', { scope }).root).toMatchObject({ from: 1, to: 17 });
    expect(findings('amount = 1 and true and name and true and false')[0]).toMatchObject({ from: 24, to: 28 });
  });

  test('an endless loop is stopped', () => {
    expect(() => evaluate(compile('for i in 1..1000000000 return i'))).toThrow('steps');
    expect(() => evaluate(compile('{f: function(n) n, x: for a in 1..10000, b in 1..10000 return f(a)}'))).toThrow('steps');
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('%s is no name of anything', (name) => {
    expect(value(`{}.${name}`)).toBe('null');
    expect(value(`[{}].${name}`)).toBe('[null]');
    expect(evaluate(compile(name, { mode: 'standard' }), {})).toBeNull();
    expect(evaluate(compile(`{${name}: 1}.${name}`, { mode: 'standard' }))).toBe(1);
  });
});
