import type { ActionBody } from '@plinth/app-definition';

/** A change of the definition, and what it is called in the undo menu. */
export interface Edit {
  readonly body: ActionBody;
  readonly intent: string;
}

/** Several actions as one step. */
export function together(actions: readonly ActionBody[]): ActionBody {
  const [only] = actions;
  return actions.length === 1 && only !== undefined ? only : { type: 'BATCH', payload: { actions } };
}
