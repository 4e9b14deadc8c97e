import { type ActivityNode, isContainer } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import type { StoredVariables } from '../state/stored-value.ts';
import { beginCall, beginSubProcess } from './container.ts';
import { leave } from './flow.ts';
import { beginRounds, completeRound } from './loop.ts';
import { inputsOf, outputsOf } from './mappings-of.ts';
import type { Run } from './run.ts';
import { beginTask } from './task.ts';
import { mapped, setOwn, setVariables } from './variables.ts';
import { waitAtBoundary } from './waits.ts';

/** An activity begins: boundary events listen, and it runs once or in rounds (BPMN 2.0.2 §13.3.2, §13.3.6, §13.3.7). */
export function beginActivity(run: Run, visit: Visit, node: ActivityNode): void {
  if (visit.kind === 'node') waitAtBoundary(run, visit, node);
  if (node.loop !== null && visit.kind !== 'round') beginRounds(run, visit, node.loop);
  else beginBody(run, visit, node);
}

function beginBody(run: Run, visit: Visit, node: ActivityNode): void {
  const mappings = inputsOf(run, node);
  const inputs = mapped(run, visit, mappings);
  if (node.type === 'callActivity') {
    beginCall(run, visit, node, mappings.length === 0 ? null : inputs);
    return;
  }
  for (const [name, value] of Object.entries(inputs)) setOwn(run, visit, name, value);
  if (isContainer(node)) beginSubProcess(run, visit, node);
  else beginTask(run, visit, node);
}

/** What an activity does is done; its results become variables and it leaves. Can be tried again from where it stopped. */
export function endActivity(run: Run, visit: Visit, node: ActivityNode, result: StoredVariables = {}): void {
  visit.waits = visit.waits.filter(({ kind }) => kind !== 'work');
  visit.stage = 'end';
  visit.result = result;
  continueEnd(run, visit, node);
}

export function continueEnd(run: Run, visit: Visit, node: ActivityNode): void {
  run.attempt(visit, () => {
    if (visit.stage === 'end') {
      const result = visit.result ?? {};
      const outputs = outputsOf(run, node);
      if (outputs.length === 0) setResults(run, visit, result);
      else {
        const given = mapped(run, visit, outputs, result);
        setFromOutside(run, visit, given);
        // What is gathered of the round may be one of them.
        if (visit.kind === 'round' && run.behaves('dataOfRounds')) visit.variables = { ...visit.variables, ...given };
      }
      visit.result = null;
      visit.stage = 'leave';
    }
    if (visit.kind === 'round') completeRound(run, visit, node);
    else leave(run, visit);
  });
}

/** Results without mappings: to the variables of these names, which an activity's own inputs are not. */
function setResults(run: Run, visit: Visit, result: StoredVariables): void {
  if (visit.kind === 'round') setVariables(run, visit, result);
  else setFromOutside(run, visit, result);
}

/** Sets variables as seen from around an activity, told with the activity. */
function setFromOutside(run: Run, visit: Visit, values: StoredVariables): void {
  const around = run.find(visit.parent ?? '');
  if (around !== null) setVariables(run, around, values, visit);
}
