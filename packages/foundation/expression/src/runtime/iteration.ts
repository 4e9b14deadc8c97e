import { filter as filterRun } from '../closures/filter.ts';
import type { Frame } from '../closures/frame.ts';
import { forEach as forEachRun, quantified, type Source } from '../closures/iteration.ts';
import type { FeelValue } from '../values/value.ts';
import { nowhere, silentFrame } from './silent-frame.ts';

/** Part of an iteration: gets the items that it and those before it are at. */
type Step = (...items: readonly FeelValue[]) => FeelValue;

/** `for … return …`: the results for every combination of items; the last parameter is the list of those so far. */
export function forEach(sources: readonly Step[], result: Step): readonly FeelValue[] | null {
  const run = forEachRun(sourcesOf(sources), 0, (frame) => result(...frame.locals), nowhere);
  return run(silentFrame()) as readonly FeelValue[] | null;
}

/** `some … satisfies …`. */
export function some(sources: readonly Step[], condition: Step): boolean | null {
  return quantified(sourcesOf(sources), 0, (frame) => condition(...frame.locals), true, nowhere)(silentFrame()) as boolean | null;
}

/** `every … satisfies …`. */
export function every(sources: readonly Step[], condition: Step): boolean | null {
  return quantified(sourcesOf(sources), 0, (frame) => condition(...frame.locals), false, nowhere)(silentFrame()) as boolean | null;
}

/** `list[condition]`; a condition that gives a number for the first item is a position. */
export function filter(list: FeelValue, condition: (item: FeelValue) => FeelValue): FeelValue {
  return filterRun(() => list, ofItem(condition), 0, false, nowhere)(silentFrame());
}

/** `list[position]`, where the position is known to be a number; negative ones count from the end. */
export function itemAt(list: FeelValue, position: (item: FeelValue) => FeelValue): FeelValue {
  return filterRun(() => list, ofItem(position), 0, true, nowhere)(silentFrame());
}

function sourcesOf(sources: readonly Step[]): Source[] {
  return sources.map((source, level) => ({ from: (frame: Frame) => source(...frame.locals.slice(0, level)), to: null }));
}

function ofItem(condition: (item: FeelValue) => FeelValue) {
  return (frame: Frame) => condition(frame.locals[0] ?? null);
}
