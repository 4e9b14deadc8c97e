import { processesOf, type RecordOf } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';
import { permissionsFor } from '@plinth/record-store';
import { processStoreErrors } from '../errors.ts';
import type { RunningRelease } from '../model/process-models.ts';
import { exceptionOf } from '../store/rows-of-state.ts';

type Right = 'start' | 'manage';

/** What the context's actor may do with the processes of a release: deny by default. */
export class ProcessAccess {
  readonly #context: RequestContext;
  readonly #release: RunningRelease;
  readonly #roles: readonly RecordOf<'role'>[];

  constructor(context: RequestContext, release: RunningRelease) {
    this.#context = context;
    this.#release = release;
    const held = permissionsFor(context, release.model).user.roles;
    this.#roles = release.model.roles.filter(({ key }) => held.includes(key));
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

  /** Candidates of tasks that mean the actor. */
  get candidates(): string[] {
    const { actor } = this.#context;
    if (actor.kind !== 'member') return [];
    return [
      ...this.#roles.map(({ key }) => `role:${key}`),
      ...actor.groups.map((group) => `group:${group}`),
      `member:${actor.id}`,
      ...(actor.email === null ? [] : [`member:${actor.email.toLowerCase()}`, `member:${actor.email}`]),
    ];
  }

  /** How a task names the actor as somebody who may not do it. */
  get exceptions(): string[] {
    const { actor } = this.#context;
    return actor.kind === 'member' ? exceptionsOf(actor) : [];
  }

  /** How a task names the actor as its assignee. */
  get assignees(): string[] {
    const { actor } = this.#context;
    if (actor.kind !== 'member') return [];
    return [actor.id, ...(actor.email === null ? [] : [actor.email.toLowerCase(), actor.email])];
  }
}

/** How a task names a member who may not do it. */
export function exceptionsOf({ id, email }: { readonly id: string; readonly email: string | null }): string[] {
  return [exceptionOf(id), ...(email === null ? [] : [exceptionOf(email)])];
}
