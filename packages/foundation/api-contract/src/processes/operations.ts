import { Type } from 'typebox';
import { keptText } from '../line-of-text.ts';
import { operation } from '../operation.ts';
import { pageInput, pageOf } from '../paging.ts';
import {
  InstanceDetails,
  InstanceExplanation,
  InstanceHistoryEntry,
  InstanceStatus,
  InstanceSummary,
  ListedInstance,
  ProcessSummary,
  StartedInstance,
  Variables,
} from './process-shapes.ts';

const all = '/data/{tenant}/{environment}/{application}/-/processes';
const instances = '/data/{tenant}/{environment}/{application}/-/instances';
const closed = { additionalProperties: false } as const;
const reading = { permission: 'application', scope: 'processes:read', idempotency: 'safe' } as const;
const writing = { permission: 'application', scope: 'processes:write' } as const;
const process = Type.String({ ...keptText, maxLength: 120 });
const instance = Type.String({ ...keptText, maxLength: 36 });
const variables = Type.Optional(Variables);
const refused = ['process.not-storable', 'process.variables-too-large', 'process-store.bad-variable'] as const;

/** How many instances are started at once at most. */
export const mostStartsAtOnce = 10_000;

export const listProcesses = operation({
  ...reading,
  id: 'processes.list',
  summary: 'The processes that the caller may start or manage.',
  method: 'GET',
  path: all,
  input: Type.Object({}, closed),
  output: Type.Object({ items: Type.Array(ProcessSummary) }),
  errors: [],
});

export const startProcess = operation({
  ...writing,
  id: 'processes.start',
  summary: 'Starts an instance of a process; it has gone as far as it can by itself when the answer comes.',
  method: 'POST',
  path: `${all}/{process}/start`,
  input: Type.Object(
    {
      process,
      variables,
      key: Type.Optional(Type.String({ ...keptText, minLength: 1, maxLength: 200, description: 'What it is called in the business.' })),
      event: Type.Optional(Type.String({ ...keptText, maxLength: 200, description: 'Id of a start event, where there are several.' })),
      idempotencyKey: Type.Optional(Type.String({ ...keptText, minLength: 1, maxLength: 200 })),
    },
    closed,
  ),
  headers: { idempotencyKey: 'idempotency-key' },
  output: InstanceSummary,
  status: 201,
  idempotency: 'key',
  errors: [...refused, 'process-store.no-process', 'process-store.not-runnable', 'process-store.idempotency-mismatch', 'process.no-start'],
});

export const startProcesses = operation({
  ...writing,
  id: 'processes.startMany',
  summary: 'Takes in many instances of a process at once: workers begin them, or they begin in the same transaction.',
  method: 'POST',
  path: `${all}/{process}/start-many`,
  input: Type.Object(
    {
      process,
      starts: Type.Array(
        Type.Object({ variables, key: Type.Optional(Type.String({ ...keptText, minLength: 1, maxLength: 200 })) }, closed),
        {
          minItems: 1,
          maxItems: mostStartsAtOnce,
        },
      ),
      begin: Type.Optional(
        Type.Enum(['later', 'now'], {
          description:
            'Whether workers begin them, each by itself (the usual), or all of them begin at once or none does: for many that soon wait.',
        }),
      ),
    },
    closed,
  ),
  bodyLimit: 16_000_000,
  output: Type.Object({ ids: Type.Array(Type.String()) }),
  status: 202,
  idempotency: 'none',
  errors: [...refused, 'process-store.no-process', 'process-store.not-runnable', 'process.no-start'],
});

export const sendMessage = operation({
  ...writing,
  id: 'processes.sendMessage',
  summary: 'Gives a message to the instance that waits for it, else starts the process that begins with it; to managers of the processes.',
  method: 'POST',
  path: '/data/{tenant}/{environment}/{application}/-/messages',
  input: Type.Object(
    {
      name: Type.String({ ...keptText, minLength: 1, maxLength: 200 }),
      key: Type.Optional(Type.Unknown({ description: 'The correlation key, as JSON like a variable.' })),
      variables,
      keepSeconds: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 604_800, description: 'How long it is kept where nobody waits for it yet; 0, it is refused.' }),
      ),
    },
    closed,
  ),
  output: Type.Object({ instance: Type.Union([Type.String(), Type.Null()]) }),
  idempotency: 'none',
  errors: [...refused, 'process-store.nobody-waits', 'process-store.no-process'],
});

export const sendSignal = operation({
  ...writing,
  id: 'processes.sendSignal',
  summary: 'Sends a signal to every instance that listens, and starts the processes that begin with it; workers deliver it.',
  method: 'POST',
  path: '/data/{tenant}/{environment}/{application}/-/signals',
  input: Type.Object({ name: Type.String({ ...keptText, minLength: 1, maxLength: 200 }), variables }, closed),
  output: Type.Null(),
  status: 204,
  idempotency: 'none',
  errors: [...refused, 'process-store.no-process'],
});

