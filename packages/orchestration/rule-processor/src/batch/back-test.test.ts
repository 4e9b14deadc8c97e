import type { FeelContext } from '@plinth/expression';
import { describe, expect, test } from 'vitest';
import { compileModel } from '../graph/compile-model.ts';
import type { DecisionTable } from '../model/boxed-expression.ts';
import { modelOf } from '../testing/generated-tables.ts';
import { backTest } from './back-test.ts';
import { evaluateBatch } from './evaluate-batch.ts';

function gradesModel(limit: number, outputs: readonly string[] = ['grade']) {
  const rules = [
    [`< ${limit}`, '"low"'],
    [`>= ${limit}`, '"high"'],
  ].map(([condition = '-', output = 'null']) => ({
    id: null,
    description: null,
    annotations: [],
    inputs: [condition],
    outputs: outputs.map(() => output),
  }));
  const table: DecisionTable = {
    kind: 'table',
    type: null,
    hitPolicy: 'UNIQUE',
    aggregation: null,
    annotations: [],
    inputs: [{ label: null, expression: 'a', type: 'number', allowed: null }],
    outputs: outputs.map((name) => ({ name: outputs.length === 1 ? null : name, type: null, allowed: null, otherwise: null })),
    rules,
  };
  return modelOf(table);
}

const gradesFrom = (limit: number, outputs?: readonly string[]) => compileModel(gradesModel(limit, outputs));

async function* rows(count: number): AsyncGenerator<FeelContext> {
  for (let a = 0; a < count; a++) yield { a };
}

describe('B1: two versions over the same rows', () => {
  test('how many change, which, and from what to what', async () => {
    const found = await backTest(gradesFrom(10), gradesFrom(13), 'result', rows(100));
    expect(found).toMatchObject({ rows: 100, same: 97, changed: 3, failed: { before: 0, after: 0 } });
    expect(found.changedRows).toEqual([10, 11, 12].map((a) => ({ index: a, inputs: { a }, before: 'high', after: 'low', failure: null })));
    expect(found.confusion).toEqual([
      {
        output: null,
        cells: [
          { before: '"high"', after: '"high"', rows: 87 },
          { before: '"low"', after: '"low"', rows: 10 },
          { before: '"high"', after: '"low"', rows: 3 },
        ],
        otherRows: 0,
      },
    ]);
  });

  test('several outputs each have their table, null is a value', async () => {
    const both = ['grade', 'rate'];
    const found = await backTest(gradesFrom(1, both), gradesFrom(1, both), 'result', [{ a: 0 }, { a: null }]);
    expect(found.same).toBe(2);
    expect(found.confusion.map(({ output }) => output)).toEqual(['grade', 'rate', null]);
    expect(found.confusion[2]?.cells).toEqual([{ before: 'null', after: 'null', rows: 1 }]);
  });

  test('as many changed rows are kept as are asked for, all are counted', async () => {
    const found = await backTest(gradesFrom(0), gradesFrom(5_000), 'result', rows(5_000), { keepRows: 7 });
    expect(found.changed).toBe(5_000);
    expect(found.changedRows.length).toBe(7);
  });

  test('a row that one version refuses is a change, and the others go on', async () => {
    const given: FeelContext[] = [{ a: 1, b: 1, c: 1 }, { a: 1 }, { a: 2, b: 1, c: 1 }];
    const found = await backTest(gradesFrom(1), gradesFrom(1), 'result', given, { inputs: 'refuse' });
    expect(found).toMatchObject({ rows: 3, same: 3, failed: { before: 1, after: 1 } });
    const requirements = { inputs: [], decisions: [], knowledge: [] };
    const logic = { kind: 'literal', type: null, text: '"high"', language: null } as const;
    const other = compileModel({
      ...gradesModel(1),
      decisions: [{ id: 'result', name: 'result', type: null, question: null, requirements, logic }],
    });
    expect(await backTest(gradesFrom(1), other, 'result', given, { inputs: 'refuse' })).toMatchObject({
      same: 2,
      changed: 1,
      failed: { before: 1, after: 0 },
      changedRows: [{ index: 1, before: null, after: 'high', failure: expect.stringContaining('it is missing') }],
    });
  });
});

describe('B2: batches', () => {
  test('row after row, lazily', async () => {
    let asked = 0;
    const source = (async function* () {
      for await (const row of rows(1_000)) {
        asked++;
        yield row;
      }
    })();
    const values: unknown[] = [];
    for await (const { value, index } of evaluateBatch(gradesFrom(2), 'result', source)) {
      values.push(value);
      if (index === 3) break;
    }
    expect(values).toEqual(['low', 'low', 'high', 'high']);
    expect(asked).toBe(4);
  });

  test('progress is told, at the end for all rows', async () => {
    const told: number[] = [];
    await backTest(gradesFrom(10), gradesFrom(10), 'result', rows(30_000), { onProgress: (count) => told.push(count) });
    expect(told.length).toBeGreaterThan(1);
    expect(told.at(-1)).toBe(30_000);
    expect(told).toEqual([...told].sort((a, b) => a - b));
  });

  test('the signal ends it with its reason, and others have their turn meanwhile', async () => {
    const stop = new AbortController();
    const endless = (async function* () {
      for (let a = 0; ; a++) yield { a };
    })();
    setTimeout(() => stop.abort(new Error('enough')), 50);
    await expect(backTest(gradesFrom(1), gradesFrom(1), 'result', endless, { signal: stop.signal })).rejects.toThrow('enough');
    await expect(backTest(gradesFrom(1), gradesFrom(1), 'result', [{ a: 1 }], { signal: stop.signal })).rejects.toThrow('enough');
  });
});
