import { type Static, Type } from 'typebox';

const text = Type.String();
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** Variables as JSON. What JSON has no type for is an object of one entry: `{"$date": "2026-01-31"}`, `{"$number": "0.1"}`. */
export const Variables = Type.Record(Type.String(), Type.Unknown(), {
  description:
    'Name to value as JSON; `{"$date": "2026-01-31"}`, `{"$dateTime": …}`, `{"$duration": …}`, `{"$number": "0.1"}` where a type is meant.',
});

/** A process that the caller may start or manage. */
export const ProcessSummary = Type.Object({
  key: text,
  label: text,
  description: nullable(text),
  version: text,
  mayStart: Type.Boolean(),
  mayManage: Type.Boolean(),
});
export type ProcessSummary = Static<typeof ProcessSummary>;

export const InstanceStatus = Type.Enum(['new', 'active', 'completed', 'terminated', 'cancelled']);
export type InstanceStatus = 'new' | 'active' | 'completed' | 'terminated' | 'cancelled';

const instance = {
  id: text,
  process: text,
  /** Version of the application that it runs by. */
  version: text,
  /** What it is called in the business: the number of a contract. */
  key: nullable(text),
  status: InstanceStatus,
  incidents: Type.Integer(),
  startedAt: text,
  startedBy: text,
  endedAt: nullable(text),
};
/** A running or ended process. */
export const InstanceSummary = Type.Object(instance);
export type InstanceSummary = Static<typeof InstanceSummary>;

/** An instance of a list, with what people know it by. */
export const ListedInstance = Type.Object({
  ...instance,
  /** Name of the process. */
  processLabel: text,
  /** Name of who started it. */
  startedByName: text,
});
export type ListedInstance = Static<typeof ListedInstance>;

/** An instance with its variables. */
export const InstanceDetails = Type.Object({ ...ListedInstance.properties, revision: Type.Integer(), variables: Variables });
export type InstanceDetails = Static<typeof InstanceDetails>;

/** One place where an instance stands, and why it goes no further. */
export const WaitingPlace = Type.Object({
  visit: text,
  element: text,
  type: text,
  name: text,
  /** Elements around it, the outermost first. */
  within: Type.Array(text),
  reasons: Type.Array(
    Type.Object({
      kind: Type.Enum(['task', 'work', 'message', 'signal', 'timer', 'condition', 'activation', 'join', 'incident', 'worker']),
      /** One sentence in English; what follows is what it says, for who says it in another language. */
      text: text,
      due: Type.Optional(text),
      code: Type.Optional(text),
      /** The message, the signal, the topic of a program's work, the element that joins or may be started. */
      about: Type.Optional(text),
      /** The key that a message must have. */
      key: Type.Optional(text),
      /** The element for which it waits here, where that is another one. */
      at: Type.Optional(text),
      /** Whose task it is. */
      assignee: Type.Optional(text),
      /** Who may claim the task: none where only managers of the process may. */
      candidates: Type.Optional(Type.Array(Type.Object({ kind: Type.Enum(['member', 'role', 'group']), name: text }))),
      /** The program that has the work. */
      holder: Type.Optional(text),
      /** Tries that are left to a program, or that workers have made. */
      tries: Type.Optional(Type.Integer()),
    }),
  ),
});
export const InstanceExplanation = Type.Object({ status: InstanceStatus, places: Type.Array(WaitingPlace) });
export type InstanceExplanation = Static<typeof InstanceExplanation>;

/** An instance as it stands to whoever started it: what it is of, and why it goes no further. */
export const StartedInstance = Type.Object({ ...instance, processLabel: text, places: Type.Array(WaitingPlace) });
export type StartedInstance = Static<typeof StartedInstance>;

/** What happened to an instance by one thing that came to it. */
export const InstanceHistoryEntry = Type.Object({
  number: Type.Integer(),
  at: text,
  by: text,
  /** Name of who did it. */
  byName: text,
  /** What came: `{"kind": "start", …}`. */
  stimulus: Type.Unknown(),
  events: Type.Array(
    Type.Object({
      event: Type.Enum(['entered', 'completed', 'cancelled', 'incident', 'resolved']),
      element: text,
      type: text,
      name: text,
      visit: text,
      parent: nullable(text),
      round: nullable(Type.Integer()),
      variables: Variables,
      incident: nullable(Type.Object({ code: text, message: text })),
    }),
  ),
});
export type InstanceHistoryEntry = Static<typeof InstanceHistoryEntry>;

const task = {
  /** Id of the instance, a dot, and the visit. */
  id: text,
  instance: text,
  process: text,
  processLabel: text,
  /** What the instance is called in the business. */
  instanceKey: nullable(text),
  element: text,
  name: text,
  assignee: nullable(text),
  /** Who delegated it. */
  owner: nullable(text),
  candidates: Type.Array(text),
  priority: Type.Integer(),
  due: nullable(text),
  followUp: nullable(text),
  /** It has an incident. */
  stopped: Type.Boolean(),
  createdAt: text,
  /** Key of the page on which it is done; null where it has none. */
  form: nullable(text),
  /** The answers of which one completes it, with the variable that takes it; null where it is done otherwise. */
  answers: nullable(Type.Object({ variable: text, values: Type.Array(text) })),
  /** The caller has it, may claim it, or sees it as a manager of the process. */
  standing: Type.Enum(['mine', 'open', 'managed']),
  /** Whether the caller manages its process, however it stands to them. */
  mayManage: Type.Boolean(),
  /** For whom the caller would do it as a substitute. */
  onBehalfOf: nullable(Type.Object({ id: text, name: text })),
};
/** Something for a person to do. */
export const TaskSummary = Type.Object(task);
export type TaskSummary = Static<typeof TaskSummary>;
export const TaskDetails = Type.Object({ ...task, variables: Variables });
export type TaskDetails = Static<typeof TaskDetails>;

/** Whether a member sees a task and may do it, and what decides it. */
export const TaskAccessExplanation = Type.Object({
  member: Type.Object({ id: text, name: text }),
  sees: Type.Boolean(),
  mayDo: Type.Boolean(),
  reasons: Type.Array(
    Type.Object({
      kind: Type.Enum(['has', 'otherHas', 'meant', 'notMeant', 'excluded', 'manages', 'stopped', 'noForm'], {
        description:
          'Has it; another has it; is meant by a role, a group or a name, or by none of these; is among those who must not do it; manages the process; the task has an incident; may not open its form.',
      }),
      /** Who has it; what means the member, or would: `role:clerk`; the form. Null where the kind says everything. */
      name: nullable(text),
      /** Who the member would do it for, as a substitute. */
      onBehalfOf: nullable(text),
    }),
  ),
});
export type TaskAccessExplanation = Static<typeof TaskAccessExplanation>;

/** Work that a program has fetched and holds until its lease ends. */
export const FetchedWork = Type.Object({
  id: text,
  instance: text,
  process: text,
  element: text,
  topic: text,
  /** The same each time this work is fetched: for effects that must happen once. */
  idempotencyKey: text,
  retries: Type.Integer(),
  leaseUntil: text,
  variables: Variables,
});
export type FetchedWork = Static<typeof FetchedWork>;
