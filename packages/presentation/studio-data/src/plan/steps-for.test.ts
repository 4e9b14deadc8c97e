import { expect, test } from 'vitest';
import { stepsFor } from './steps-for.ts';

test('steps are an entity’s own where they name its key as a word', () => {
  const steps = ['Make the table of order with 2 fields.', 'Add order.total.', 'Add orderLine.amount.', 'Make the schema.'].map(
    (description) => ({
      description,
      destructive: false,
    }),
  );
  const { own, others } = stepsFor(steps, 'order');
  expect(own.map(({ description }) => description)).toEqual(['Make the table of order with 2 fields.', 'Add order.total.']);
  expect(others).toBe(2);
});
