import { expect, test } from 'vitest';
import { inSpan } from './spans.ts';
import { recordedSpans, testContext } from './testing.ts';

test('steps are recorded in the order they begin, those inside others below them, with what failed', async () => {
  const { recorder, spans } = recordedSpans();
  const context = testContext({ spans: recorder });
  const outcome = inSpan(context, 'a.outer', async (within) => {
    const sum = inSpan(within, 'a.sync', () => 1) + (await inSpan(within, 'a.async', async () => 2));
    expect(() =>
      inSpan(within, 'a.throws', () => {
        throw new Error('no');
      }),
    ).toThrow('no');
    await expect(inSpan(within, 'a.rejects', () => Promise.reject(new Error('never')))).rejects.toThrow('never');
    return sum;
  });
  expect(spans.at(0)).toMatchObject({ name: 'a.outer', ended: false });
  expect(await outcome).toBe(3);
  expect(spans.map(({ number, name, ended, failed }) => [number, name, ended, failed])).toEqual([
    ['1', 'a.outer', true, false],
    ['1.1', 'a.sync', true, false],
    ['1.2', 'a.async', true, false],
    ['1.3', 'a.throws', true, true],
    ['1.4', 'a.rejects', true, true],
  ]);
});

test('where nobody looks a step is done as it is', () => {
  const context = testContext();
  expect(inSpan(context, 'a.step', (within) => within)).toBe(context);
});
