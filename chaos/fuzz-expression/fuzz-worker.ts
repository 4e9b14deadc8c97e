import { parentPort, workerData } from 'node:worker_threads';
import { fuzzCase } from './fuzz-case.ts';
import { realExpressions } from './real-expressions.ts';

export interface FuzzWork {
  readonly seed: number;
  readonly from: number;
  /** Milliseconds since 1970. */
  readonly until: number;
  /** Where the number of the running case stands, for whoever watches. */
  readonly running: SharedArrayBuffer;
}

export interface FuzzReport {
  readonly cases: number;
  readonly next: number;
  readonly origins: Readonly<Record<string, number>>;
  readonly compiled: number;
  readonly values: number;
  readonly slowest: { readonly number: number; readonly milliseconds: number };
  readonly failures: readonly { readonly number: number; readonly text: string; readonly failure: string }[];
}

const { seed, from, until, running } = workerData as FuzzWork;
const real = realExpressions();
const progress = new Int32Array(running);
const origins: Record<string, number> = {};
const failures: { number: number; text: string; failure: string }[] = [];
let [cases, compiled, values] = [0, 0, 0];
let slowest = { number: from, milliseconds: 0 };
let next = from;

function report(): FuzzReport {
  return { cases, next, origins, compiled, values, slowest, failures };
}

for (; Date.now() < until && failures.length < 20; next++) {
  Atomics.store(progress, 0, next);
  const outcome = fuzzCase(seed, next, real);
  cases++;
  compiled += outcome.compiled;
  values += outcome.values;
  origins[outcome.origin] = (origins[outcome.origin] ?? 0) + 1;
  if (outcome.milliseconds > slowest.milliseconds) slowest = { number: next, milliseconds: Math.round(outcome.milliseconds) };
  if (outcome.failure !== null) failures.push({ number: next, text: outcome.text.slice(0, 2_000), failure: outcome.failure });
  // What is known so far outlives a case that hangs.
  if (cases % 500 === 0 || outcome.failure !== null) parentPort?.postMessage(report());
}
parentPort?.postMessage(report());
