import type { Place } from '../syntax/ast.ts';
import { FeelDate } from '../values/temporal.ts';
import { FeelRange, type FeelValue } from '../values/value.ts';
import type { Frame } from './frame.ts';
import type { Run } from './run.ts';

/** Where the items of one iteration come from; `to` where it counts. */
export interface Source {
  readonly from: Run;
  readonly to: Run | null;
}

/** `for`: the results so far are the local variable behind those of the iterations. `steps`: what each item takes. */
export function forEach(sources: readonly Source[], depth: number, result: Run, place: Place, steps = 1): Run {
  const partialAt = depth + sources.length;
  return (frame) => {
    const results: FeelValue[] = [];
    const complete = iterate(sources, depth, frame, steps, () => {
      frame.locals[partialAt] = results;
      results.push(result(frame));
      return true;
    });
    return complete ? results : frame.nothing(place, 'there is nothing to go through');
  };
}

/** `some` is decided by true, `every` by false. */
export function quantified(sources: readonly Source[], depth: number, condition: Run, deciding: boolean, place: Place, steps = 1): Run {
  return (frame) => {
    let decided = false;
    let unknown = false;
    const complete = iterate(sources, depth, frame, steps, () => {
      const passed = condition(frame);
      if (passed === deciding) decided = true;
      else if (typeof passed !== 'boolean') unknown = true;
      return !decided;
    });
    if (decided) return deciding;
    if (!complete) return frame.nothing(place, 'there is nothing to go through');
    return unknown ? frame.nothing(place, 'the condition is neither true nor false for some item') : !deciding;
  };
}

/** Runs a visit for every combination of the items; false where something is no list. The visit says whether to go on. */
function iterate(sources: readonly Source[], depth: number, frame: Frame, steps: number, visit: () => boolean): boolean {
  let goOn = true;
  const walk = (level: number): boolean => {
    const source = sources[level];
    if (source === undefined) {
      goOn = visit();
      return true;
    }
    const items = source.to === null ? itemsOf(source.from(frame)) : sequence(source.from(frame), source.to(frame));
    if (items === null) return false;
    for (const item of items) {
      frame.step(steps);
      frame.locals[depth + level] = item;
      if (!walk(level + 1)) return false;
      if (!goOn) return true;
    }
    return true;
  };
  return walk(0);
}

function itemsOf(value: FeelValue): Iterable<FeelValue> | null {
  if (value === null) return null;
  if (value instanceof FeelRange) return sequence(value.low, value.high);
  return Array.isArray(value) ? (value as readonly FeelValue[]) : [value];
}

/** Whole numbers or days from one to the other, up or down. */
function sequence(from: FeelValue, to: FeelValue): Iterable<FeelValue> | null {
  if (typeof from === 'number' && typeof to === 'number') return count(from, to, (value) => value);
  if (from instanceof FeelDate && to instanceof FeelDate) return count(from.epochDay, to.epochDay, FeelDate.ofEpochDay);
  return null;
}

function* count(from: number, to: number, make: (value: number) => FeelValue): Generator<FeelValue> {
  const step = from <= to ? 1 : -1;
  for (let value = from; step > 0 ? value <= to : value >= to; value += step) yield make(value);
}
