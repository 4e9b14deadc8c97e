import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loanDesk, runSchedule } from './testing.ts';

const choice = fc.nat({ max: 100_000 });
const step = fc.record({ client: choice, what: choice, choices: fc.tuple(choice, choice, choice) });

const seed = 20_261_124;

test(`L8 L9 L10 T1 T2 T5 500 random schedules converge with nothing lost (seed ${seed})`, () => {
  const initial = loanDesk();
  const totals = { accepted: 0, refused: 0, undone: 0, withdrawn: 0 };
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 4 }), fc.array(step, { minLength: 30, maxLength: 170 }), (clients, steps) => {
      const outcome = runSchedule(initial, clients, steps);
      totals.accepted += outcome.accepted;
      totals.refused += outcome.refused;
      totals.undone += outcome.undone;
      totals.withdrawn += outcome.withdrawn;
      expect(outcome.broken).toBeNull();
    }),
    { seed, numRuns: 500 },
  );
  // A simulation in which nothing happens would hold every law.
  expect(totals.accepted).toBeGreaterThan(3000);
  expect(totals.refused).toBeGreaterThan(100);
  expect(totals.undone).toBeGreaterThan(500);
  expect(totals.withdrawn).toBeGreaterThan(500);
}, 120_000);
