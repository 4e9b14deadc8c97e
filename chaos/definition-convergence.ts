import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { loanDesk, runSchedule, type ScheduleOutcome } from '@plinth/app-definition/testing';
import fc from 'fast-check';

/**
 * Runs random schedules of several people who edit one definition over a network that reorders, repeats and cuts off,
 * with a server that tells what is tentative and takes some of it back, and checks the laws L1 to L10 and T1 to T5 of packages/metadata/app-definition/SPEC.md after each. Prints its seed; the same seed
 * gives the same schedules.
 */
const { values } = parseArgs({ options: { seed: { type: 'string' }, schedules: { type: 'string', default: '10000' } } });
const seed = Number(values.seed ?? 20_261_124);
const numRuns = Number(values.schedules);
console.log(`${numRuns} schedules, seed ${seed}`);

const choice = fc.nat({ max: 100_000 });
const step = fc.record({ client: choice, what: choice, choices: fc.tuple(choice, choice, choice) });
const totals = { steps: 0, accepted: 0, refused: 0, undone: 0, withdrawn: 0 };
const initial = loanDesk();
const started = performance.now();

const schedule = fc.property(fc.integer({ min: 2, max: 5 }), fc.array(step, { minLength: 20, maxLength: 160 }), (clients, steps) => {
  const outcome: ScheduleOutcome = runSchedule(initial, clients, steps);
  totals.steps += steps.length;
  totals.accepted += outcome.accepted;
  totals.refused += outcome.refused;
  totals.undone += outcome.undone;
  totals.withdrawn += outcome.withdrawn;
  if (outcome.broken !== null) throw new Error(outcome.broken);
});
const details = fc.check(schedule, { seed, numRuns });
const seconds = Math.round((performance.now() - started) / 1000);
const result = { schedules: details.numRuns, seed, failed: details.failed, ...totals, seconds };
console.log(JSON.stringify(result));
if (details.failed) {
  console.error(fc.defaultReportMessage(details));
  process.exitCode = 1;
} else {
  writeFileSync(new URL('results/definition-convergence.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
}
