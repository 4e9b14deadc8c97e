import type { HistoryEvent } from '@plinth/workflow-engine';
import type { ElementTokens } from './diagram-node.ts';

/** Where the tokens are after these events, by the key of the element. Visits are told apart by their names alone. */
export function tokensAfter(events: readonly Pick<HistoryEvent, 'event' | 'element' | 'visit'>[]): ReadonlyMap<string, ElementTokens> {
  const visits = new Map<string, Set<string>>();
  const passed = new Set<string>();
  const stopped = new Map<string, Set<string>>();
  for (const { event, element, visit } of events) {
    const here = visits.get(element) ?? new Set();
    visits.set(element, here);
    const incidents = stopped.get(element) ?? new Set();
    stopped.set(element, incidents);
    if (event === 'entered') here.add(visit);
    if (event === 'incident') incidents.add(visit);
    if (event === 'completed') passed.add(element);
    if (event === 'completed' || event === 'cancelled') here.delete(visit);
    if (event !== 'entered' && event !== 'incident') incidents.delete(visit);
  }
  return new Map(
    [...visits].map(([element, here]) => [
      element,
      { here: here.size, isPassed: passed.has(element), isStopped: (stopped.get(element)?.size ?? 0) > 0 && here.size > 0 },
    ]),
  );
}
