import { Type } from 'typebox';
import { keptText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import { FetchedWork, InstanceSummary, TaskAccessExplanation, TaskDetails, TaskSummary, Variables } from './process-shapes.ts';

const tasks = '/data/{tenant}/{environment}/{application}/-/tasks';
const works = '/data/{tenant}/{environment}/{application}/-/work';
const closed = { additionalProperties: false } as const;
const reading = { permission: 'application', scope: 'processes:read', idempotency: 'safe' } as const;
const writing = { permission: 'application', scope: 'processes:write', idempotency: 'none' } as const;
const task = Type.String({ ...keptText, maxLength: 60, description: 'Id of the instance, a dot, and the visit.' });
const moment = Type.Optional(
  Type.Union([Type.String({ ...keptText, maxLength: 40 }), Type.Null()], { description: 'ISO 8601; null takes it away.' }),
);
const variables = Type.Optional(Variables);
const missing = ['process-store.no-task'] as const;
const refused = ['process.not-storable', 'process.variables-too-large', 'process-store.bad-variable'] as const;

export const listTasks = operation({
  ...reading,
  id: 'tasks.list',
  summary: 'Tasks for people: those that the caller has, may claim, or manages; also those of whom the caller is a substitute.',
  method: 'GET',
  path: tasks,
  input: Type.Object(
    {
      of: Type.Optional(
        Type.Enum(['mine', 'open', 'managed', 'all'], {
          default: 'open',
          description: 'Those of the caller, those to claim, those of managed processes, or all of these.',
        }),
      ),
      search: Type.Optional(
        Type.String({ ...keptText, maxLength: 200, description: 'In the name of the task, the process and the instance.' }),
      ),
      sort: Type.Optional(
        Type.Enum(['created', 'due', 'priority'], {
          default: 'created',
          description: 'The oldest first, what is due first, or what is most urgent and then due first.',
        }),
      ),
      when: Type.Optional(
        Type.Enum(['now', 'later', 'any'], {
          default: 'any',
          description: 'Those to be followed up later are none of now.',
        }),
      ),
      instance: Type.Optional(Type.String({ ...keptText, maxLength: 36, description: 'Those of one instance.' })),
      ...pageInput,
    },
    closed,
  ),
  output: pageOf(TaskSummary),
  errors: [],
});

export const countTasks = operation({
  ...reading,
  id: 'tasks.count',
  summary:
    'How many tasks the caller has and may claim, how many of these are to be followed up later or are overdue; at most 1,000 of each are counted.',
  method: 'GET',
  path: `${tasks}/-/count`,
  input: Type.Object({}, closed),
  output: Type.Object({
    mine: Type.Integer(),
    open: Type.Integer(),
    mineLater: Type.Integer(),
    openLater: Type.Integer(),
    overdue: Type.Integer(),
  }),
  errors: [],
});

export const getTask = operation({
  ...reading,
  id: 'tasks.get',
  summary: 'A task with the variables it is done with.',
  method: 'GET',
  path: `${tasks}/{task}`,
  input: Type.Object({ task }, closed),
  output: TaskDetails,
  errors: missing,
});

export const explainTaskAccess = operation({
  ...reading,
  id: 'tasks.explainAccess',
  summary: 'Whether a member sees a task and may do it, and why or why not. For managers of the process.',
  method: 'GET',
  path: `${tasks}/{task}/access-explanation`,
  input: Type.Object(
    { task, member: Type.String({ ...keptText, minLength: 1, maxLength: 254, description: 'Id or e-mail address of a member.' }) },
    closed,
  ),
  output: TaskAccessExplanation,
  errors: [...missing, 'process-store.unknown-member'],
});

export const claimTask = operation({
  ...writing,
  id: 'tasks.claim',
  summary: 'Takes a task that is for the caller.',
  method: 'POST',
  path: `${tasks}/{task}/claim`,
  input: Type.Object({ task }, closed),
  output: TaskSummary,
  errors: [...missing, 'process-store.task-taken', 'process-store.task-excluded'],
});

export const releaseTask = operation({
  ...writing,
  id: 'tasks.release',
  summary: 'Gives a task back, for another to claim.',
  method: 'POST',
  path: `${tasks}/{task}/release`,
  input: Type.Object({ task }, closed),
  output: TaskSummary,
  errors: [...missing, 'process-store.task-not-yours'],
});

export const delegateTask = operation({
  ...writing,
  id: 'tasks.delegate',
  summary: 'Gives a task to another member; by who has it, or who manages the process.',
  method: 'POST',
  path: `${tasks}/{task}/delegate`,
  input: Type.Object(
    { task, to: Type.String({ ...keptText, minLength: 1, maxLength: 254, description: 'Id or e-mail address of a member.' }) },
    closed,
  ),
  output: TaskSummary,
  errors: [...missing, 'process-store.task-not-yours', 'process-store.unknown-member', 'process-store.task-excluded'],
});

export const changeTask = operation({
  ...writing,
  id: 'tasks.change',
  summary: 'Changes when a task is due and is to be followed up, and how urgent it is; by who has it, or who manages the process.',
  method: 'PATCH',
  path: `${tasks}/{task}`,
  input: Type.Object(
    { task, due: moment, followUp: moment, priority: Type.Optional(Type.Integer({ minimum: -1000, maximum: 1000 })) },
    closed,
  ),
  output: TaskSummary,
  errors: [...missing, 'process-store.task-not-yours', 'process-store.bad-time'],
});

export const completeTask = operation({
  ...writing,
  id: 'tasks.complete',
  summary: 'Says that a task is done, with its results; the process goes on before the answer comes.',
  method: 'POST',
  path: `${tasks}/{task}/complete`,
  input: Type.Object({ task, variables }, closed),
  output: InstanceSummary,
  errors: [...missing, ...refused, 'process-store.task-not-yours', 'process-store.task-stopped', 'process-store.task-excluded'],
});

/** How many tasks are completed in one request at most. */
export const mostCompletedAtOnce = 100;

export const completeTasks = operation({
  ...writing,
  id: 'tasks.completeMany',
  summary: 'Completes several tasks with the same results, each by itself: what is refused keeps none of the others from being done.',
  method: 'POST',
  path: `${tasks}/-/complete`,
  input: Type.Object({ tasks: Type.Array(task, { minItems: 1, maxItems: mostCompletedAtOnce, uniqueItems: true }), variables }, closed),
  output: Type.Object({
    done: Type.Array(Type.String()),
    refused: Type.Array(Type.Object({ task: Type.String(), code: Type.String(), message: Type.String() })),
  }),
  errors: refused,
});

export const fetchWork = operation({
  ...writing,
  id: 'work.fetch',
  summary: 'Fetches work of a topic for a program and holds it: nobody else gets it until the lease ends. For managers of the processes.',
  method: 'POST',
  path: `${works}/fetch`,
  input: Type.Object(
    {
      topic: Type.String({ ...keptText, minLength: 1, maxLength: 200 }),
      worker: Type.String({ ...keptText, minLength: 1, maxLength: 100, description: 'A name of the program that no other uses.' }),
      most: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 10 })),
      leaseSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: 3600, default: 30 })),
      atOnce: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: 10_000,
          description: 'No more than so many of the topic are held at once, by all programs together.',
        }),
      ),
    },
    closed,
  ),
  output: Type.Object({ items: Type.Array(FetchedWork) }),
  errors: [],
});

