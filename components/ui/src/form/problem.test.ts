import { expect, test } from 'vitest';
import { readProblem } from './problem.ts';

test('everything that is said of a field stands at it, with the reasons', () => {
  const violations = [
    { path: '/amount', message: 'is more than we lend' },
    { path: '/amount', message: 'needs a second signature.' },
    { path: '/amount', message: 'cannot be judged', hint: 'income is not known' },
    { path: '/values/note', message: 'is odd' },
    { path: '', message: 'of the whole' },
    { path: '/number' },
  ];
  expect(readProblem({ title: 'Refused', violations }).fields).toEqual({
    amount: 'is more than we lend; needs a second signature. cannot be judged (income is not known)',
    note: 'is odd',
  });
});
