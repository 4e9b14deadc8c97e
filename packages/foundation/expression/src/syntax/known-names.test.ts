import { expect, test } from 'vitest';
import { compile } from '../compile.ts';
import { contextType, types } from '../types/feel-type.ts';
import { KnownNames } from './known-names.ts';

test('the longest of its own names and those of another is found, and the other stays as it is', () => {
  const outer = new KnownNames();
  outer.add('monthly salary');
  outer.add('yearly salary after tax');
  const own = new KnownNames(outer);
  own.add('monthly salary after tax');
  own.add('yearly salary');
  expect(own.match('monthly salary after tax * 2', 0)).toEqual({ name: 'monthly salary after tax', to: 24 });
  expect(own.match('yearly salary after tax', 0)).toEqual({ name: 'yearly salary after tax', to: 23 });
  expect(own.match('monthly salary * 2', 0)).toEqual({ name: 'monthly salary', to: 14 });
  expect(outer.match('monthly salary after tax * 2', 0)).toEqual({ name: 'monthly salary', to: 14 });
});

test('names that one expression declares are none in the next of the same scope', () => {
  const scope = contextType({ salary: types.number, monthly: types.number, rate: types.number });
  expect(compile('{ monthly-salary: 1, twice: monthly-salary * 2 }', { scope }).dependencies).toEqual([]);
  expect(compile('monthly-salary', { scope }).dependencies).toEqual([['monthly'], ['salary']]);
});
