import type { Definition } from '@plinth/app-definition';
import { type RecordedEntry, type Replayed, replayHistory } from '@plinth/workflow-engine';
import { decisionsOfDefinition } from './check/decisions-of.ts';
import { modelOf } from './models-of.ts';

/**
 * Does recorded histories again by a process of a definition and its decisions. Throws as {@link modelOf} does; what a single history
 * comes to is told.
 */
export function replayProcess(definition: Definition, key: string): (recorded: readonly RecordedEntry[]) => Replayed {
  const model = modelOf(definition, key);
  const asking = decisionsOfDefinition(definition);
  return (recorded) => replayHistory(model, recorded, { decideAt: (moment) => asking(Date.parse(moment)) });
}
