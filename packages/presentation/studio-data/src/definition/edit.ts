import type { ActionBody, DefinitionRecord } from '@plinth/app-definition';
import type { JsonValue } from '@plinth/foundation';

/** A change of the definition, what it is called in the undo menu, and what is selected afterwards; absent: what was. */
export interface Edit {
  readonly body: ActionBody;
  readonly intent: string;
  readonly selection?: readonly string[];
}

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

/** Sets a property; undefined gives it its default again. */
export function update(id: string, property: string, value: JsonValue | undefined): ActionBody {
  return { type: 'RECORD_UPDATE', payload: { id, path: [property], ...(value === undefined ? {} : { value }) } };
}

const longestName = 60;

/** How the undo menu calls something by its label; of a long one the beginning. */
export function quoted({ label, key }: { readonly label: string; readonly key: string }): string {
  const words = [...(label.trim() === '' ? key : label)];
  return `“${words.length > longestName ? `${words.slice(0, longestName).join('')}…` : words.join('')}”`;
}
