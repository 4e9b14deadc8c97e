import type { Reader } from './compile-reader.ts';
import type { Condition } from './conditions.ts';
import { type Reading, RecordProblem } from './reading.ts';
import type { RecordValue } from './record-value.ts';

/**
 * Reads a view where its condition says that it is meant. Only then what is wrong with it is wrong with the record: bytes that are
 * meant otherwise are seldom of its pictures. `isObject`: whether its members stand in an object of their own, by `key`.
 */
export function chosenView(read: Reader, condition: Condition, depth: number, key: string | null): Reader {
  return (reading, at, target) => {
    const own: RecordValue = {};
    const before = reading.problems?.length ?? 0;
    const failure = attempt(read, reading, at, own);
    const members = key === null ? own : own[key];
    if (condition(reading.objects.slice(0, depth), (members ?? {}) as RecordValue)) {
      if (failure !== null) throw failure;
      Object.assign(target, own);
    } else if (reading.problems !== null) reading.problems.length = before;
    return at;
  };
}

/** Reads as far as it goes; gives why it went no further. */
function attempt(read: Reader, reading: Reading, at: number, target: RecordValue): RecordProblem | null {
  try {
    read(reading, at, target);
    return null;
  } catch (error) {
    if (error instanceof RecordProblem) return error;
    throw error;
  }
}
