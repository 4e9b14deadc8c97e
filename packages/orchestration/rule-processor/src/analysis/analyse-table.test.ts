import { describe, expect, test } from 'vitest';
import { analysed, input, table } from '../testing/analysed-tables.ts';
import { modelOf } from '../testing/generated-tables.ts';
import { analyseModel } from './analyse-model.ts';

describe('A1: gaps', () => {
  test.each([
    ['numbers', 'number', ['< 5', '> 5'], ['5'], [5]],
    ['numbers have fractions', 'number', ['<= 5', '>= 6'], ['(5..6)'], [5.5]],
    ['dates have none', 'date', ['<= @"2024-02-28"', '>= @"2024-02-29"'], null, null],
    ['dates', 'date', ['< @"2024-02-28"', '>= @"2024-03-01"'], ['[@"2024-02-28"..@"2024-03-01")'], ['2024-02-28']],
    ['texts', 'string', ['"a"', '"b"'], ['not("a", "b")'], ['other']],
    ['truth', 'boolean', ['true'], ['false'], [false]],
    ['months', 'years and months duration', ['<= @"P1Y"', '>= @"P13M"'], null, null],
    ['times of a day', 'time', ['< @"12:00:00"', '> @"12:00:00"'], ['@"12:00:00"'], ['12:00:00']],
  ])('of %s', (_what, type, cells, tests, example) => {
    const found = analysed(table({ cells: cells.map((text) => [text, '1']), inputs: [input(type)] }));
    expect(found.complete).toBe(tests === null ? 'yes' : 'no');
    expect(found.gaps.map((gap) => gap.tests)).toEqual(tests === null ? [] : [tests]);
    if (example !== null)
      expect(found.gaps[0]?.example.map((value) => (typeof value === 'boolean' ? value : String(value)))).toEqual(
        example.map((value) => (typeof value === 'boolean' ? value : String(value))),
      );
  });

  test('allowed values bound what has to be covered, of the input and of its type', () => {
    const cells = [
      ['"a"', '1'],
      ['"b"', '2'],
    ];
    expect(analysed(table({ cells, inputs: [input('string', '"a", "b"')] })).complete).toBe('yes');
    expect(analysed(table({ cells, inputs: [input('string', '"a", "b", "c"')] })).gaps).toEqual([{ tests: ['"c"'], example: ['c'] }]);
    const item = {
      name: 'tLetter',
      type: 'string',
      isCollection: false,
      allowed: '"a", "b"',
      constraint: null,
      components: [],
      function: null,
    };
    const typed = { ...modelOf(table({ cells, inputs: [input('tLetter')] })), items: [item] };
    expect(analyseModel(typed)[0]?.complete).toBe('yes');
  });

  test('the same expression twice is one value', () => {
    const inputs = [input('number', null, 'a'), input('number', null, 'a')];
    const found = analysed(
      table({
        cells: [
          ['< 5', '-', '1'],
          ['-', '>= 5', '2'],
        ],
        inputs,
      }),
    );
    expect(found.complete).toBe('yes');
    expect(found.overlaps).toEqual([]);
  });
});

describe('A2: overlaps and contradictions', () => {
  const cells = [
    ['[1..5]', '"x"'],
    ['[5..9]', '"y"'],
    ['(9..11)', '"x"'],
    ['10', '"x"'],
  ];
  test.each([
    ['UNIQUE', [true, true]],
    ['ANY', [true, false]],
    ['FIRST', [false, false]],
    ['COLLECT', [false, false]],
  ] as const)('what %s makes of them', (hitPolicy, faults) => {
    const { overlaps } = analysed(table({ cells, hitPolicy, inputs: [input('number')] }));
    expect(overlaps.map(({ rules, tests, isFault }) => ({ rules, tests, isFault }))).toEqual([
      { rules: [1, 2], tests: ['5'], isFault: faults[0] },
      { rules: [3, 4], tests: ['10'], isFault: faults[1] },
    ]);
  });

  test('the same condition in other words, with another output', () => {
    const same = [
      ['< 5', '1'],
      ['not(>= 5)', '2'],
      ['>= 5', '3'],
      ['[5..5], > 5', '3'],
    ];
    expect(analysed(table({ cells: same, inputs: [input('number')] })).contradictions).toEqual([[1, 2]]);
    expect(analysed(table({ cells: same, inputs: [input('number')], hitPolicy: 'COLLECT' })).contradictions).toEqual([]);
  });
});

