import { cancelLongOperation, getLongOperation, type LongOperation, replayHistories } from '@plinth/api-contract';
import { expect, test } from 'vitest';
import { replayOnServer } from './replay-on-server.ts';

const place = { tenant: 'main', environment: 'production', application: 'desk' };
const operation = (status: LongOperation['status']) => ({ id: 'o1', status, progress: { done: 3 }, result: null, problem: null });

/** A server whose operation is running for so many looks; tells what was called. */
function server(looks: number, onCall: (id: string) => void = () => {}) {
  const called: string[] = [];
  let left = looks;
  const call = async (contract: { readonly id: string }, _place: unknown, _input: unknown, options?: { readonly signal?: AbortSignal }) => {
    called.push(contract.id);
    onCall(contract.id);
    options?.signal?.throwIfAborted();
    if (contract.id === cancelLongOperation.id) return operation('cancelled');
    return operation(left-- > 0 ? 'running' : 'succeeded');
  };
  return { client: { call } as never, called };
}

const request = { process: 'loan', most: 100 };

test('a replay is followed to its end', async () => {
  const { client, called } = server(2);
  const seen: number[] = [];
  const ended = await replayOnServer(
    { client, place, signal: new AbortController().signal, onLook: ({ progress }) => seen.push(progress.done) },
    request,
  );
  expect([ended?.status, seen]).toEqual(['succeeded', [3, 3]]);
  expect(called).toEqual([replayHistories.id, getLongOperation.id, getLongOperation.id]);
});

test.each([replayHistories.id, getLongOperation.id])('nobody looks any more during %s, and it is cancelled', async (during) => {
  const controller = new AbortController();
  const { client, called } = server(5, (id) => {
    if (id === during) controller.abort();
  });
  expect(await replayOnServer({ client, place, signal: controller.signal, onLook: () => {} }, request)).toBeNull();
  expect(called.at(-1)).toBe(cancelLongOperation.id);
});

test('what goes wrong while somebody looks is told', async () => {
  const { client, called } = server(5, (id) => {
    if (id === getLongOperation.id) throw new Error('away');
  });
  const replay = replayOnServer({ client, place, signal: new AbortController().signal, onLook: () => {} }, request);
  await expect(replay).rejects.toThrow('away');
  expect(called).not.toContain(cancelLongOperation.id);
});
