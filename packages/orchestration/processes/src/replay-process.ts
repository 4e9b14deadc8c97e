import type { Definition } from '@plinth/app-definition';
import { type RecordedEntry, type Replayed, replayHistory } from '@plinth/workflow-engine';
import { decisionsOfDefinition } from './check/decisions-of.ts';
import { defaultsOfProcesses } from './default-settings.ts';
import { modelOf } from './models-of.ts';

/**
 * Does recorded histories again by a process of a definition and its decisions, with settings as they are by default: a history does
 * not tell what they were. Throws as {@link modelOf} does; what a single history
 * comes to is told.
 */
export function replayProcess(definition: Definition, key: string): (recorded: readonly RecordedEntry[]) => Replayed {
  const model = modelOf(definition, key);
  const asking = decisionsOfDefinition(definition);
  const settings = defaultsOfProcesses(definition);
  const options = { decideAt: (moment: string) => asking(Date.parse(moment)), ...(settings === undefined ? {} : { settings }) };
  return (recorded) => replayHistory(model, recorded, options);
}
