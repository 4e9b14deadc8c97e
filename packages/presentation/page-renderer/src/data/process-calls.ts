import {
  addTaskAttachment,
  addTaskComment,
  type CallTarget,
  type Client,
  changeTask,
  claimTask,
  completeTask,
  completeTasks,
  countTasks,
  delegateTask,
  explainTaskAccess,
  getTask,
  listTaskAttachments,
  listTaskComments,
  listTasks,
  releaseTask,
  removeTaskAttachment,
  startProcess,
  taskHistory,
} from '@plinth/api-contract';
import type { ProcessCalls } from './page-data.ts';

const pageSize = 50;

/** Processes and tasks over HTTP; a start has an idempotency key, so that a repeated click starts one. */
export function processCalls(client: Client, target: Required<CallTarget>): ProcessCalls {
  const base = `/data/${[target.tenant, target.environment, target.application].map(encodeURIComponent).join('/')}/-/tasks`;
  return {
    start: (process, { variables, key }) =>
      client.call(startProcess, target, {
        process,
        variables,
        ...(key === undefined ? {} : { key }),
        idempotencyKey: crypto.randomUUID(),
      }),
    list: ({ of, sort, when, search, cursor }, signal) => {
      const words = search.trim() === '' ? {} : { search: search.trim() };
      const behind = cursor === null ? {} : { cursor };
      return client.call(listTasks, target, { of, sort, when, limit: pageSize, ...words, ...behind }, { signal });
    },
    count: (signal) => client.call(countTasks, target, {}, { signal }),
    get: (task, signal) => client.call(getTask, target, { task }, { signal }),
    claim: (task) => client.call(claimTask, target, { task }),
    release: (task) => client.call(releaseTask, target, { task }),
    delegate: (task, to) => client.call(delegateTask, target, { task, to }),
    change: (task, changed) => client.call(changeTask, target, { task, ...changed }),
    complete: (task, variables) => client.call(completeTask, target, { task, variables }),
    completeMany: (tasks, variables) => client.call(completeTasks, target, { tasks: [...tasks], variables }),
    comments: (task, signal) => client.call(listTaskComments, target, { task }, { signal }),
    comment: (task, text, mentions) =>
      client.call(addTaskComment, target, { task, text, ...(mentions.length === 0 ? {} : { mentions: [...mentions] }) }),
    attachments: (task, signal) => client.call(listTaskAttachments, target, { task }, { signal }),
    attach: (task, file) =>
      client.call(addTaskAttachment, target, {
        ...{ task, name: file.name, mediaType: file.type === '' ? 'application/octet-stream' : file.type },
        // Browsers send a file as it is; as a stream they could not over HTTP 1.
        content: file as unknown as AsyncIterable<Uint8Array>,
      }),
    async detach(task, attachment) {
      await client.call(removeTaskAttachment, target, { task, attachment });
    },
    attachmentAddress: (task, attachment) => `${base}/${encodeURIComponent(task)}/attachments/${encodeURIComponent(attachment)}`,
    history: async (task, signal) => (await client.call(taskHistory, target, { task }, { signal })).items,
    explainAccess: (task, member) => client.call(explainTaskAccess, target, { task, member }),
  };
}
