import { describe, expect, test } from 'vitest';
import { compile, contextType, evaluate, type FeelContext, fromSpreadsheet, listOf, printValue, types } from '../index.ts';

const scope = contextType({
  a: types.number,
  b: listOf(types.number),
  name: types.string,
  day: types.date,
  SUM: types.number,
  'TOTAL SUM (net)': types.number,
  missing: types.string,
});
const values: FeelContext = { a: 5, b: [1, 2, 3], name: 'Ann', SUM: 7, 'TOTAL SUM (net)': 9, missing: null };

describe('what spreadsheets say, in FEEL', () => {
  test.each([
    ['=MAX(a; 3)', 'max(a, 3)', '5'],
    ['= MIN(b)', ' min(b)', '1'],
    ['IF(a > 3; "big"; "small")', '(if a > 3 then "big" else "small")', '"big"'],
    ['IF(a > 3, IF(a > 4, 1, 2), 3) + 1', '(if a > 3 then (if a > 4 then 1 else 2) else 3) + 1', '2'],
    ['IF(a > 9, 1)', '(if a > 9 then 1 else null)', 'null'],
    ['AND(a > 3, name = "Ann")', '(a > 3 and name = "Ann")', 'true'],
    ['AND(a > 9 or a = 5, TRUE)', '((a > 9 or a = 5) and true)', 'true'],
    ['OR(a > 9, AND(a = 5, NOT(FALSE)))', '(a > 9 or (a = 5 and not(false)))', 'true'],
    ['a <> 4', 'a != 4', 'true'],
    ['name & " is " & a', 'string join([string(name), " is ", string(a)])', '"Ann is 5"'],
    ['"a" & missing & "b"', 'string join(["a", string(missing), "b"])', '"ab"'],
    ['"x" & a + 1 = "x6"', 'string join(["x", string(a + 1)]) = "x6"', 'true'],
    ['LEN(name & "!") + 1', 'string length(string join([string(name), "!"])) + 1', '5'],
    ['CONCATENATE("n", a; name)', 'string join(["n", string(a), string(name)])', '"n5Ann"'],
    ['ROUND(2.345, 2)', 'round half up(2.345, 2)', '2.35'],
    ['ROUND(2,345; 2)', 'round half up(2.345, 2)', '2.35'],
    ['ROUND(2.5)', 'round half up(2.5, 0)', '3'],
    [
      'UPPER(LEFT(name, 2)) & MID(name; 3; 1)',
      'string join([string(upper case(substring(name, 1, 2))), string(substring(name, 3, 1))])',
      '"ANn"',
    ],
    ['AVERAGE(b)', 'mean(b)', '2'],
    [
      'AND(a = 1 or "x" & a = name&"", TRUE)',
      '((a = 1 or string join(["x", string(a)]) = string join([string(name),""])) and true)',
      'false',
    ],
    ['AND(name = "" or name = "A" & "nn")', '((name = "" or name = string join(["A", "nn"])))', 'true'],
    ['CONCAT(a&a;1)&a', 'string join([string(string join([string(string join([string(a),string(a)])),string(1)])),string(a)])', '"5515"'],
    ['2^3', '2**3', '8'],
    ['"say ""hi"""', '"say \\"hi\\""', '"say \\"hi\\""'],
    ['TRUE()', 'true', 'true'],
    ['YEAR(DATE(2026; 11; 29))', '(date(2026, 11, 29)).year', '2026'],
    ['ISBLANK(missing)', '((missing) = null)', 'true'],
    ['MAX(b[item < 3]; 0)', 'max(b[item < 3], 0)', null],
  ])('%s', (written, feel, value) => {
    const { text, findings } = fromSpreadsheet(written, scope);
    expect(text).toBe(feel);
    expect(findings).toEqual([]);
    if (value !== null) expect(printValue(evaluate(compile(text, { scope }), values), true)).toBe(value);
  });
});

test.each([
  'sum(b) + count(b)',
  'if a > 3 then "=IF(1; 2)" else "a & b <> c"',
  '// SUM(1; 2) <> TRUE\na',
  '/* IF(; */ a + 1',
  'SUM + TOTAL SUM (net)',
  '[1..5]',
  'for i in b return i ** 2',
])('%s is FEEL already and stays as it is', (written) => {
  const { text, edits } = fromSpreadsheet(written, scope);
  expect(text).toBe(written);
  expect(edits).toEqual([]);
});

test.each([
  ['VLOOKUP(a; b; 2)', 'unknown-function', 'list[key = value][1].column', 0, 7],
  ['1 + SUMM(b)', 'unknown-function', 'SUM', 4, 8],
  ['1 + FLOOR(a)', 'unknown-function', 'floor', 4, 9],
  ['IF(a)', 'arguments', undefined, 0, 2],
  ['AND()', 'arguments', undefined, 0, 3],
])('%s is said to be nothing', (written, code, suggestion, from, to) => {
  expect(fromSpreadsheet(written).findings).toEqual([
    expect.objectContaining({ code, from, to, ...(suggestion === undefined ? {} : { suggestion }) }),
  ]);
});

test('what is found in FEEL is shown where it was written', () => {
  const written = '=IF(a <> 1; SUMS; LEN(nmae))';
  const { text, offsetOf } = fromSpreadsheet(written);
  for (const word of ['a', 'SUMS', 'nmae', '1']) expect(written.slice(offsetOf(text.indexOf(word))).startsWith(word)).toBe(true);
  expect(offsetOf(0)).toBeLessThanOrEqual(1);
  expect(offsetOf(text.length)).toBe(written.length);
});

test('whatever is written ends soon, and what is no formula stays readable', () => {
  const pieces = ['IF(', 'AND(', ';', '&', '"', '(', ')', '<>', '=', 'a', '{', '/*', '1,5', ' '];
  for (let seed = 1; seed < 400; seed++) {
    const written = Array.from({ length: 30 }, (_, index) => pieces[((seed * (index + 7) * 2654435761) % 1e9) % pieces.length]).join('');
    const { text, edits } = fromSpreadsheet(written);
    expect(typeof text).toBe('string');
    for (const { from, to } of edits) expect(from <= to && to <= written.length).toBe(true);
  }
  const before = process.cpuUsage();
  for (const piece of pieces) fromSpreadsheet(piece.repeat(20_000));
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(5_000);
});
