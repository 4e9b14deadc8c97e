import { expect, test } from 'vitest';
import { FairTurns } from './fair-turns.ts';

/** Work that ends when it is told to. */
function pieces(turns: FairTurns) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const take = (owner: string, name: string) =>
    turns.take(
      owner,
      async () => {
        begun.push(name);
        await new Promise<void>((resolve) => ends.push(resolve));
        return name;
      },
      () => {
        throw new Error(`${name} is refused`);
      },
    );
  const endNext = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, take, endNext };
}

test('whoever wants much waits for themselves, and others come in between', async () => {
  const { begun, take, endNext } = pieces(new FairTurns({ atOnce: 2, each: 1, waitingEach: 10 }));
  const all = [take('a', 'a1'), take('a', 'a2'), take('a', 'a3'), take('b', 'b1'), take('c', 'c1'), take('c', 'c2')];
  expect(begun).toEqual(['a1', 'b1']);
  for (let at = 0; at < all.length; at++) await endNext();
  expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'c1', 'c2']);
  expect(begun.indexOf('c1')).toBeLessThan(begun.indexOf('a3'));
});

test('who waits in too great a number is refused, and what fails makes room', async () => {
  const turns = new FairTurns({ atOnce: 1, each: 1, waitingEach: 1 });
  const { take, endNext, begun } = pieces(turns);
  const [first, second] = [take('a', 'a1'), take('a', 'a2')];
  await expect(take('a', 'a3')).rejects.toThrow('a3 is refused');
  await endNext();
  await endNext();
  expect(await Promise.all([first, second])).toEqual(['a1', 'a2']);
  const failing = turns.take(
    'a',
    () => Promise.reject(new Error('no')),
    () => {
      throw new Error('refused');
    },
  );
  await expect(failing).rejects.toThrow('no');
  const last = take('b', 'b1');
  expect(begun.at(-1)).toBe('b1');
  await endNext();
  await last;
});
