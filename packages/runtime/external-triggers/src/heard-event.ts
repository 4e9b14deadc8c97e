import { createHash } from 'node:crypto';
import type { Heard } from '@plinth/connectors';
import { type CloudEvent, type DeadLetter, requireEvents } from '@plinth/event-bus';
import { asPlinthError, type PlinthError, type RequestContext, uuidV7 } from '@plinth/foundation';
import { definitionsOf, type JsonSchema, schemaViolations } from '@plinth/json-schema';
import type { HeardType } from './declare-triggers.ts';
import { externalTriggerErrors } from './errors.ts';

/** Which trigger told something. */
export interface TriggerPlace {
  readonly application: string;
  readonly key: string;
  readonly connection: string;
  readonly event: HeardType;
}

/** An event, or why what was told is none and what is kept of it. */
export type HeardEvent =
  | { readonly event: CloudEvent; readonly problem: null }
  | { readonly event: DeadLetter['event']; readonly problem: PlinthError };

/** The group under whose name a trigger's dead letters lie. */
export function letterGroup({ application, key }: Pick<TriggerPlace, 'application' | 'key'>): string {
  return `${application}.trigger.${key}`;
}

/** What was told as an event. Its id follows from what the system calls it, so that it is the same one whenever that is told again. */
export function heardEvent(context: RequestContext, place: TriggerPlace, { id, subject, data, unread }: Heard): HeardEvent {
  const { application, key, connection, event: heard } = place;
  const problemOf = (problem: string) => externalTriggerErrors.unfit({ trigger: key, type: heard.type, problem });
  if (unread !== undefined) return { event: { malformed: unread.text.replaceAll('\0', '\u{fffd}') }, problem: problemOf(unread.problem) };
  const event: CloudEvent = {
    ...{ specversion: '1.0', type: heard.type, time: new Date().toISOString(), datacontenttype: 'application/json' },
    id: id === null ? uuidV7() : createHash('sha256').update(`${application}/${key}/${id}`).digest('hex'),
    source: `/connections/${context.tenant.key}/${context.environment?.key ?? ''}/${connection}`,
    subject: subject === '' ? key : subject.slice(0, 500),
    // What one trigger tells stays in order.
    partitionkey: `${application}.${key}`,
    ...{ plinthactor: context.actor.id, plinthtrace: context.trace },
    data,
  };
  const strange = unkeepable(event);
  if (strange !== null) return { event: { malformed: JSON.stringify(data).slice(0, 10_000) }, problem: problemOf(strange) };
  const problem = misfit(heard, event);
  return problem === null ? { event, problem } : { event, problem: problemOf(problem) };
}

/** Why a dead letter still is no event of the type; null where it is one by now. */
export function problemNow({ event: heard }: TriggerPlace, event: DeadLetter['event']): string | null {
  if (!('specversion' in event)) return 'what came cannot be read';
  return unkeepable(event as CloudEvent) ?? misfit(heard, event as CloudEvent);
}

/** Why the bus would not take it; null where it would. */
function unkeepable(event: CloudEvent): string | null {
  try {
    requireEvents([event]);
    return null;
  } catch (error) {
    return asPlinthError(error).message;
  }
}

function misfit({ schema }: HeardType, { data = null }: CloudEvent): string | null {
  const [first] = schemaViolations(schema as JsonSchema, data, definitionsOf(schema as JsonSchema));
  return first === undefined ? null : `${first.path} ${first.message}`.trim();
}
