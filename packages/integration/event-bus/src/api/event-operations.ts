import {
  discardDeadLetters,
  type EventShape,
  implement,
  listDeadLetters,
  listEventGroups,
  type Operation,
  publishEvents,
  redriveDeadLetters,
  removeEventGroup,
  seekEventGroup,
  tailEvents,
} from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import { typeFilter } from '../consume/type-filter.ts';
import { eventBusErrors } from '../errors.ts';
import type { CloudEvent } from '../event/cloud-event.ts';
import type { EventBus } from '../event-bus.ts';

const lookAgainMilliseconds = 250;

/** What the API offers of events. */
export function eventOperations<Within>(bus: EventBus<Within>): readonly Operation[] {
  return [
    implement(tailEvents, async (context, { after = null, limit = 100, types, waitSeconds = 0 }) => {
      const wants = typeFilter(
        types === undefined || types.trim() === '' ? undefined : types.split(/[\s,]+/).filter((type) => type !== ''),
      );
      const until = Date.now() + waitSeconds * 1000;
      let cursor = after;
      for (;;) {
        const read = await bus.read(context, { after: cursor, limit });
        ({ cursor } = read);
        const items = read.items.map(({ event }) => event).filter(({ type }) => wants(type));
        const isOver = Date.now() >= until || context.signal.aborted;
        if (items.length > 0 || isOver) return { items: items.map((event) => shown(context, event)), cursor };
        if (read.items.length === 0) await pause(context, lookAgainMilliseconds);
      }
    }),
    implement(publishEvents, async (context, { events }) => {
      const given = events as readonly object[] as readonly CloudEvent[];
      // What Plinth tells of itself is believed by others: nobody else may say it.
      const forged = given.find(({ type, source }) => isOfPlinth({ type }) || String(source).startsWith('/data/'));
      if (forged !== undefined)
        throw eventBusErrors.badEvent({ problem: 'types that begin with plinth. and sources that begin with /data/ are Plinth’s own' });
      await bus.publish(context, given);
      return { published: given.length };
    }),
    implement(listEventGroups, async (context) => ({ items: [...(await bus.groups(context))] })),
    implement(seekEventGroup, async (context, { group, to }) => {
      await bus.seek(context, group, to);
      return {};
    }),
    implement(removeEventGroup, async (context, { group }) => {
      await bus.removeGroup(context, group);
      return null;
    }),
    implement(listDeadLetters, async (context, { group, text, after, discarded, limit = 100 }) => ({
      items: [...(await bus.deadLetters(context, { group, text: text === '' ? undefined : text, after, discarded, limit }))],
    })),
    implement(redriveDeadLetters, async (context, { ids }) => {
      await bus.redrive(context, ids);
      return {};
    }),
    implement(discardDeadLetters, async (context, { ids, reason }) => {
      await bus.discard(context, ids, reason);
      return {};
    }),
  ];
}

/** Events of others may hold what only roles of their applications may see: a maker learns that they came, not what they say. */
function shown(context: RequestContext, event: CloudEvent): EventShape {
  if (context.actor.tenantRoles.includes('administrator') || isOfPlinth(event)) return event;
  const { data, ...rest } = event;
  return rest;
}

function isOfPlinth({ type }: { readonly type: unknown }): boolean {
  return String(type).startsWith('plinth.');
}

function pause({ signal }: RequestContext, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener('abort', end);
  });
}
