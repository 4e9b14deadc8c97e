import { randomUUID } from 'node:crypto';
import { testContext } from '@plinth/foundation/testing';
import { expect, test } from 'vitest';
import { DebugPlaces } from './debug-places.ts';

function member(tenant: string) {
  const context = testContext({ tenant: { id: tenant, key: 'some' } });
  return { ...context, actor: { ...context.actor, id: randomUUID() } };
}

test('D6 a member debugs one function at a time, and so many members of a tenant at once', () => {
  const places = new DebugPlaces();
  const [north, south] = [randomUUID(), randomUUID()];
  const ended: string[] = [];
  const first = member(north);
  const leaveFirst = places.take(first, () => ended.push('first'));
  places.take(first, () => ended.push('second'));
  expect(ended).toEqual(['first']);
  // Who was ended leaves a place that is not theirs any more.
  leaveFirst();
  const others = Array.from({ length: 4 }, () => places.take(member(north), () => ended.push('other')));
  expect(() => places.take(member(north), () => {})).toThrowError(expect.objectContaining({ code: 'functions.busy' }));
  places.take(member(south), () => {});
  others[0]?.();
  places.take(member(north), () => {});
  expect(ended).toEqual(['first']);
});
