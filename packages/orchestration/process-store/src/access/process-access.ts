import { processesOf, type RecordOf } from '@plinth/app-definition';
import type { Actor, RequestContext } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import { processStoreErrors } from '../errors.ts';
import type { RunningRelease } from '../model/process-models.ts';
import { exceptionOf } from '../store/rows-of-state.ts';

type Right = 'start' | 'manage';

/** How tasks mean somebody: the actor, or who the actor is a substitute of. */
interface Doer {
  readonly actor: Actor;
  readonly candidates: readonly string[];
  readonly assignees: readonly string[];
  /** As who may not do it. */
  readonly exceptions: readonly string[];
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

  /** Candidates of tasks that mean the actor, or who the actor substitutes, with those who may not: the actor is one of them for either. */
  get claims(): readonly Pick<Doer, 'candidates' | 'exceptions'>[] {
    const own = this.#doers[0]?.exceptions ?? [];
    return this.#doers.map(({ candidates, exceptions }) => ({ candidates, exceptions: [...new Set([...own, ...exceptions])] }));
  }

  /** How tasks name these as their assignee. */
  get assignees(): string[] {
    return this.#doers.flatMap(({ assignees }) => assignees);
  }

  /** Whether somebody of these has the task, or may claim it, and whether it says that the actor may not do it. */
  standing(task: Assigned): { readonly isMine: boolean; readonly isCandidate: boolean; readonly isExcluded: boolean } {
    const { assignee, candidates } = task;
    const claim = this.claims.some((each) => meets(candidates, each.candidates) && !meets(candidates, each.exceptions));
    return {
      isMine: assignee !== null && this.assignees.includes(assignee),
      isCandidate: assignee === null && claim,
      isExcluded: meets(candidates, this.#doers[0]?.exceptions ?? []),
    };
  }

  /** The member for whom the actor does a task as a substitute; null where it is the actor's own, or nobody's of these. */
  onBehalfOf(task: Assigned): Actor | null {
    const found = this.#doers.find(({ candidates, assignees, exceptions }) =>
      task.assignee === null
        ? meets(task.candidates, candidates) && !meets(task.candidates, exceptions)
        : assignees.includes(task.assignee),
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
    exceptions: exceptionsOf(actor),
  };
}

/** How a task names a member who may not do it. */
export function exceptionsOf({ id, email }: Actor): string[] {
  return [id, ...(email === null ? [] : [email])].map(exceptionOf);
}

function meets(some: readonly string[], others: readonly string[]): boolean {
  return some.some((each) => others.includes(each));
}
