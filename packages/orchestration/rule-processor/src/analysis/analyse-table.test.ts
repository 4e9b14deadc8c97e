import { type Closure, compile, compileClosure, evaluate, type FeelContext, type FeelValue, scopeOf, types } from '@plinth/expression';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../graph/compile-model.ts';
import type { DecisionTable, HitPolicy } from '../model/boxed-expression.ts';
import { anyTable, cell, type LiteralKind, modelOf, outputs } from '../testing/generated-tables.ts';
import { analyseModel } from './analyse-model.ts';

const names = ['a', 'b', 'c'];
const analysed = (table: DecisionTable, options = {}) => {
  const [found] = analyseModel(modelOf(table), [], options);
  if (found === undefined) throw new Error('The model has no table.');
  return found;
};

/** The rules that match by really running the table, which must not stop at the first. */
function matcher(table: DecisionTable): (values: readonly FeelValue[]) => readonly number[] {
  const model = compileModel(modelOf({ ...table, hitPolicy: 'COLLECT', aggregation: null }));
  return (values) => {
    const inputs: FeelContext = Object.fromEntries(values.map((value, index) => [names[index], value]));
    return model.evaluate('result', { values: inputs }).fired[0]?.rules ?? [];
  };
}

function table(more: Partial<DecisionTable> & { readonly cells: readonly (readonly string[])[] }): DecisionTable {
  const { cells, ...rest } = more;
  return {
    kind: 'table',
    type: null,
    hitPolicy: 'UNIQUE',
    aggregation: null,
    annotations: [],
    inputs: (cells[0] ?? []).slice(0, -1).map((_, index) => ({ label: null, expression: names[index] ?? '', type: null, allowed: null })),
    outputs: [{ name: null, type: null, allowed: null, otherwise: null }],
    rules: cells.map((texts) => ({ id: null, description: null, annotations: [], inputs: texts.slice(0, -1), outputs: texts.slice(-1) })),
    ...rest,
  };
}

const input = (type: string, allowed: string | null = null, expression = 'a') => ({ label: null, expression, type, allowed });

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

