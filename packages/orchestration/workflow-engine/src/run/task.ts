import { type FeelValue, isContext } from '@plinth/expression';
import { PlinthError } from '@plinth/foundation';
import type { TaskNode } from '@plinth/process-model';
import type { Visit } from '../state/instance-state.ts';
import { fromStored, type StoredVariables, toStored } from '../state/stored-value.ts';
import { endActivity } from './activity.ts';
import { correlate } from './conversation.ts';
import { inputsOf } from './mappings-of.ts';
import type { Run } from './run.ts';
import { settingsOf } from './settings.ts';
import { Stop } from './stop.ts';
import { evaluateIn, storedValue, storedVariables, visibleVariables } from './variables.ts';
import { messageWait } from './waits.ts';

/** What a task does: BPMN 2.0.2 §13.3.3. */
export function beginTask(run: Run, visit: Visit, node: TaskNode): void {
  switch (node.type) {
    // Nothing that software would do or see.
    case 'task':
    case 'manualTask':
      endActivity(run, visit, node);
      return;
    case 'scriptTask':
      endActivity(run, visit, node, node.script === null ? {} : resultOf(node, evaluateIn(run, visit, node.script, 'script')));
      return;
    case 'businessRuleTask': {
      const asked = node.decision === null ? undefined : ask(run, visit, node.decision);
      if (asked === undefined) waitForWork(run, visit, node);
      else endActivity(run, visit, node, resultOf(node, asked));
      return;
    }
    case 'sendTask': {
      const name = run.index.nameOf(node.message) ?? node.id;
      const key = node.correlation === null ? null : toStored(evaluateIn(run, visit, node.correlation, 'correlation key'), 'key');
      const variables = inputsOf(run, node).length > 0 ? (visit.variables ?? {}) : visibleVariables(run, visit);
      run.effects.push({ kind: 'message', element: node.id, name, key, variables });
      correlate(run, name, key);
      endActivity(run, visit, node);
      return;
    }
    case 'receiveTask':
      visit.waits.push(messageWait(run, visit, node.id, { message: node.message ?? node.id, correlation: node.correlation }));
      visit.stage = 'wait';
      return;
    default:
      waitForWork(run, visit, node);
      return;
  }
}

function waitForWork(run: Run, visit: Visit, node: TaskNode): void {
  const settings = settingsOf(run, visit, node);
  visit.waits.push({ kind: 'work', to: node.id, ...(Object.keys(settings).length === 0 ? {} : { settings }) });
  visit.stage = 'wait';
  const { id, round } = visit;
  const variables = inputsOf(run, node).length === 0 ? null : visit.variables;
  run.effects.push({ kind: 'work', visit: id, element: node.id, type: node.type, name: node.name, round, variables });
}

/** One variable where the task names it; else the entries of a context. */
function resultOf({ resultVariable }: TaskNode, value: FeelValue): StoredVariables {
  if (resultVariable !== null) return { [resultVariable]: storedValue(value, resultVariable) };
  return isContext(value) ? storedVariables(value) : {};
}

/** What a decision says; undefined where nobody is there to be asked. */
function ask(run: Run, visit: Visit, decision: string): FeelValue | undefined {
  try {
    return run.options.decide?.(decision, feelVariables(run, visit));
  } catch (error) {
    if (error instanceof PlinthError) throw new Stop('decision-failed', `The decision ${decision} has no answer: ${error.message}`);
    throw error;
  }
}

function feelVariables(run: Run, visit: Visit) {
  return Object.fromEntries(
    Object.entries(visibleVariables(run, visit)).map(([name, value]): [string, FeelValue] => [name, fromStored(value)]),
  );
}
