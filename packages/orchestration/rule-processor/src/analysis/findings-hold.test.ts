import { type Closure, compile, compileClosure, evaluate, type FeelContext, type FeelValue, scopeOf, types } from '@plinth/expression';
import { processorTime } from '@plinth/foundation/testing';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../graph/compile-model.ts';
import type { DecisionTable, HitPolicy } from '../model/boxed-expression.ts';
import { analysed, input, names, table } from '../testing/analysed-tables.ts';
import { anyTable, cell, type LiteralKind, modelOf, outputs } from '../testing/generated-tables.ts';

/** The rules that match by really running the table, which must not stop at the first. */
function matcher(table: DecisionTable): (values: readonly FeelValue[]) => readonly number[] {
  const model = compileModel(modelOf({ ...table, hitPolicy: 'COLLECT', aggregation: null }));
  return (values) => {
    const inputs: FeelContext = Object.fromEntries(values.map((value, index) => [names[index], value]));
    const { explanation } = model.evaluate('result', { values: inputs }, { explain: true });
    return explanation?.steps.at(-1)?.tables[0]?.matched.map(({ rule }) => rule) ?? [];
  };
}

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
        const isRanked = generated.hitPolicy === 'FIRST' || generated.hitPolicy === 'PRIORITY';
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
          if (!isRanked) continue;
          const { explanation } = asIs.evaluate('result', { values }, { explain: true });
          for (const rule of explanation?.steps.at(-1)?.tables[0]?.fired ?? []) fired.add(rule);
        }
        const withoutNull = !generated.rules.some((rule) => rule.inputs.some((text) => /\bnull\b/.test(text)));
        if (!withoutNull || found.notAnalysed.length > 0) return;
        expect(new Set(found.overlaps.map(({ rules }) => rules.join()))).toEqual(pairs);
        if (found.complete === 'yes') complete++;
        if (!isRanked) return;
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
    const spent = processorTime();
    expect(analysed(table({ cells, inputs }))).toMatchObject({ complete: 'yes', gaps: [], overlaps: [], cutOff: [] });
    // Without one rule there is one gap, which is that rule.
    const missing = analysed(table({ cells: cells.toSpliced(617, 1), inputs }));
    expect(missing.gaps.map(({ tests }) => tests)).toEqual([cells[617]?.slice(0, 5)]);
    expect(spent()).toBeLessThan(10_000);
  });
});
