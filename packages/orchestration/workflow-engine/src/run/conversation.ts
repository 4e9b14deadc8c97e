import type { StoredValue } from '../state/stored-value.ts';
import { waitsIn } from './listeners.ts';
import type { Run } from './run.ts';

/**
 * A message with its key is sent or received: what it says of correlation properties that the instance does not know yet is so from
 * now on, also for what is awaited already (BPMN 2.0.2 §8.4.2, key-based correlation).
 */
export function correlate(run: Run, message: string, key: StoredValue | undefined): void {
  const properties = conversationOf(run, message);
  const values = properties.length === 1 ? [key] : Array.isArray(key) ? key : [];
  if (properties.length === 0 || values.length !== properties.length || values.some((value) => value === undefined || value === null))
    return;
  const known = run.state.properties ?? {};
  const fresh = properties.flatMap((property, at): [string, StoredValue][] =>
    Object.hasOwn(known, property) ? [] : [[property, values[at] ?? null]],
  );
  if (fresh.length === 0) return;
  run.state.properties = { ...known, ...Object.fromEntries(fresh) };
  for (const { wait } of waitsIn(run, 'message')) if (wait.isOfConversation === true) wait.key = keyInConversation(run, wait.name);
}

/** The key that a message must have by what the instance has sent and received; null where every one will do. */
export function keyInConversation(run: Run, message: string): StoredValue {
  const properties = conversationOf(run, message);
  const known = run.state.properties ?? {};
  if (properties.length === 0 || !properties.every((property) => Object.hasOwn(known, property))) return null;
  const values = properties.map((property) => known[property] ?? null);
  return properties.length === 1 ? (values[0] ?? null) : values;
}

/** The correlation properties that keep a message to a conversation; none where it is in none. */
export function conversationOf(run: Run, message: string): readonly string[] {
  return run.behaves('conversations') ? run.index.propertiesOf(message) : [];
}
