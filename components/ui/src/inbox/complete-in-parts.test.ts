import { expect, test } from 'vitest';
import { completeInParts } from './complete-in-parts.ts';

const tasks = Array.from({ length: 250 }, (_, at) => `t${at}`);

test('more tasks than the server takes at once are completed in parts, each once', async () => {
  const parts: string[][] = [];
  const { done, refusals, failure } = await completeInParts(tasks, { answer: 'Approve' }, async (ids) => {
    parts.push([...ids]);
    const [first = '', ...others] = ids;
    return { done: others, refused: [{ task: first, message: 'There is no such task.' }] };
  });
  expect(parts.map(({ length }) => length)).toEqual([100, 100, 50]);
  expect(parts.flat()).toEqual(tasks);
  expect([done, refusals, failure]).toEqual([247, ['There is no such task.'], null]);
});

test('what was done before something failed is told', async () => {
  const away = new Error('away');
  let asked = 0;
  const outcome = await completeInParts(tasks, {}, async (ids) => {
    if (++asked === 2) throw away;
    return { done: [...ids], refused: [] };
  });
  expect(outcome).toEqual({ done: 100, refusals: [], failure: away });
  expect(asked).toBe(2);
});
