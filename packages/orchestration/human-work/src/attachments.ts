import {
  addTaskAttachment,
  ByteStream,
  downloadTaskAttachment,
  implement,
  listTaskAttachments,
  mostOfTask,
  type Operation,
  removeTaskAttachment,
} from '@plinth/api-contract';
import { type Database, isoTime, statement } from '@plinth/database';
import { PlinthError, type RequestContext, uuidV7 } from '@plinth/foundation';
import type { ObjectStorage } from '@plinth/object-storage';
import type { TaskDesk, TaskStanding } from '@plinth/process-store';
import { cleanFileName, storedBytes, tellBytes } from '@plinth/record-store';
import { limitsOf, mayAttach } from './attachment-limits.ts';
import { humanWorkErrors } from './errors.ts';
import { keepDeed } from './task-history.ts';
import { peopleOf, type TaskMembers } from './task-members.ts';
import { ofTask, placeOfTask } from './task-place.ts';

const columns = `id, name, media_type as "mediaType", size::float8 as size, sha256, by, ${isoTime('at')} as at`;
const selectAttachments = statement(`select ${columns} from plinth.task_attachment where ${ofTask} order by id`);
const selectAttachment = statement(`select ${columns} from plinth.task_attachment where ${ofTask} and id = $5::uuid`);
const insertAttachment =
  statement(`insert into plinth.task_attachment (tenant_id, environment_id, instance_id, visit, id, name, media_type, size, sha256, by)
select $1, $2, $3::uuid, $4, $5::uuid, $6, $7, $8::bigint, $9, $10
where (select count(*) from plinth.task_attachment where ${ofTask}) < ${mostOfTask} returning ${columns}`);
const deleteAttachment = statement(`delete from plinth.task_attachment where ${ofTask} and id = $5::uuid and by = $6 returning id`);
/** Some of those whose instance is gone. */
const selectOrphans = statement(`select o.id from plinth.task_attachment o
where o.tenant_id = $1 and o.environment_id = $2 and not exists (select from plinth.process_instance i
  where i.tenant_id = o.tenant_id and i.environment_id = o.environment_id and i.id = o.instance_id)
limit 200`);
const removeOrphans = statement(`delete from plinth.task_attachment where tenant_id = $1 and environment_id = $2 and id = any($3::uuid[])`);

interface AttachmentRow {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly by: string;
  readonly at: string;
}

