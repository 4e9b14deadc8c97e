import { expect, test } from 'vitest';
import { definitionOf } from './definition.ts';
import { type DefinitionIndex, indexOf, withRecord } from './definition-index.ts';
import { loanDesk } from './testing.ts';

test('an index made at once is the one that is carried along, whatever the order in which records come', () => {
  const records = [...loanDesk().records.values()];
  const whole = plain(indexOf(definitionOf(records)));
  for (const order of [records, records.toReversed()]) {
    expect(plain(indexOf(order.reduce(withRecord, definitionOf([]))))).toEqual(whole);
  }
  expect(Object.keys(whole.children).length).toBeGreaterThan(5);
});

function plain({ byKind, children, referrers, names }: DefinitionIndex) {
  const ids = (sets: DefinitionIndex['names']) => Object.fromEntries(Array.from(sets, ([key, set]) => [key, [...set.keys()]]));
  return { byKind: ids(byKind), children: Object.fromEntries(children), referrers: ids(referrers), names: ids(names) };
}
