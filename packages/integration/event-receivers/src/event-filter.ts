import type { CloudEvent } from '@plinth/event-bus';
import { type Closure, compile, compileClosure, contextType, fromJson, scopeOf, types } from '@plinth/expression';
import { BoundedCache, type RequestContext } from '@plinth/foundation';

const eventType = contextType({
  ...{ id: types.string, source: types.string, type: types.string, subject: types.string, time: types.dateTime },
  data: types.any,
});
const scope = contextType({ event: eventType });
/** Of one event: what looks at more would hold up everything that follows. */
const stepLimit = 20_000;
const known = new BoundedCache<Closure>(500);

/** Compiles a filter. Throws `expression.invalid`. */
export function eventFilter(text: string): Closure {
  return known.get(text, () => compileClosure(compile(text, { scope, expects: types.boolean }), { stepLimit }));
}

/** Whether an event is one that a receiver wants, beside its type. Throws `expression.limit`. */
export function isWanted(
  { tenant, environment }: RequestContext,
  { toldBy, filter }: { readonly toldBy: string | null; readonly filter: string },
  event: CloudEvent,
): boolean {
  if (toldBy !== null && event.source !== `/data/${tenant.key}/${environment?.key ?? ''}/${toldBy}`) return false;
  if (filter === '') return true;
  const { id, source, type, subject = id, time = null, data = null } = event;
  return eventFilter(filter)(scopeOf({ event: fromJson(eventType, { id, source, type, subject, time, data }) })) === true;
}
