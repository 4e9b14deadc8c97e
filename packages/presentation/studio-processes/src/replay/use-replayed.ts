import type { Definition } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import { replayProcess } from '@plinth/processes';
import type { Replayed } from '@plinth/workflow-engine';
import { useEffect, useState } from 'react';
import type { RecordedInstance } from './recorded-instances.ts';

/** A recorded instance with what came of its history when it was done again. */
export interface ReplayedInstance extends RecordedInstance {
  readonly replayed: Replayed;
}

/** Milliseconds for which nothing else is done. */
const slice = 12;

/**
 * Does histories again by a process of a definition, again at each change, a little at a time so that drawing goes on. The former
 * result stays until the next is whole; null before the first. A process that cannot be read gives why.
 */
export function useReplayed(
  instances: readonly RecordedInstance[] | null,
  definition: Definition,
  key: string,
): readonly ReplayedInstance[] | PlinthError | null {
  const [held, setHeld] = useState<{ readonly of: unknown; readonly result: readonly ReplayedInstance[] | PlinthError } | null>(null);
  useEffect(() => {
    if (instances === null) return;
    const asked = new AbortController();
    replayAll(instances, definition, key, asked.signal).then((result) => {
      if (!asked.signal.aborted) setHeld({ of: instances, result });
    });
    return () => asked.abort();
  }, [instances, definition, key]);
  return held !== null && held.of === instances ? held.result : null;
}

async function replayAll(
  instances: readonly RecordedInstance[],
  definition: Definition,
  key: string,
  signal: AbortSignal,
): Promise<readonly ReplayedInstance[] | PlinthError> {
  try {
    const again = replayProcess(definition, key);
    const replayed: ReplayedInstance[] = [];
    let since = performance.now();
    for (const each of instances) {
      if (signal.aborted) break;
      replayed.push({ ...each, replayed: again(each.entries) });
      if (performance.now() - since < slice) continue;
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
    return replayed;
  } catch (error) {
    if (error instanceof PlinthError) return error;
    throw error;
  }
}
