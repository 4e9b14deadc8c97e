import { acceptActions, type Definition, type DefinitionAction, type LogEntry, type Middleware } from '@plinth/app-definition';
import type { Database } from '@plinth/database';
import type { RequestContext } from '@plinth/foundation';
import type { BranchLog, LogEnd } from './branch-log.ts';

/** What somebody sent, put in order. */
interface Waiting {
  readonly context: RequestContext;
  readonly entries: readonly LogEntry[];
  /** The definition before and after them. */
  readonly before: Definition;
  readonly definition: Definition;
  /** With whether they are in the log. */
  readonly resolve: (committed: boolean) => void;
  readonly reject: (error: unknown) => void;
}

/** Actions that are written with one statement. */
const mostAtOnce = 500;

/**
 * What this server has accepted at the end of one branch and not yet committed, in order. It is told at once as tentative and
 * committed with what came while the statement before was under way. Where the log turns out to end otherwise, all of it is
 * withdrawn: what comes later was judged by what came before.
 */
export class BranchTail {
  readonly #log: BranchLog;
  readonly #branch: string;
  readonly #used: (used: boolean) => void;
  readonly #queue: Waiting[] = [];
  readonly #waitingForEnd: (() => void)[] = [];
  #writing = false;

  /** `used` is told when there is something in it, and when there is nothing any more. */
  constructor(log: BranchLog, branch: string, used: (used: boolean) => void) {
    this.#log = log;
    this.#branch = branch;
    this.#used = used;
  }

  /** Where the log will end when all of it is committed; null where the log goes on otherwise already, which the next statement finds. */
  endAfter({ position, definition, lately }: LogEnd): LogEnd | null {
    const [first, last] = [this.#queue[0], this.#queue.at(-1)];
    if (first === undefined || last === undefined) return { position, definition, lately };
    const entries = this.#queue.flatMap((one) => one.entries);
    if (entries[0]?.position !== position + 1) return null;
    return {
      position: position + entries.length,
      definition: last.definition,
      lately: [...lately, ...entries.map(({ action }) => action.id)],
    };
  }

  /** Resolves when nothing waits to be committed. */
  ended(): Promise<void> {
    return this.#queue.length === 0 ? Promise.resolve() : new Promise((resolve) => this.#waitingForEnd.push(resolve));
  }

  /**
   * Puts actions in order behind everything else, which ends at `end`, if none is refused, and tells of them as tentative. Resolves with the entries once
   * they are committed; with null where one is refused or all are withdrawn: then the log itself has to be asked.
   */
  async append(
    context: RequestContext,
    database: Database,
    end: LogEnd,
    actions: readonly DefinitionAction[],
    middleware: readonly Middleware[] | undefined,
    check: (definition: Definition) => void,
  ): Promise<readonly LogEntry[] | null> {
    const { accepted, refused, definition } = acceptActions(end.definition, end.position, actions, middleware);
    if (Object.keys(refused).length > 0) return null;
    check(definition);
    const committed = new Promise<boolean>((resolve, reject) => {
      this.#queue.push({ context, entries: accepted, before: end.definition, definition, resolve, reject });
    });
    this.#log.onTentative(this.#branch, end.position, accepted);
    if (!this.#writing) void this.#write(database);
    return (await committed) ? accepted : null;
  }

  async #write(database: Database): Promise<void> {
    this.#writing = true;
    this.#used(true);
    for (let group = this.#nextGroup(); group.length > 0; group = this.#nextGroup()) {
      const [first, last] = [group[0], group.at(-1)];
      if (first === undefined || last === undefined) break;
      const entries = group.flatMap((one) => one.entries);
      const position = (entries[0]?.position ?? 1) - 1;
      // What several wait for does not end with the request of one.
      const context = { ...first.context, signal: endless };
      try {
        const committed = await this.#log.append(context, database, { id: this.#branch, position }, entries, first.before, last.definition);
        if (!committed) {
          this.#withdraw(position, ({ resolve }) => resolve(false));
          break;
        }
      } catch (error) {
        this.#withdraw(position, ({ reject }) => reject(error));
        break;
      }
      this.#queue.splice(0, group.length);
      this.#log.remember(context, { id: this.#branch, position: position + entries.length }, last.definition, entries);
      this.#log.onCommitted(this.#branch, entries);
      for (const { resolve } of group) resolve(true);
    }
    this.#writing = false;
    this.#used(false);
    for (const resolve of this.#waitingForEnd.splice(0)) resolve();
  }

  #nextGroup(): readonly Waiting[] {
    let room = mostAtOnce;
    const end = this.#queue.findIndex(({ entries }) => {
      room -= entries.length;
      return room < 0;
    });
    return end < 0 ? [...this.#queue] : this.#queue.slice(0, Math.max(1, end));
  }

  #withdraw(position: number, answer: (waiting: Waiting) => void): void {
    const gone = this.#queue.splice(0);
    this.#log.onTentative(this.#branch, position, []);
    for (const waiting of gone) answer(waiting);
  }
}

const endless = new AbortController().signal;