describe('A3: rules that never fire', () => {
  const cells = [
    ['< 5', '"b"'],
    ['>= 3', '"a"'],
    ['[1..9]', '"c"'],
    ['[9..1]', '"a"'],
    ['"x"', '"a"'],
  ];
  const outputs = [{ name: null, type: null, allowed: '"a", "b", "c", "d"', otherwise: null }];

  test('taken by those before them, together', () => {
    const found = analysed(table({ cells, hitPolicy: 'FIRST', inputs: [input('number')], outputs }));
    expect(found.shadowed).toEqual([{ rule: 3, by: [1, 2] }]);
    expect(found.impossible).toEqual([4, 5]);
    expect(found.neverGiven).toEqual([
      { output: 1, value: '"c"', rule: null },
      { output: 1, value: '"d"', rule: null },
    ]);
  });

  test('by priority it is the value that counts', () => {
    const some = [
      ['-', '"b"'],
      ['> 1', '"c"'],
      ['< 1', '"a"'],
    ];
    expect(analysed(table({ cells: some, hitPolicy: 'PRIORITY', inputs: [input('number')], outputs })).shadowed).toEqual([
      { rule: 2, by: [1] },
    ]);
  });

  test('values that are given and not listed are null, and said so', () => {
    expect(analysed(table({ cells: [['-', '"z"']], inputs: [input('number')], outputs })).notListed).toEqual([
      { output: 1, value: '"z"', rule: 1 },
    ]);
  });
});

describe('A4: what is not understood is said, and nothing is proven with it', () => {
  test('cells that depend on more than constants', () => {
    const found = analysed(
      table({
        cells: [
          ['< b', '1'],
          ['>= 5', '2'],
        ],
        inputs: [input('number')],
      }),
    );
    expect(found.complete).toBe('unknown');
    expect(found.gaps).toEqual([]);
    expect(found.notAnalysed).toEqual([{ rule: 1, input: 1, output: null, reason: expect.stringContaining('constants') }]);
  });

  test('a gap outside such a cell is a gap all the same', () => {
    const inputs = [input('number'), input('boolean', null, 'b')];
    const found = analysed(
      table({
        cells: [
          ['< c', 'true', '1'],
          ['>= 5', '-', '2'],
        ],
        inputs,
      }),
    );
    expect(found.gaps.map(({ tests }) => tests)).toEqual([['< 5', 'false']]);
  });

  test('inputs whose values have no order or are lists', () => {
    const found = analysed(
      table({
        cells: [
          ['[1, 2]', '1'],
          ['-', '2'],
        ],
        inputs: [input('list<number>')],
      }),
    );
    expect(found.complete).toBe('yes');
    expect(found.notAnalysed).toEqual([{ rule: 1, input: 1, output: null, reason: 'values of the type list are not analysed' }]);
  });

  test('outputs that are only known by running', () => {
    const outputs = [{ name: null, type: null, allowed: '"a", "b"', otherwise: null }];
    const found = analysed(
      table({
        cells: [
          ['< 5', 'c'],
          ['> 3', '"a"'],
        ],
        hitPolicy: 'PRIORITY',
        inputs: [input('number')],
        outputs,
      }),
    );
    expect(found).toMatchObject({ shadowed: [], neverGiven: [], notAnalysed: [{ rule: 1, output: 1 }] });
  });

  test('tables within other logic are found, and told where they stand', () => {
    const inner = table({ cells: [['< 5', '1']], inputs: [input('number', null, 'x')] });
    const model = modelOf(inner);
    const context = {
      kind: 'context' as const,
      type: null,
      entries: [
        { name: 'x', type: 'number', value: inner },
        { name: null, type: null, value: inner },
      ],
    };
    const body = { kind: 'function' as const, type: null, language: 'FEEL', parameters: [{ name: 'x', type: 'number' }], body: context };
    const requirements = { inputs: [], decisions: [], knowledge: [] };
    const found = analyseModel({ ...model, decisions: [], knowledge: [{ id: 'f', name: 'f', type: null, requirements, logic: body }] });
    expect(found.map(({ element, place, gaps }) => [element, place, gaps[0]?.tests])).toEqual([
      ['f', 'entry x', ['>= 5']],
      ['f', 'result', ['>= 5']],
    ]);
  });

  test('a budget that is spent is said, not taken for an answer', () => {
    const bands = Array.from({ length: 12 }, (_, index) => (index === 0 ? '< 1' : index === 11 ? '>= 11' : `[${index}..${index + 1})`));
    const cells = bands.flatMap((a) => bands.flatMap((b) => bands.map((c) => [a, b, c, '1'])));
    expect(analysed(table({ cells })).complete).toBe('yes');
    expect(analysed(table({ cells }), { steps: 50_000 })).toMatchObject({
      complete: 'too large',
      gaps: [],
      cutOff: expect.arrayContaining(['gaps']),
    });
    // What was found before is kept.
    const open = analysed(table({ cells: cells.slice(1) }), { steps: 250_000 });
    expect(open).toMatchObject({ complete: 'no', gaps: [{ tests: ['< 1', '< 1', '< 1'] }] });
  });
});
