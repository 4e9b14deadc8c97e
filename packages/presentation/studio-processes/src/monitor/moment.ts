import type { InstanceHistoryEntry } from '@plinth/api-contract';
import { toJson } from '@plinth/expression';
import type { JsonObject } from '@plinth/foundation';
import { fromStored, type StoredVariables } from '@plinth/workflow-engine';
import type { ElementTokens } from '../diagram/diagram-node.ts';
import { tokensAfter } from '../diagram/tokens-after.ts';

/** How an instance stood when so much of its history had happened. */
export interface Moment {
  readonly tokens: ReadonlyMap<string, ElementTokens>;
  /** Every variable that had been set by then, with its last value, whichever scope it was of. */
  readonly variables: JsonObject;
}

export function momentAfter(history: readonly InstanceHistoryEntry[], entries: number): Moment {
  const happened = history.slice(0, entries).flatMap(({ events }) => events);
  return { tokens: tokensAfter(happened), variables: variablesAfter(happened) };
}

function variablesAfter(events: readonly { readonly variables: Readonly<Record<string, unknown>> }[]): JsonObject {
  const changed: Record<string, JsonObject[string]> = {};
  for (const { variables } of events) Object.assign(changed, readable(variables as StoredVariables));
  return changed;
}

/** Values as people write them in JSON. */
function readable(variables: StoredVariables): JsonObject {
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, toJson(fromStored(value))]));
}
