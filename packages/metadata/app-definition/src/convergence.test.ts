import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loanDesk, runSchedule } from './testing.ts';

const choice = fc.nat({ max: 100_000 });
const step = fc.record({ client: choice, what: choice, choices: fc.tuple(choice, choice, choice) });

const seed = 20_261_124;

test(`L8 L9 L10 500 random schedules converge with nothing lost (seed ${seed})`, () => {
  const initial = loanDesk();
  const totals = { accepted: 0, refused: 0, undone: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), fc.array(step, { minLength: 20, maxLength: 120 }), (clients, steps) => {
      const outcome = runSchedule(initial, clients, steps);
      totals.accepted += outcome.accepted;
      totals.refused += outcome.refused;
      totals.undone += outcome.undone;
      expect(outcome.broken).toBeNull();
    }),
    { seed, numRuns: 500 },
  );
  // A simulation in which nothing happens would hold every law.
  expect(totals.accepted).toBeGreaterThan(3000);
  expect(totals.refused).toBeGreaterThan(100);
  expect(totals.undone).toBeGreaterThan(500);
}, 120_000);
