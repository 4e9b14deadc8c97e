import type { ActionBody } from '../actions/definition-action.ts';
import { reduce } from '../actions/reduce.ts';
import type { Definition } from '../definition.ts';

/** A definition after an action, or as it was where that is refused. */
export function reducedBy(definition: Definition, action: ActionBody): Definition {
  const result = reduce(definition, action);
  return result.refused === null ? result.definition : definition;
}