describe('A5: what is found is so, by really running the table', () => {
  test('examples of gaps match no rule, those of overlaps both; rules that never fire do not', { timeout: 120_000 }, () => {
    let [gaps, overlaps] = [0, 0];
    fc.assert(
      fc.property(anyTable(7), (generated) => {
        const found = analysed(generated);
        const match = matcher(generated);
        for (const gap of found.gaps) expect({ gap, rules: match(gap.example) }).toEqual({ gap, rules: [] });
        for (const overlap of found.overlaps) expect(match(overlap.example)).toEqual(expect.arrayContaining([...overlap.rules]));
        gaps += found.gaps.length;
        overlaps += found.overlaps.length;
      }),
      { numRuns: 1_500, seed: 20_261_129 },
    );
    expect(gaps).toBeGreaterThan(500);
    expect(overlaps).toBeGreaterThan(500);
  });

  const finite: Readonly<Partial<Record<LiteralKind, string>>> = {
    number: '0, 1, 2, 2.5, 3',
    string: '"a", "b", "B", ""',
    boolean: 'true, false',
  };
  const finiteTable = fc
    .array(fc.constantFrom<LiteralKind>('number', 'string', 'boolean'), { minLength: 1, maxLength: 3 })
    .chain((kinds) =>
      fc.tuple(
        fc.constant(kinds),
        fc.constantFrom<HitPolicy>('UNIQUE', 'FIRST', 'PRIORITY', 'ANY'),
        fc.array(fc.tuple(fc.tuple(...kinds.map((kind) => cell([kind], []))), fc.constantFrom(...outputs.slice(0, 3))), { maxLength: 8 }),
      ),
    )
    .map(([kinds, hitPolicy, rules]) => ({
      kinds,
      table: table({
        cells: rules.map(([cells, output]) => [...cells, output]),
        hitPolicy,
        inputs: kinds.map((kind, index) => input(kind, finite[kind] ?? null, names[index])),
        outputs: [{ name: null, type: null, allowed: '"high", "middle", "low"', otherwise: null }],
      }),
    }));

  test('over small domains the list of gaps is complete, and so are overlaps and rules that never fire', { timeout: 120_000 }, () => {
    let complete = 0;
    let shadowed = 0;
    fc.assert(
      fc.property(finiteTable, ({ kinds, table: generated }) => {
        const found = analysed(generated);
        const match = matcher(generated);
        const asIs = compileModel(modelOf(generated));
        const columns = kinds.map((kind) => evaluate(compile(`[${finite[kind]}]`)) as readonly FeelValue[]);
        const rows = columns.reduce<readonly (readonly FeelValue[])[]>(
          (all, values) => all.flatMap((row) => values.map((value) => [...row, value])),
          [[]],
        );
        const tests = new Map<string, Closure>();
        const closureOf = (text: string) => {
          const closure = tests.get(text) ?? compileClosure(compile(text, { mode: 'standard', testsOf: types.any }));
          tests.set(text, closure);
          return closure;
        };
        const passes = (all: readonly string[], row: readonly FeelValue[]) =>
          all.every((text, index) => closureOf(text)(scopeOf({}), row[index] ?? null) === true);
        const fired = new Set<number>();
        const pairs = new Set<string>();
        for (const row of rows) {
          const rules = match(row);
          // Certain gaps only where a cell is not understood.
          const inGap = found.gaps.some((gap) => passes(gap.tests, row));
          if (inGap || found.notAnalysed.length === 0) expect({ row, rules, inGap }).toEqual({ row, rules, inGap: rules.length === 0 });
          for (const [index, first] of rules.entries()) for (const second of rules.slice(index + 1)) pairs.add(`${first},${second}`);
          const values = Object.fromEntries(row.map((value, index) => [names[index], value]));
          const winner = generated.hitPolicy === 'FIRST' ? asIs.evaluate('result', { values }).fired[0]?.rules[0] : undefined;
          if (winner !== undefined) fired.add(winner);
        }
        const withoutNull = !generated.rules.some((rule) => rule.inputs.some((text) => /\bnull\b/.test(text)));
        if (!withoutNull || found.notAnalysed.length > 0) return;
        expect(new Set(found.overlaps.map(({ rules }) => rules.join()))).toEqual(pairs);
        if (found.complete === 'yes') complete++;
        if (generated.hitPolicy !== 'FIRST') return;
        const silent = generated.rules.map((_, index) => index + 1).filter((rule) => !fired.has(rule));
        expect([...found.impossible, ...found.shadowed.map(({ rule }) => rule)].sort((a, b) => a - b)).toEqual(silent);
        shadowed += found.shadowed.length;
      }),
      { numRuns: 600, seed: 20_261_129 },
    );
    expect(complete).toBeGreaterThan(20);
    expect(shadowed).toBeGreaterThan(20);
  });
});

describe('A6: large tables', () => {
  test('a thousand rules by five inputs, complete and without overlaps, are proven so in seconds', { timeout: 30_000 }, () => {
    // 10 × 5 × 5 × 2 × 2 bands.
    const band = (index: number, count: number, width: number) =>
      index === 0 ? `< ${width}` : index === count - 1 ? `>= ${index * width}` : `[${index * width}..${(index + 1) * width})`;
    const cells: string[][] = [];
    for (let a = 0; a < 10; a++)
      for (let b = 0; b < 5; b++)
        for (let c = 0; c < 5; c++)
          for (const d of ['true', 'false'])
            for (const e of ['"x"', 'not("x")']) cells.push([band(a, 10, 10), band(b, 5, 7), band(c, 5, 3), d, e, '1']);
    const inputs = ['a', 'b', 'c', 'd', 'e'].map((expression, index) =>
      input(index < 3 ? 'number' : index === 3 ? 'boolean' : 'string', null, expression),
    );
    const began = performance.now();
    expect(analysed(table({ cells, inputs }))).toMatchObject({ complete: 'yes', gaps: [], overlaps: [], cutOff: [] });
    // Without one rule there is one gap, which is that rule.
    const missing = analysed(table({ cells: cells.toSpliced(617, 1), inputs }));
    expect(missing.gaps.map(({ tests }) => tests)).toEqual([cells[617]?.slice(0, 5)]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
