import { type Database, statement } from '@plinth/database';
import { type ChangePosition, readOutbox } from '@plinth/event-bus';
import { type RequestContext, uuidV7 } from '@plinth/foundation';
import type { InstanceSession } from '../store/instance-session.ts';
import { insertMessages } from '../store/instance-statements.ts';

/** Which changes of records are signals for the processes of an application, and how far they have been read. */
export interface ChangeWatch {
  readonly kind: 'changes';
  /** `order.created`: entity and change. */
  readonly names: readonly string[];
  readonly position: ChangePosition;
}

interface ChangeEvent {
  readonly type?: string;
  readonly source?: string;
  readonly subject?: string;
  readonly plinthchain?: number;
}

const mostAtOnce = 500;
const keptSeconds = 7 * 24 * 3600;
const pauseMilliseconds = 1000;
/** The position alone: a publication may change meanwhile what is listened for. */
const keepPosition = statement(`update plinth.process_schedule set content = jsonb_set(content::jsonb, '{position}', $4::jsonb)::json
where tenant_id = $1 and environment_id = $2 and id = $3::uuid`);

const selectPositions = statement(`select content->'position' as position from plinth.process_schedule
where tenant_id = $1 and environment_id = $2 and content->>'kind' = 'changes'`);

/** How far the outbox of an environment has been read for the processes of its applications. */
export async function changePositions(context: RequestContext, database: Database): Promise<readonly ChangePosition[]> {
  const { rows } = await database.query<{ position: ChangePosition }>(context, selectPositions, [
    context.tenant.id,
    context.environment?.id ?? '',
  ]);
  return rows.map(({ position }) => position);
}

/** Reads the outbox on, and sends a signal for each change that a process listens for. */
export async function readChanges(session: InstanceSession, id: string, application: string, watch: ChangeWatch): Promise<void> {
  const { context, transaction } = session;
  const here = [context.tenant.id, context.environment?.id ?? ''] as const;
  const { model } = await session.release(application);
  const now = Date.parse(await session.now());
  const later = (pause: number) => session.plan({ id, kind: 'schedule', due: new Date(now + pause).toISOString() });
  const keep = (position: ChangePosition) => transaction.query(context, keepPosition, [...here, id, JSON.stringify(position)]);
  const { position } = watch;
  const batch = await readOutbox(transaction, context, model.schema, position, mostAtOnce);
  const events = batch.rows.map(({ event }) => event as ChangeEvent);
  const source = `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${application}`;
  const messages = events.filter((event) => event.source === source).flatMap((event) => signalOf(event, watch, application));
  if (messages.length > 0) await transaction.query(context, insertMessages, [...here, JSON.stringify(messages)]);
  for (const { id: message } of messages) session.plan({ id: message, kind: 'message', message });
  const after = batch.positionAfter(events.length);
  if (events.length > 0 || after.missing.length !== position.missing.length) await keep(after);
  later(events.length === mostAtOnce ? 0 : pauseMilliseconds);
}

function signalOf({ type = '', subject = '', plinthchain: chain = 0 }: ChangeEvent, { names }: ChangeWatch, application: string) {
  const change = /^plinth\.record\.(\w+)$/.exec(type)?.[1];
  const [entity = '', id = ''] = [subject.slice(0, subject.lastIndexOf('/')), subject.slice(subject.lastIndexOf('/') + 1)];
  const name = `${entity}.${change}`;
  if (change === undefined || !names.includes(name)) return [];
  const content = { key: null, variables: { record: { id, entity } }, process: null, chain };
  return [{ id: uuidV7(), application, kind: 'signal', name, key: null, content, sender: null, seconds: keptSeconds }];
}
