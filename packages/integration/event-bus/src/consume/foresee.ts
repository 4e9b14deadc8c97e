import type { RequestContext } from '@plinth/foundation';
import type { Foreseen } from '../event-bus.ts';
import type { EventLog, Position } from '../log/event-log.ts';
import { typeFilter } from './type-filter.ts';

/** Events that are looked at to tell which types come. */
const mostSeen = 500;

interface Move {
  readonly log: Pick<EventLog<never>, 'behind' | 'reader'>;
  readonly group: string;
  readonly now: ReadonlyMap<number, Position>;
  readonly target: ReadonlyMap<number, Position>;
  /** What the group hears; everything where that is not known. */
  readonly types: readonly string[] | null;
}

/** What happens to a group that is moved from where it is now to another place. */
export async function foresee(context: RequestContext, { log, group, now, target, types }: Move): Promise<Foreseen> {
  const [left, comes] = await Promise.all([log.behind(context, now), log.behind(context, target)]);
  const wants = typeFilter(types ?? undefined);
  const reader = log.reader(context, group);
  try {
    const seen = (await reader.read(target, mostSeen))
      .flatMap(({ entries }) => entries.flatMap(({ event }) => (event !== null && wants(event.type) ? [event] : [])))
      .slice(0, mostSeen);
    const [first] = seen;
    const counts = [...Map.groupBy(seen, ({ type }) => type)].map(([type, events]) => ({ type, count: events.length }));
    return {
      ...{ comes, again: Math.max(0, comes - left), skipped: Math.max(0, left - comes) },
      first: first === undefined ? null : { type: first.type, subject: first.subject ?? null, time: first.time ?? null },
      types: counts.sort((a, b) => b.count - a.count),
    };
  } finally {
    await reader.close();
  }
}