export const listInstances = operation({
  ...reading,
  id: 'instances.list',
  summary: 'Instances of the processes that the caller manages, and those that the caller started, the newest first.',
  method: 'GET',
  path: instances,
  input: Type.Object(
    {
      process: Type.Optional(process),
      status: Type.Optional(InstanceStatus),
      key: Type.Optional(Type.String({ ...keptText, maxLength: 200 })),
      incidents: Type.Optional(Type.Boolean({ description: 'Those alone that have an incident.' })),
      version: Type.Optional(Type.String({ ...keptText, maxLength: 60, description: 'Those alone that run by this version.' })),
      since: Type.Optional(
        Type.String({ ...keptText, maxLength: 40, description: 'ISO 8601; those alone that were started from then on.' }),
      ),
      until: Type.Optional(Type.String({ ...keptText, maxLength: 40, description: 'ISO 8601; those alone that were started before.' })),
      mine: Type.Optional(Type.Boolean({ description: 'Those alone that the caller started.' })),
      ...pageInput,
    },
    closed,
  ),
  output: pageOf(ListedInstance),
  errors: ['process-store.no-process', 'process-store.bad-time'],
});

export const listStartedInstances = operation({
  ...reading,
  id: 'instances.listStarted',
  summary: 'Instances that the caller started, the newest first, with where each stands and what it waits for.',
  method: 'GET',
  path: '/data/{tenant}/{environment}/{application}/-/started-instances',
  input: Type.Object({ process: Type.Optional(process), status: Type.Optional(InstanceStatus), ...pageInput }, closed),
  output: pageOf(StartedInstance),
  errors: [],
});

export const getInstance = operation({
  ...reading,
  id: 'instances.get',
  summary: 'An instance with its variables.',
  method: 'GET',
  path: `${instances}/{instance}`,
  input: Type.Object({ instance }, closed),
  output: InstanceDetails,
  errors: ['process-store.no-instance'],
});

export const explainInstance = operation({
  ...reading,
  id: 'instances.explain',
  summary: 'Where an instance stands, and at each place why it goes no further.',
  method: 'GET',
  path: `${instances}/{instance}/explanation`,
  input: Type.Object({ instance }, closed),
  output: InstanceExplanation,
  errors: ['process-store.no-instance'],
});

export const instanceHistory = operation({
  ...reading,
  id: 'instances.history',
  summary: 'What happened to an instance, in order, with every change of its variables; until a moment, where one is given.',
  method: 'GET',
  path: `${instances}/{instance}/history`,
  input: Type.Object(
    {
      instance,
      until: Type.Optional(
        Type.String({ ...keptText, maxLength: 40, description: 'ISO 8601; how it stood then is what happened until then.' }),
      ),
      ...pageInput,
    },
    closed,
  ),
  output: pageOf(InstanceHistoryEntry),
  errors: ['process-store.no-instance', 'process-store.bad-time'],
});

export const cancelInstance = operation({
  ...writing,
  id: 'instances.cancel',
  summary: 'Ends an instance with everything that runs in it.',
  method: 'POST',
  path: `${instances}/{instance}/cancel`,
  input: Type.Object({ instance }, closed),
  output: InstanceSummary,
  idempotency: 'none',
  errors: ['process-store.no-instance', 'process.ended'],
});

export const resolveIncident = operation({
  ...writing,
  id: 'instances.resolve',
  summary: 'Tries again what an incident stopped, perhaps with variables mended.',
  method: 'POST',
  path: `${instances}/{instance}/resolve`,
  input: Type.Object({ instance, visit: Type.String({ ...keptText, maxLength: 20 }), variables }, closed),
  output: InstanceSummary,
  idempotency: 'none',
  errors: [...refused, 'process-store.no-instance', 'process.no-incident', 'process.not-waiting', 'process.ended'],
});

export const retryInstance = operation({
  ...writing,
  id: 'instances.retry',
  summary: 'Lets workers try at once what they could not do with an instance and have put off.',
  method: 'POST',
  path: `${instances}/{instance}/retry`,
  input: Type.Object({ instance }, closed),
  output: Type.Null(),
  status: 204,
  idempotency: 'idempotent',
  errors: ['process-store.no-instance'],
});

/** How many instances are moved in one request at most. */
export const mostMovedAtOnce = 500;

export const moveInstances = operation({
  ...writing,
  id: 'processes.moveInstances',
  summary:
    'Lets running instances of a process go on by the version that is released, a page at a time; those that stand where it differs stay and say why. Tried, nothing is changed.',
  method: 'POST',
  path: `${all}/{process}/move`,
  input: Type.Object(
    {
      process,
      tried: Type.Optional(Type.Boolean({ default: true, description: 'Only say what would be done.' })),
      from: Type.Optional(Type.String({ ...keptText, maxLength: 40, description: 'Those alone that run by this version.' })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: mostMovedAtOnce, default: 100 })),
      cursor: Type.Optional(Type.String({ ...keptText, minLength: 1, maxLength: 36, description: 'The `next` of the page before.' })),
    },
    closed,
  ),
  output: Type.Object({
    /** The version they go on by. */
    version: Type.String(),
    /** Instances that were moved, or could be. */
    moved: Type.Array(Type.String()),
    stay: Type.Array(
      Type.Object({
        instance: Type.String(),
        problems: Type.Array(Type.Object({ visit: Type.String(), element: Type.String(), reason: Type.String() })),
      }),
    ),
    next: Type.Union([Type.String(), Type.Null()]),
  }),
  idempotency: 'idempotent',
  errors: ['process-store.no-process', 'process-store.not-runnable'],
});
