import type { ActionBody, DefinitionRecord } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';

/** A change of the definition, what it is called in the undo menu, and what is selected afterwards; absent: what was. */
export interface Edit {
  readonly body: ActionBody;
  readonly intent: string;
  readonly selection?: readonly string[];
}

/** Several actions as one step. */
export function together(actions: readonly ActionBody[]): ActionBody {
  const [only] = actions;
  return actions.length === 1 && only !== undefined ? only : { type: 'BATCH', payload: { actions } };
}

export function insert(record: DefinitionRecord): ActionBody {
  return { type: 'RECORD_INSERT', payload: { record } };
}

export function remove(id: string): ActionBody {
  return { type: 'RECORD_REMOVE', payload: { id } };
}

/** Sets a property; undefined takes it away. */
export function update(id: string, path: readonly string[], value: JsonValue | undefined): ActionBody {
  return { type: 'RECORD_UPDATE', payload: { id, path, ...(value === undefined ? {} : { value }) } };
}

const longestName = 60;

/** How the undo menu calls an element: by its label, else by its type. */
export function quoted({ label, type }: { readonly label?: string | undefined; readonly type: string }): string {
  const words = [...(label === undefined || label.trim() === '' ? type : label)];
  return `“${words.length > longestName ? `${words.slice(0, longestName).join('')}…` : words.join('')}”`;
}
