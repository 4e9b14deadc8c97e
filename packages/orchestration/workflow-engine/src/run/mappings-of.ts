import type { ActivityNode, DataMapping, EventNode } from '@plinth/process-model';
import type { Run } from './run.ts';

/** What goes into an activity, or into each of its rounds; what goes into an event that throws. */
export function inputsOf(run: Run, node: ActivityNode | EventNode): readonly DataMapping[] {
  return ('former' in node && !run.behaves('dataOfRounds') ? node.former?.inputs : null) ?? node.inputs;
}

/** What comes out of an activity, or out of each of its rounds. */
export function outputsOf(run: Run, node: ActivityNode): readonly DataMapping[] {
  return (run.behaves('dataOfRounds') ? null : node.former?.outputs) ?? node.outputs;
}
