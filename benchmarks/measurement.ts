import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';

/** Figures of one thing measured several times. */
export interface Figures {
  readonly median: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly runs: number;
}

export function figures(values: readonly number[]): Figures {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  const median = sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
  return { median, minimum: sorted[0] ?? Number.NaN, maximum: sorted.at(-1) ?? Number.NaN, runs: sorted.length };
}

/** One line of a result: a ratio to a floor of the same run, or a figure against a budget. */
export interface Goal {
  readonly name: string;
  readonly value: number;
  readonly goal: number;
  /** Whether small is good (times, bytes) or large (throughput ratios). */
  readonly better: 'lower' | 'higher';
  readonly unit: string;
}

function isMet(goal: Goal): boolean {
  return goal.better === 'lower' ? goal.value <= goal.goal : goal.value >= goal.goal;
}

/** Prints the goals and keeps them with every figure and the machine under `benchmarks/results/`. */
export function keepResult(name: string, goals: readonly Goal[], details: unknown): void {
  for (const goal of goals) {
    const relation = goal.better === 'lower' ? '≤' : '≥';
    console.log(
      `${isMet(goal) ? 'met   ' : 'missed'}  ${goal.name}: ${shown(goal.value)} ${goal.unit} (goal ${relation} ${shown(goal.goal)})`,
    );
  }
  const folder = join(import.meta.dirname, 'results');
  mkdirSync(folder, { recursive: true });
  const result = {
    benchmark: name,
    measuredAt: new Date().toISOString(),
    machine: {
      cores: cpus().length,
      processor: cpus()[0]?.model ?? 'unknown',
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      node: process.version,
    },
    goals: goals.map((goal) => ({ ...goal, met: isMet(goal) })),
    details,
  };
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
