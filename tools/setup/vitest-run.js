import { startVitest } from 'vitest/node';
import { exitCodeOf, totalsLine, totalsOf } from './test-totals.js';

/**
 * Runs Vitest in this process and ends with the totals, to which those of the checks that ran before are added.
 * Parameters: how many checks passed, how many failed, then Vitest's own filters.
 */
const [checksPassed, checksFailed, ...filters] = process.argv.slice(2);

let totals = { passed: 0, failed: 1, skipped: 0 };
const keepTotals = {
  onTestRunEnd(modules, unhandledErrors) {
    totals = totalsOf(modules, unhandledErrors);
  },
};
const vitest = await startVitest('test', filters, { watch: false, run: true, reporters: ['default', keepTotals] });
await vitest.close();

const all = { ...totals, passed: totals.passed + Number(checksPassed), failed: totals.failed + Number(checksFailed) };
process.stdout.write(`\n${totalsLine(all)}\n`, () => process.exit(exitCodeOf(all)));