const held = { task, worker: Type.String({ ...keptText, minLength: 1, maxLength: 100 }) };
const lost = [...missing, 'process-store.lease-lost'] as const;

export const completeWork = operation({
  ...writing,
  id: 'work.complete',
  summary: 'Says that fetched work is done, with its results, or that it ended with an error or escalation of the process.',
  method: 'POST',
  path: `${works}/{task}/complete`,
  input: Type.Object(
    {
      ...held,
      variables,
      error: Type.Optional(Type.String({ ...keptText, maxLength: 200, description: 'Code of the error that it ended with.' })),
      escalation: Type.Optional(
        Type.String({ ...keptText, maxLength: 200, description: 'Code of an escalation; the work goes on where nothing interrupts it.' }),
      ),
    },
    closed,
  ),
  output: InstanceSummary,
  errors: [...lost, ...refused],
});

export const completeManyWork = operation({
  ...writing,
  id: 'work.completeMany',
  summary: 'Says of many pieces of fetched work that they are done: those that can be are, together, and of the others it is said why not.',
  method: 'POST',
  path: `${works}/complete-many`,
  input: Type.Object(
    {
      worker: held.worker,
      done: Type.Array(Type.Object({ task, variables }, closed), { minItems: 1, maxItems: 100 }),
    },
    closed,
  ),
  bodyLimit: 16_000_000,
  output: Type.Object({
    completed: Type.Array(Type.String({ description: 'The task.' })),
    refused: Type.Array(Type.Object({ task: Type.String(), code: Type.String(), message: Type.String() })),
  }),
  errors: [...refused],
});

export const failWork = operation({
  ...writing,
  id: 'work.fail',
  summary: 'Says that fetched work could not be done: it is tried again later, and after the last try it is an incident.',
  method: 'POST',
  path: `${works}/{task}/fail`,
  input: Type.Object(
    {
      ...held,
      message: Type.String({ ...keptText, maxLength: 2000 }),
      retries: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 1000, description: 'Tries that are left; one less than before where absent.' }),
      ),
      waitSeconds: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 604_800, description: 'Until the next try; doubled each time where absent.' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ retries: Type.Integer() }),
  errors: lost,
});

export const extendWork = operation({
  ...writing,
  id: 'work.extend',
  summary: 'Holds fetched work for longer.',
  method: 'POST',
  path: `${works}/{task}/extend`,
  input: Type.Object({ ...held, leaseSeconds: Type.Integer({ minimum: 1, maximum: 3600 }) }, closed),
  output: Type.Object({ leaseUntil: Type.String() }),
  errors: lost,
});
