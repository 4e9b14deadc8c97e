import { checkProcess } from '@plinth/processes';
import { useDefinition } from '@plinth/studio-frame';
import { useDeferredValue, useMemo } from 'react';
import type { ElementProblems } from './diagram/diagram-node.ts';
import type { DrawnProcess } from './drawing/drawn-process.ts';

const none: ReadonlyMap<string, ElementProblems> = new Map();

/** What is wrong with a process by the id of the record, as it was a moment ago. */
export function useProblems(drawn: DrawnProcess | null): ReadonlyMap<string, ElementProblems> {
  const definition = useDefinition();
  // Who draws is not held up by what is found.
  const [checked, within] = [useDeferredValue(drawn), useDeferredValue(definition)];
  return useMemo(() => {
    if (checked === null) return none;
    const { violations, warnings } = checkProcess(within, checked.record);
    const found = new Map<string, ElementProblems>();
    for (const [isError, all] of [[true, violations] as const, [false, warnings] as const]) {
      for (const { record, message, hint } of all) {
        const before = found.get(record);
        const words = hint === undefined ? message : `${message}. ${hint}`;
        found.set(record, {
          isError: before?.isError === true || isError,
          words: before === undefined ? words : `${before.words}; ${words}`,
        });
      }
    }
    return found;
  }, [checked, within]);
}
