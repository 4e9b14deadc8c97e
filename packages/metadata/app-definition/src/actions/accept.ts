import type { Definition } from '../definition.ts';
import type { Middleware } from '../state/store.ts';
import type { DefinitionViolation } from '../validation/violation.ts';
import type { DefinitionAction, LogEntry } from './definition-action.ts';
import { groundless } from './groundless.ts';
import { type ReduceResult, reduce } from './reduce.ts';

/** What became of actions that were sent to the keeper of a log. */
export interface Acceptance {
  readonly definition: Definition;
  readonly accepted: readonly LogEntry[];
  readonly refused: Readonly<Record<string, DefinitionViolation>>;
}

/**
 * Judges actions one after the other at the end of a log, where `definition` stands. What is refused changes nothing,
 * and what comes after it is judged without it. Pure: the caller keeps what is accepted, or nothing.
 */
export function acceptActions(
  definition: Definition,
  head: number,
  actions: readonly DefinitionAction[],
  middleware: readonly Middleware[] = [],
): Acceptance {
  const accepted: LogEntry[] = [];
  const refused: [string, DefinitionViolation][] = [];
  const without = new Set<string>();
  const refuse = (id: string, refusal: DefinitionViolation) => {
    refused.push([id, refusal]);
    without.add(id);
  };
  let current = definition;
  for (const given of actions) {
    const judged = throughMiddleware(given, current, middleware);
    if ('refusal' in judged) {
      refuse(given.id, judged.refusal);
      continue;
    }
    const baseless = groundless(judged, without);
    const result: ReduceResult = baseless === null ? reduce(current, judged) : { refused: baseless };
    if (result.refused !== null) {
      refuse(given.id, result.refused);
      continue;
    }
    current = result.definition;
    accepted.push({ position: head + accepted.length + 1, action: judged });
  }
  return { definition: current, accepted, refused: Object.fromEntries(refused) };
}

function throughMiddleware(action: DefinitionAction, definition: Definition, middleware: readonly Middleware[]): ReturnType<Middleware> {
  let current = action;
  for (const step of middleware) {
    const result = step(current, { definition, actor: action.actor });
    if ('refusal' in result) return result;
    current = result;
  }
  return current;
}
