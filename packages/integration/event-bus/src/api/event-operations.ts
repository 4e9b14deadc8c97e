import {
  discardDeadLetters,
  type EventShape,
  foreseeEventGroup,
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
import type { EventBus, LetterChoice, ReadEvent } from '../event-bus.ts';

const lookAgainMilliseconds = 250;
/** Newest events that are searched where a search begins. */
const mostLookedBack = 2000;

/** What the API offers of events. */
export function eventOperations<Within>(bus: EventBus<Within>): readonly Operation[] {
  return [
    implement(tailEvents, async (context, { after = null, limit = 100, types, text = '', positions = false, waitSeconds = 0 }) => {
      const has = textFilter(text);
      const wants = typeFilter(
        types === undefined || types.trim() === '' ? undefined : types.split(/[\s,]+/).filter((type) => type !== ''),
      );
      const until = Date.now() + waitSeconds * 1000;
      let cursor = after;
      for (;;) {
        // Whoever looks for something looks further back.
        const read = await bus.read(context, { after: cursor, limit: cursor === null && text !== '' ? mostLookedBack : limit });
        ({ cursor } = read);
        const found = read.items.filter(({ event }) => wants(event.type));
        const items = found.map((item) => ({ ...item, event: shown(context, item.event) })).filter(({ event }) => has(event));
        const isOver = Date.now() >= until || context.signal.aborted;
        if (items.length > 0 || isOver) return answerOf(items.slice(-limit), cursor, positions);
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
    implement(foreseeEventGroup, async (context, { group, to }) => structuredClone(await bus.foresee(context, group, to)) as never),
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
    implement(redriveDeadLetters, async (context, choice) => ({ count: await bus.redrive(context, chosen(choice)) })),
    implement(discardDeadLetters, async (context, { reason, ...choice }) => ({
      count: await bus.discard(context, chosen(choice), reason),
    })),
  ];
}

interface Choice {
  readonly ids?: readonly string[] | undefined;
  readonly matching?: { readonly group?: string | undefined; readonly text?: string | undefined } | undefined;
}

/** Throws where nothing, or two things, are chosen: what means everything has to be said. */
function chosen({ ids, matching }: Choice): LetterChoice {
  if (ids !== undefined && matching === undefined) return ids;
  if (matching === undefined || ids !== undefined) throw eventBusErrors.unclearChoice();
  return { group: matching.group, text: matching.text === '' ? undefined : matching.text };
}

interface ShownEvent extends Omit<ReadEvent, 'event'> {
  readonly event: EventShape;
}

function answerOf(items: readonly ShownEvent[], cursor: string, withPositions: boolean) {
  const shape = { items: items.map(({ event }) => event), cursor };
  return withPositions ? { ...shape, positions: items.map(({ before }) => before) } : shape;
}

/** Looks only at what is shown: nobody finds out by searching what they may not read. */
function textFilter(text: string): (event: EventShape) => boolean {
  const wanted = text.toLowerCase();
  return wanted === '' ? () => true : (event) => JSON.stringify(event).toLowerCase().includes(wanted);
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
