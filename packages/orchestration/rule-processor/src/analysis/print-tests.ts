import { type FeelValue, printValue } from '@plinth/expression';
import type { Regions, Runs } from '../table/regions.ts';

/** Unary tests that pass just the values of these runs of regions. */
export function printRuns(regions: Regions, runs: Runs): string {
  const { constants } = regions;
  const all = constants.map((_, index) => 2 * index + 1);
  if (!regions.ordered) {
    const inside = (region: number) => runs.some(([from, to]) => from <= region && region <= to);
    // All that lies between constants is alike here, and stands in region 0.
    const points = all.filter((region) => inside(region) !== inside(0)).map((region) => literal(constants[(region - 1) / 2]));
    if (points.length === 0) return inside(0) ? '-' : 'not(-)';
    return inside(0) && regions.of !== 'boolean' ? `not(${points.join(', ')})` : points.join(', ');
  }
  return runs.map(([from, to]) => printRun(constants, from, to)).join(', ');
}

function printRun(constants: readonly FeelValue[], from: number, to: number): string {
  const last = 2 * constants.length;
  if (from === to && from % 2 === 1) return literal(constants[(from - 1) / 2]);
  if (from === 0 && to === last) return '-';
  const low = from === 0 ? null : literal(constants[from % 2 === 1 ? (from - 1) / 2 : from / 2 - 1]);
  const high = to === last ? null : literal(constants[to % 2 === 1 ? (to - 1) / 2 : to / 2]);
  if (low === null) return `${to % 2 === 1 ? '<=' : '<'} ${high}`;
  if (high === null) return `${from % 2 === 1 ? '>=' : '>'} ${low}`;
  return `${from % 2 === 1 ? '[' : '('}${low}..${high}${to % 2 === 1 ? ']' : ')'}`;
}

function literal(value: FeelValue | undefined): string {
  return printValue(value ?? null, true);
}
