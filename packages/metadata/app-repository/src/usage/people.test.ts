import { expect, test } from 'vitest';
import { peopleOf, placeOf, places } from './people.ts';

const counted = (people: number) => {
  const set = new Set(Array.from({ length: people }, (_, at) => placeOf('tenant', 'bank', `member-${at}`)));
  return peopleOf(set.size);
};

test.each([0, 1, 2, 5, 10])('%i people are counted exactly', (people) => {
  expect(counted(people)).toBe(people);
});

test.each([100, 1000, 10_000, 30_000])('%i people are counted within three per cent', (people) => {
  expect(Math.abs(counted(people) - people) / people).toBeLessThan(0.03);
});

test('all bits set is a finite number', () => {
  expect(peopleOf(places)).toBe(73_817);
});

test('a person has another place in every application and tenant', () => {
  const of = (tenant: string, application: string) => placeOf(tenant, application, 'ada');
  expect(new Set([of('a', 'bank'), of('b', 'bank'), of('a', 'shop')]).size).toBe(3);
});
