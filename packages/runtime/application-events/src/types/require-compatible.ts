import { type Definition, eventTypesOf, type RecordOf, sameJson } from '@plinth/app-definition';
import type { Violation } from '@plinth/foundation';
import { type JsonSchema, notTaken } from '@plinth/json-schema';
import { applicationEventErrors } from '../errors.ts';

type EventType = RecordOf<'event-type'>;

/**
 * Throws where a version changes a type of event in a way that breaks what the version that runs promises (`events.incompatible`,
 * `events.version-not-raised`). Types are the same by their `type` of CloudEvents; going back to an earlier version is always possible.
 */
export function requireCompatible(running: Definition | null, next: Definition): void {
  if (running === null) return;
  const known = new Map(eventTypesOf(running).map((each) => [each.type, each]));
  for (const each of eventTypesOf(next)) {
    const before = known.get(each.type);
    if (before === undefined || each.version < before.version || sameJson(before.schema, each.schema)) continue;
    const violations = broken(before, each);
    const [first] = violations;
    if (first !== undefined)
      throw applicationEventErrors.incompatible({ type: each.type, first: first.message }, { details: { violations: [...violations] } });
    if (each.version === before.version) throw applicationEventErrors.versionNotRaised({ type: each.type, version: String(each.version) });
  }
}

function broken(before: EventType, next: EventType): readonly Violation[] {
  const place = (path: string) => `/records/${next.id}/schema${path}`;
  const tell = (whom: string, found: readonly Violation[]) =>
    found.map(({ path, message }) => ({ path: place(path), message: `${whom}${path === '' ? '' : ` at ${path}`}: ${message}` }));
  const [old, now] = [before.schema as JsonSchema, next.schema as JsonSchema];
  return [
    ...(next.compatibility === 'forward' ? [] : tell('events that were told before are not taken', notTaken(now, old))),
    ...(next.compatibility === 'backward' ? [] : tell('who knows the version before does not take what is told', notTaken(old, now))),
  ];
}
