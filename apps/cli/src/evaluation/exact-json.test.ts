import { equalValues, type FeelValue, parseNumber } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { numberText, randomFrom } from '../testing-numbers.ts';
import { fromExactJson, readExactJson, toExactJson } from './exact-json.ts';

const there = (text: string): FeelValue => fromExactJson(readExactJson(text));
const back = (value: FeelValue) => JSON.stringify(toExactJson(value));

describe('numbers keep every digit', () => {
  test.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['0.1000000000000000055511151231257827', '0.1000000000000000055511151231257827'],
    ['1e400', '1E+400'],
    ['1E-400', '1E-400'],
    ['1.0', '1'],
    ['-0', '0'],
    ['100000000000000000000000', '100000000000000000000000'],
  ])('%s is printed as %s', (text, printed) => {
    expect(back(there(text))).toBe(printed);
  });

  test('5,000 numbers of up to 34 digits are read, printed and read again as the same', () => {
    const random = randomFrom(34);
    for (let index = 0; index < 5000; index++) {
      const text = numberText(random);
      const expected = parseNumber(text);
      const printed = back([{ n: there(text) }]);
      const [again] = there(printed) as readonly { n: FeelValue }[];
      expect(expected, text).not.toBeNull();
      expect(equalValues(again?.n ?? null, expected), `${text} became ${printed}`).toBe(true);
    }
  });

  test('what is not evaluated is printed as it was written', () => {
    const text = '{"id":[1.0,-0,1e2,12345678901234567890,{"__proto__":0.10}]}';
    expect(JSON.stringify(readExactJson(text))).toBe(text);
  });

  test('a number beyond decimal128 is refused, not rounded to another', () => {
    expect(() => there('[1e7000]')).toThrow('1e7000');
  });
});

test('names that objects inherit are names like any other', () => {
  const value = there('{"__proto__": 1, "constructor": {"toString": 2.50}}');
  expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  expect(back(value)).toBe('{"__proto__":1,"constructor":{"toString":2.5}}');
});

test.each(['', '{', '01', '1.', '.5', '+1', 'NaN', '{"a":1,}', "{'a':1}", '[1] 2', '"\n"'])('%j is no JSON', (text) => {
  expect(() => readExactJson(text)).toThrow(SyntaxError);
});

test('a list that stands in itself many times is refused instead of filling the memory', () => {
  let value: FeelValue = 1;
  for (let depth = 0; depth < 60; depth++) value = [value, value];
  expect(() => toExactJson(value)).toThrow(expect.objectContaining({ code: 'cli.too-large' }));
});