export interface AttachmentDependencies {
  readonly database: Database;
  readonly storage: ObjectStorage;
  readonly members: TaskMembers;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Files that are put to tasks, for whoever may see the task; always a download, never a page. */
export function attachmentOperations({ database, storage, members }: AttachmentDependencies, desk: TaskDesk): readonly Operation[] {
  const shown = ({ sha256: _digest, by, ...row }: AttachmentRow, name: string) => ({ ...row, by: { id: by, name } });
  const deed = ({ task, access }: TaskStanding, event: 'attached' | 'removed') => ({
    ...{ event, instance: task.instance, visit: task.visit, to: null },
    onBehalfOf: access.onBehalfOf(task)?.id ?? null,
  });
  const find = async (context: RequestContext, application: string, task: string, attachment: string): Promise<AttachmentRow> => {
    const place = await desk.at(context, application, task, async (standing) => placeOfTask(context, standing.task));
    if (!uuid.test(attachment)) throw humanWorkErrors.noAttachment();
    const { rows } = await database.query<AttachmentRow>(context, selectAttachment, [...place, attachment]);
    const [row] = rows;
    if (row === undefined || (await storage.stat(context, row.id)) === null) throw humanWorkErrors.noAttachment();
    return row;
  };
  return [
    implement(listTaskAttachments, async (context, { task: id }, { application }) => {
      const { place, limits } = await desk.at(context, application, id, async (standing) => ({
        place: placeOfTask(context, standing.task),
        limits: limitsOf(standing),
      }));
      const { rows } = await database.query<AttachmentRow>(context, selectAttachments, place);
      const { person } = await peopleOf(
        context,
        members,
        rows.map(({ by }) => by),
      );
      return { items: rows.map((row) => shown(row, person(row.by).name)), limits: { types: [...limits.types], bytes: limits.bytes } };
    }),
    implement(addTaskAttachment, async (context, { task: taskId, name: given, mediaType: told, content }, { application }) => {
      // Who may not see the task sends nothing; whether it is still there is looked at again when the bytes are.
      const limits = await desk.at(context, application, taskId, async (standing) => limitsOf(standing));
      const { mediaType, whole } = await tellBytes(content, told);
      if (!mayAttach(limits, mediaType)) throw humanWorkErrors.fileType({ type: mediaType, types: limits.types.join(', ') });
      const name = cleanFileName(given);
      const id = uuidV7();
      const { size, sha256 } = await put(context, storage, id, whole, limits.bytes);
      try {
        const row = await desk.at(context, application, taskId, async (standing) => {
          const { transaction } = standing.session;
          const { rows } = await transaction.query<AttachmentRow>(context, insertAttachment, [
            ...placeOfTask(context, standing.task),
            ...[id, name, mediaType, size, sha256, context.actor.id],
          ]);
          if (rows[0] === undefined) throw humanWorkErrors.tooMany({ most: mostOfTask });
          await keepDeed(context, transaction, deed(standing, 'attached'));
          return rows[0];
        });
        await sweepAttachments(context, database, storage);
        return shown(row, context.actor.name);
      } catch (error) {
        // Nobody can ever find it: it goes, also where the caller has gone.
        await storage.delete({ ...context, signal: AbortSignal.timeout(10_000) }, id);
        throw error;
      }
    }),
    implement(downloadTaskAttachment, async (context, { task, attachment }, { application }) => {
      const { id, name, mediaType, size, sha256 } = await find(context, application, task, attachment);
      const part = (start: number, end: number) => storedBytes(storage, context, id, { start, end });
      return new ByteStream(mediaType, name, storedBytes(storage, context, id), { length: size, etag: sha256, part });
    }),
    implement(removeTaskAttachment, async (context, { task: taskId, attachment }, { application }) => {
      const removed = await desk.at(context, application, taskId, async (standing) => {
        if (!uuid.test(attachment)) throw humanWorkErrors.noAttachment();
        const { transaction } = standing.session;
        const place = placeOfTask(context, standing.task);
        const { rows } = await transaction.query<{ id: string }>(context, deleteAttachment, [...place, attachment, context.actor.id]);
        if (rows[0] === undefined) throw humanWorkErrors.noAttachment();
        await keepDeed(context, transaction, deed(standing, 'removed'));
        return rows[0].id;
      });
      await storage.delete(context, removed);
      return null;
    }),
  ];
}

async function put(context: RequestContext, storage: ObjectStorage, id: string, bytes: AsyncIterable<Uint8Array>, limit: number) {
  try {
    return await storage.put(context, id, bytes, { limit });
  } catch (error) {
    if (error instanceof PlinthError && error.code === 'object-storage.too-large') throw humanWorkErrors.fileTooLarge({ most: limit });
    throw error;
  }
}

/** Removes some of the files whose instance is gone, and says how many there were. Runs with uploads, for only they make such files. */
export async function sweepAttachments(context: RequestContext, database: Database, storage: ObjectStorage): Promise<number> {
  const here = [context.tenant.id, context.environment?.id ?? ''] as const;
  const { rows } = await database.query<{ id: string }>(context, selectOrphans, here);
  // Bytes before rows: what is interrupted is then found again.
  for (const { id } of rows) await storage.delete(context, id);
  if (rows.length > 0) await database.query(context, removeOrphans, [...here, rows.map(({ id }) => id)]);
  return rows.length;
}
