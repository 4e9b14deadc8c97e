/** A task of a process as components see it. */
export interface TaskView {
  readonly id: string;
  readonly instance: string;
  readonly process: string;
  readonly processLabel: string;
  /** What the instance is called in the business. */
  readonly instanceKey: string | null;
  readonly element: string;
  readonly name: string;
  readonly assignee: string | null;
  readonly candidates: readonly string[];
  readonly priority: number;
  readonly due: string | null;
  readonly followUp: string | null;
  /** It has an incident. */
  readonly stopped: boolean;
  readonly createdAt: string;
  /** Key of the page on which it is done. */
  readonly form: string | null;
  /** The answers of which one completes it, with the variable that takes it. */
  readonly answers: { readonly variable: string; readonly values: readonly string[] } | null;
  readonly standing: 'mine' | 'open' | 'managed';
  /** Whether the person manages its process. */
  readonly mayManage: boolean;
  readonly onBehalfOf: { readonly id: string; readonly name: string } | null;
}

/** A task with the variables it is done with; what JSON has no type for is `{"$date": "2026-01-31"}`. */
export interface OpenedTask extends TaskView {
  readonly variables: Readonly<Record<string, unknown>>;
}

export interface TaskPersonView {
  readonly id: string;
  readonly name: string;
}

export interface TaskCommentView {
  readonly id: string;
  readonly author: TaskPersonView;
  readonly text: string;
  readonly at: string;
}

export interface TaskAttachmentView {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly by: TaskPersonView;
  readonly at: string;
}

/** What may be put to a task: media types, none for every one, and the largest file in bytes. */
export interface AttachmentLimitsView {
  readonly types: readonly string[];
  readonly bytes: number;
}

export interface TaskEventView {
  readonly event: 'claimed' | 'released' | 'delegated' | 'changed' | 'completed' | 'escalated' | 'commented' | 'attached' | 'removed';
  readonly by: TaskPersonView;
  readonly onBehalfOf: TaskPersonView | null;
  readonly to: TaskPersonView | null;
  readonly at: string;
}

export interface TaskListInput {
  readonly of: 'mine' | 'open' | 'managed' | 'all';
  readonly sort: 'created' | 'due' | 'priority';
  /** Those to be followed up later are none of now. */
  readonly when: 'now' | 'later' | 'any';
  readonly search: string;
  readonly cursor: string | null;
}

/** How many tasks the person has and may claim, and how many of these are for later. */
export interface TaskCounts {
  readonly mine: number;
  readonly open: number;
  readonly mineLater: number;
  readonly openLater: number;
  readonly overdue: number;
}

/** Whether a member sees a task and may do it, and what decides it. */
export interface TaskAccessView {
  readonly member: TaskPersonView;
  readonly sees: boolean;
  readonly mayDo: boolean;
  readonly reasons: readonly {
    readonly kind: 'has' | 'otherHas' | 'meant' | 'notMeant' | 'excluded' | 'manages' | 'stopped' | 'noForm';
    readonly name: string | null;
    /** What the one is called for whom the member would do it. */
    readonly onBehalfOf: string | null;
  }[];
}

/** Tasks of the application's processes, as the person may see and do them. What is refused rejects with a problem for people. */
export interface TaskCalls {
  list(input: TaskListInput, signal: AbortSignal): Promise<{ readonly items: readonly TaskView[]; readonly next: string | null }>;
  count(signal: AbortSignal): Promise<TaskCounts>;
  get(task: string, signal: AbortSignal): Promise<OpenedTask>;
  claim(task: string): Promise<TaskView>;
  release(task: string): Promise<TaskView>;
  /** To a member, by id or e-mail address. */
  delegate(task: string, to: string): Promise<TaskView>;
  change(
    task: string,
    changed: { readonly due?: string | null; readonly followUp?: string | null; readonly priority?: number },
  ): Promise<TaskView>;
  complete(task: string, variables: Readonly<Record<string, unknown>>): Promise<unknown>;
  completeMany(
    tasks: readonly string[],
    variables: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly done: readonly string[]; readonly refused: readonly { readonly task: string; readonly message: string }[] }>;
  /** What was remarked, and who can be mentioned. */
  comments(
    task: string,
    signal: AbortSignal,
  ): Promise<{ readonly items: readonly TaskCommentView[]; readonly people: readonly TaskPersonView[] }>;
  /** `mentions` are ids of members who are told of it. */
  comment(task: string, text: string, mentions: readonly string[]): Promise<TaskCommentView>;
  attachments(
    task: string,
    signal: AbortSignal,
  ): Promise<{ readonly items: readonly TaskAttachmentView[]; readonly limits: AttachmentLimitsView }>;
  attach(task: string, file: File): Promise<TaskAttachmentView>;
  detach(task: string, attachment: string): Promise<void>;
  attachmentAddress(task: string, attachment: string): string;
  history(task: string, signal: AbortSignal): Promise<readonly TaskEventView[]>;
  /** Why a member, by id or e-mail address, sees a task or does not; for who manages its process. */
  explainAccess(task: string, member: string): Promise<TaskAccessView>;
}

/** The same on an open page, which tells when something may have changed. */
export interface TaskServices extends TaskCalls {
  /** Returns how to stop listening. */
  listen(listener: () => void): () => void;
}
