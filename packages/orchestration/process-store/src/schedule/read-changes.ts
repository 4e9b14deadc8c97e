import { quoteIdentifier, statement } from '@plinth/database';
import { uuidV7 } from '@plinth/foundation';
import type { InstanceSession } from '../store/instance-session.ts';
import { insertMessages } from '../store/instance-statements.ts';
import { afterReading, type ChangePosition } from './change-position.ts';

/** Which changes of records are signals for the processes of an application, and how far they have been read. */
export interface ChangeWatch {
  readonly kind: 'changes';
  /** `order.created`: entity and change. */
  readonly names: readonly string[];
  /** Null before the first look: what was before is no change. */
  readonly position: ChangePosition | null;
}

interface ReadRow {
  readonly position: string;
  readonly event: { readonly type?: string; readonly source?: string; readonly subject?: string; readonly plinthchain?: number };
}

const mostAtOnce = 500;
const keptSeconds = 7 * 24 * 3600;
const pauseMilliseconds = 1000;
const moment = statement(
  `select pg_snapshot_xmin(pg_current_snapshot())::text as oldest, pg_snapshot_xmax(pg_current_snapshot())::text as next`,
);
/** The position alone: a publication may change meanwhile what is listened for. */
const keepPosition = statement(`update plinth.process_schedule set content = jsonb_set(content::jsonb, '{position}', $4::jsonb)::json
where tenant_id = $1 and environment_id = $2 and id = $3::uuid`);

/** Reads the outbox on, and sends a signal for each change that a process listens for. */
export async function readChanges(session: InstanceSession, id: string, application: string, watch: ChangeWatch): Promise<void> {
  const { context, transaction } = session;
  const here = [context.tenant.id, context.environment?.id ?? ''] as const;
  const { model } = await session.release(application);
  const outbox = `${quoteIdentifier(model.schema)}._outbox`;
  const now = Date.parse(await session.now());
  const later = (pause: number) => session.plan({ id, kind: 'schedule', due: new Date(now + pause).toISOString() });
  const keep = (position: ChangePosition) => transaction.query(context, keepPosition, [...here, id, JSON.stringify(position)]);
  const { position } = watch;
  if (position === null) {
    const last = await transaction.value<string>(context, statement(`select coalesce(max(position), 0) from ${outbox}`));
    await keep({ last: Number(last), missing: [] });
    return later(pauseMilliseconds);
  }
  const read = statement(
    `select position, event from ${outbox} where position > $1 or position = any($2::bigint[]) order by position limit ${mostAtOnce}`,
  );
  // What PostgreSQL says of the moment is asked first: whoever begins after it is not missed, but not looked for either.
  const [said, found] = await transaction.batch(context, [
    { statement: moment, values: [] },
    { statement: read, values: [position.last, position.missing.map((each) => each.position)] },
  ]);
  const { oldest = '', next = '' } = (said?.rows[0] ?? {}) as { oldest?: string; next?: string };
  const rows = (found?.rows ?? []) as unknown as readonly ReadRow[];
  const source = `/data/${context.tenant.key}/${context.environment?.key ?? ''}/${application}`;
  const messages = rows.filter(({ event }) => event.source === source).flatMap(({ event }) => signalOf(event, watch, application));
  if (messages.length > 0) await transaction.query(context, insertMessages, [...here, JSON.stringify(messages)]);
  for (const { id: message } of messages) session.plan({ id: message, kind: 'message', message });
  const after = afterReading(
    position,
    rows.map((row) => Number(row.position)),
    { oldest, next, now },
  );
  if (rows.length > 0 || after.missing.length !== position.missing.length) await keep(after);
  later(rows.length === mostAtOnce ? 0 : pauseMilliseconds);
}

function signalOf({ type = '', subject = '', plinthchain: chain = 0 }: ReadRow['event'], { names }: ChangeWatch, application: string) {
  const change = /^plinth\.record\.(\w+)$/.exec(type)?.[1];
  const [entity = '', id = ''] = [subject.slice(0, subject.lastIndexOf('/')), subject.slice(subject.lastIndexOf('/') + 1)];
  const name = `${entity}.${change}`;
  if (change === undefined || !names.includes(name)) return [];
  const content = { key: null, variables: { record: { id, entity } }, process: null, chain };
  return [{ id: uuidV7(), application, kind: 'signal', name, key: null, content, sender: null, seconds: keptSeconds }];
}
