import { type ContextType, contextType, type FeelType, listOf, types } from '@plinth/expression';
import { isJsonObject } from '@plinth/foundation';
import type { BindingTypes } from '../properties/binding-types.ts';
import { type StepPath, type Steps, stepAt } from './step-path.ts';

const failure = contextType({ title: types.string, hint: types.string, code: types.string });

/** What the expressions of a step may name: the event, what the steps around it gave, and why they failed. */
export function stepScope(
  steps: Steps,
  path: StepPath,
  bindings: BindingTypes,
  rowsOf: string | undefined,
  event: FeelType | undefined,
): ContextType {
  const further: Record<string, FeelType> = event === undefined ? {} : { event };
  for (let at = 1; at < path.length; at += 2) {
    const around = stepAt(steps, path.slice(0, at));
    const branch = path[at];
    if (branch === 'catch') further.error = failure;
    if (branch === 'then' && isJsonObject(around) && around.do !== 'if') further.result = resultOf(around, bindings);
  }
  return bindings.scope(rowsOf, further);
}

/** What a step gives to those that follow it. */
function resultOf(step: Readonly<Record<string, unknown>>, bindings: BindingTypes): FeelType {
  if (step.do === 'runQuery' && typeof step.query === 'string')
    return contextType({ rows: listOf(bindings.rows(step.query)), count: types.number });
  if (step.do === 'callAction' && typeof step.action === 'string') return bindings.answer(step.action);
  if ((step.do === 'createRecord' || step.do === 'updateRecord') && typeof step.entity === 'string') return bindings.record(step.entity);
  return types.any;
}
