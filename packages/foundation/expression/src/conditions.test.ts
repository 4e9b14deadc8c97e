import { expect, test } from 'vitest';
import { compile, compileClosure, conditionsOf, contextType, listOf, scopeOf, types } from './index.ts';

const scope = contextType({
  status: types.string,
  amount: types.number,
  client: contextType({ name: types.string, district: contextType({ name: types.string }) }),
  user: contextType({ email: types.string, groups: listOf(types.string) }),
});

test.each([
  ['status = "a"', [['status = "a"', 'status']]],
  [
    'status in ("a", "b") and (amount > 1 or not(client.name = user.email))',
    [
      ['status in ("a", "b")', 'status'],
      ['amount > 1', 'amount'],
      ['not(client.name = user.email)', 'client.name', 'user.email'],
    ],
  ],
  [
    'client.district.name = "x" or list contains(user.groups, status)',
    [
      ['client.district.name = "x"', 'client.district.name'],
      ['list contains(user.groups, status)', 'user.groups', 'status'],
    ],
  ],
])('the conditions of %s with what each reads', (text, expected) => {
  const conditions = conditionsOf(compile(text, { scope }));
  expect(conditions.map(({ text: own, typed }) => [own, ...typed.dependencies.map((path) => path.join('.'))])).toEqual(expected);
});

test('each can be evaluated by itself', () => {
  const run = conditionsOf(compile('status = "a" and amount > 1', { scope })).map(({ typed }) => compileClosure(typed));
  expect(run.map((one) => one(scopeOf({ status: 'a', amount: null })))).toEqual([true, null]);
});
