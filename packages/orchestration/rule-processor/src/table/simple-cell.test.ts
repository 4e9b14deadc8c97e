import { compile, types } from '@plinth/expression';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shapeOf } from './cell-shape.ts';
import { simpleLiteral, simpleShape } from './simple-cell.ts';

const digits = fc.oneof(
  fc.integer().map(String),
  fc.tuple(fc.integer(), fc.nat()).map(([whole, fraction]) => `${whole}.${fraction}`),
  fc.constantFrom(
    '-0',
    '007',
    '0.0',
    '9007199254740993',
    '123456789012345',
    '1234567890123456',
    '12345678901234567890123456789012345678901',
    '1.50',
  ),
);
const quoted = fc.string({ unit: 'grapheme' }).map((text) => `"${text}"`);
const space = fc.constantFrom('', ' ', '  ');
const cells = fc.oneof(
  digits,
  quoted,
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), space, digits).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('[', '(', ']'), space, digits, space, fc.constant('..'), space, digits, fc.constantFrom(']', ')', '['))
    .map((parts) => parts.join('')),
  fc.array(quoted, { minLength: 2, maxLength: 4 }).map((all) => all.join(', ')),
);

describe('T2: cells of frequent forms are read as the expression language reads them', () => {
  test('numbers, texts, comparisons, ranges and lists of texts, also negated', () => {
    let read = 0;
    fc.assert(
      fc.property(cells, fc.boolean(), space, (text, negated, around) => {
        const cell = around + (negated ? `not(${text})` : text) + around;
        const shape = simpleShape(cell);
        if (shape === null) return;
        read++;
        expect(shape).toEqual(shapeOf(compile(cell, { mode: 'standard', testsOf: types.any })));
      }),
      { numRuns: 4_000, seed: 20_261_129 },
    );
    expect(read).toBeGreaterThan(3_000);
  });

  test.each([
    '1e2',
    '.5',
    '1.',
    '--1',
    '"a\\n"',
    '"a" "b"',
    '"a',
    '1..2',
    '[1..2',
    '< "a"',
    '- 1',
    'not(1',
    '1, "a"',
    'null',
    '',
    '-',
    '<',
    'not(not(1))',
  ])('what has another form is left to it: %s', (text) => {
    expect(simpleShape(text)).toBeNull();
    if (text !== '- 1') expect(simpleLiteral(text)).toBeUndefined();
  });
});
