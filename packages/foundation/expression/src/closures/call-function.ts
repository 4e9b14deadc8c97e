import { FeelFunction } from '../values/value.ts';
import type { Run } from './run.ts';

/** A call of a function that is a value; null where it is none, or where the arguments do not fit its parameters. */
export function callFunction(callee: Run, names: readonly (string | null)[], values: readonly Run[]): Run {
  return (frame) => {
    const called = callee(frame);
    if (!(called instanceof FeelFunction)) return null;
    const given = values.map((value) => value(frame));
    if (names.every((name) => name === null)) return given.length > called.parameters.length ? null : called.call(given);
    if (names.some((name) => name === null || !called.parameters.includes(name))) return null;
    return called.call(called.parameters.map((parameter) => given[names.indexOf(parameter)] ?? null));
  };
}
