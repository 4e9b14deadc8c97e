import { type RequestContext, uuidV7 } from '@plinth/foundation';
import type { HeldInstance } from './held-instance.ts';

/** Status to the event that tells of it. */
const endings = { active: null, completed: 'completed', terminated: 'terminated', cancelled: 'cancelled' } as const;

/** What others are told of an instance, as CloudEvents: that it began, ended, or has an incident. They name it and hold no values. */
export function processEvents(context: RequestContext, held: HeldInstance, time: string): object[] {
  const { id, process, application, history, before, state, revision } = held;
  const source = `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${application}`;
  const event = (type: string, more: object = {}) => ({
    ...{ specversion: '1.0', id: uuidV7(), source, type: `plinth.process.${type}`, subject: `${process}/${id}`, time },
    datacontenttype: 'application/json',
    data: { process, instance: id, actor: context.actor.id, trace: context.trace, ...more },
  });
  const incidents = history.flatMap(({ events }) => events.filter(({ event: what }) => what === 'incident'));
  const ending = endings[state.status];
  return [
    ...(before === null && revision > 0 ? [event('started')] : []),
    ...incidents.map(({ element }) => event('incident', { element })),
    ...(ending === null ? [] : [event(ending)]),
  ];
}
