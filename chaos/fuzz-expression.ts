import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { fuzzCase } from './fuzz-expression/fuzz-case.ts';
import type { FuzzReport, FuzzWork } from './fuzz-expression/fuzz-worker.ts';
import { realExpressions } from './fuzz-expression/real-expressions.ts';
import { measureGrowth } from './fuzz-expression/time-growth.ts';

/**
 * Gives the parser and the evaluator hostile texts: of the grammar, real ones with changes, any characters, and large ones. None may
 * crash, hang, read what objects inherit or what is global, or give what is no value of FEEL; and the time to read a text may grow no
 * faster than the text. `--minutes`, `--seed`, `--from` (the number of the first case); `--case` runs one and shows it.
 */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '20261129' },
    from: { type: 'string', default: '0' },
    case: { type: 'string' },
  },
});
const seed = Number(values.seed);

if (values.case !== undefined) {
  console.log(fuzzCase(seed, Number(values.case), realExpressions()));
} else {
  const started = Date.now();
  /** A text eight times as long may take so many times as long: three times what is linear, and far from the 64 of what is not. */
  const mostGrowth = 24;
  const growth = measureGrowth();
  const tooFast = growth.filter(({ times }) => times > mostGrowth);
  const steepest = growth.toSorted((a, b) => b.times - a.times).slice(0, 3);
  console.log(
    `seed ${seed}; time of texts eight times as long: ${steepest.map(({ name, times }) => `${name} ${times.toFixed(1)} ×`).join(', ')}`,
  );

  const until = started + Number(values.minutes) * 60_000;
  const reports: FuzzReport[] = [];
  const hanging: number[] = [];
  for (let from = Number(values.from); Date.now() < until && hanging.length < 5; ) {
    const { report, hangs } = await runWorker({ seed, from, until, running: new SharedArrayBuffer(4) });
    reports.push(report);
    if (hangs !== null) hanging.push(hangs);
    if (report.failures.length >= 20) break;
    from = hangs === null ? report.next : hangs + 1;
  }

  const sum = (of: (report: FuzzReport) => number) => reports.reduce((total, report) => total + of(report), 0);
  const failures = reports.flatMap((report) => report.failures);
  const origins: Record<string, number> = {};
  for (const report of reports)
    for (const [origin, count] of Object.entries(report.origins)) origins[origin] = (origins[origin] ?? 0) + count;
  const result = {
    seed,
    minutes: Number(((Date.now() - started) / 60_000).toFixed(1)),
    cases: sum(({ cases }) => cases),
    origins,
    compiled: sum(({ compiled }) => compiled),
    values: sum(({ values: count }) => count),
    slowest: reports.map(({ slowest }) => slowest).toSorted((a, b) => b.milliseconds - a.milliseconds)[0],
    failures: failures.length,
    hanging,
    growth: {
      texts: growth.length,
      tooFast: tooFast.map(({ name }) => name),
      steepest: steepest.map(({ name, times }) => ({ name, times: Number(times.toFixed(1)) })),
    },
  };
  for (const failure of failures) console.error(JSON.stringify(failure));
  console.log(JSON.stringify(result, null, 2));
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'fuzz-expression.json'), `${JSON.stringify(result, null, 2)}\n`);
  process.exitCode = failures.length === 0 && hanging.length === 0 && tooFast.length === 0 ? 0 : 1;
}

/** Runs cases in a thread of its own, which can be ended when one of them never ends. */
function runWorker(work: FuzzWork): Promise<{ readonly report: FuzzReport; readonly hangs: number | null }> {
  const worker = new Worker(new URL('./fuzz-expression/fuzz-worker.ts', import.meta.url), { workerData: work });
  const progress = new Int32Array(work.running);
  let last: FuzzReport = {
    cases: 0,
    next: work.from,
    origins: {},
    compiled: 0,
    values: 0,
    slowest: { number: work.from, milliseconds: 0 },
    failures: [],
  };
  return new Promise((resolve, reject) => {
    let seen = { number: -1, since: Date.now() };
    const watch = setInterval(() => {
      const number = Atomics.load(progress, 0);
      if (number !== seen.number) seen = { number, since: Date.now() };
      // The machine may be busy with something else: a case that takes a second there may take many.
      else if (Date.now() - seen.since > 120_000) {
        clearInterval(watch);
        worker.terminate().then(() => resolve({ report: last, hangs: number }), reject);
      }
    }, 1_000);
    worker.on('message', (report: FuzzReport) => {
      last = report;
    });
    worker.on('error', (error) => {
      clearInterval(watch);
      const number = Atomics.load(progress, 0);
      const failures = [...last.failures, { number, text: '', failure: `the thread ended: ${error}` }];
      resolve({ report: { ...last, next: number + 1, failures }, hangs: null });
    });
    worker.on('exit', () => {
      clearInterval(watch);
      resolve({ report: last, hangs: null });
    });
  });
}
