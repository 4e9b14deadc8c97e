import { processesOf, type RecordOf } from '@plinth/app-definition';
import type { Actor, RequestContext } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import { processStoreErrors } from '../errors.ts';
import type { RunningRelease } from '../model/process-models.ts';

type Right = 'start' | 'manage';

/** How tasks mean somebody: the actor, or who the actor is a substitute of. */
interface Doer {
  readonly actor: Actor;
  readonly candidates: readonly string[];
  readonly assignees: readonly string[];
}

/** What of a task says whose it is. */
interface Assigned {
  readonly assignee: string | null;
  readonly candidates: readonly string[];
}

/** What the context's actor may do with the processes of a release, and with tasks also for those of whom the actor is a substitute: deny by default. */
export class ProcessAccess {
  readonly #context: RequestContext;
  readonly #release: RunningRelease;
  readonly #roles: readonly RecordOf<'role'>[];
  /** The actor first. */
  readonly #doers: readonly Doer[];

  constructor(context: RequestContext, release: RunningRelease, others: readonly Actor[] = []) {
    this.#context = context;
    this.#release = release;
    const held = permissionsFor(context, release.model).user.roles;
    this.#roles = release.model.roles.filter(({ key }) => held.includes(key));
    this.#doers = [context.actor, ...others].filter(({ kind }) => kind === 'member').map((actor) => doerOf({ ...context, actor }, release));
  }

  /** Whether one of the actor's roles has the right to a process; Plinth itself has every one. */
  may(right: Right, process: string): boolean {
    if (this.#context.actor.kind === 'system') return true;
    const record = processesOf(this.#release.definition).find(({ key }) => key === process);
    return record !== undefined && this.#roles.some((role) => role[right].includes(record.id));
  }

  /** The processes to which the actor has the right, by key. */
  processes(right: Right): string[] {
    return processesOf(this.#release.definition)
      .map(({ key }) => key)
      .filter((key) => this.may(right, key));
  }

  /** Whether the actor may start or manage any. */
  get isAny(): boolean {
    return this.processes('start').length + this.processes('manage').length > 0;
  }

  /** Throws `process-store.no-process`: to others it is not there. */
  require(right: Right, process: string): void {
    if (!this.may(right, process)) throw processStoreErrors.noProcess({ process });
  }

  /** Candidates of tasks that mean the actor, or who the actor substitutes. */
  get candidates(): string[] {
    return this.#doers.flatMap(({ candidates }) => candidates);
  }

  /** How tasks name these as their assignee. */
  get assignees(): string[] {
    return this.#doers.flatMap(({ assignees }) => assignees);
  }

  /** Whether somebody of these has the task, or may claim it. */
  standing(task: Assigned): { readonly isMine: boolean; readonly isCandidate: boolean } {
    const isMine = task.assignee !== null && this.assignees.includes(task.assignee);
    return { isMine, isCandidate: task.assignee === null && task.candidates.some((each) => this.candidates.includes(each)) };
  }

  /** The member for whom the actor does a task as a substitute; null where it is the actor's own, or nobody's of these. */
  onBehalfOf(task: Assigned): Actor | null {
    const found = this.#doers.find(({ candidates, assignees }) =>
      task.assignee === null ? task.candidates.some((each) => candidates.includes(each)) : assignees.includes(task.assignee),
    );
    return found === undefined || found.actor.id === this.#context.actor.id ? null : found.actor;
  }
}

function doerOf(context: RequestContext, release: RunningRelease): Doer {
  const { actor } = context;
  const emails = actor.email === null ? [] : [...new Set([actor.email.toLowerCase(), actor.email])];
  return {
    actor,
    candidates: [
      ...permissionsFor(context, release.model).user.roles.map((role) => `role:${role}`),
      ...actor.groups.map((group) => `group:${group}`),
      ...[actor.id, ...emails].map((name) => `member:${name}`),
    ],
    assignees: [actor.id, ...emails],
  };
}
