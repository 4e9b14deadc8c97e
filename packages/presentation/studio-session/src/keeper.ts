import { keepReplica, type LogEntry, type Overwritten, type RefusedAction, type Replica, snapshotOf } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import { sessionErrors } from './errors.ts';
import type { WorkStorage } from './work-storage.ts';

export interface KeeperOptions {
  readonly storage: WorkStorage;
  readonly window: string;
  readonly scope: string;
  /** What is to be kept, as it is now. */
  readonly now: () => {
    readonly replica: Replica;
    readonly refused: readonly RefusedAction[];
    readonly overwritten: readonly Overwritten[];
  };
  /** Null when everything is kept; otherwise why it would not survive a reload. */
  readonly told: (problem: PlinthError | null) => void;
  /** Position of the base that is kept already; null: none. */
  readonly base: number | null;
}

/** How long what the server has, or is about to have, may wait: a burst is one write, and none stands in the way of an answer. */
const gatherMilliseconds = 50;
/** The same for what was only read, or heard of others: it is on its way into view, and the server has it. */
export const readMilliseconds = 1000;
/** Entries after which the base is renewed: reading them again must stay quick. */
const mostEntries = 300;

/** Keeps one window's work on this device: one write at a time, each with everything that happened until it began. */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #entries = new Map<number, LogEntry>();
  #base: number | null;
  #kept: number;
  #due = false;
  #later: ReturnType<typeof setTimeout> | undefined;
  #laterAt = 0;
  #writing: Promise<void> | null = null;

  constructor(options: KeeperOptions) {
    this.#options = options;
    this.#base = options.base;
    this.#kept = options.base === null ? 0 : options.now().replica.position;
  }

  /** Entries of the log as they come, in any order. */
  hear(entries: readonly LogEntry[]): void {
    for (const entry of entries) if (entry.position > this.#kept) this.#entries.set(entry.position, entry);
  }

  /** Something changed that nobody else has. */
  keep(): void {
    clearTimeout(this.#later);
    this.#later = undefined;
    this.#due = true;
    this.#writing ??= this.#writeAll();
  }

  /** Something changed that is on its way to the server, or there already: it is written with what comes in the next moments. */
  keepSoon(milliseconds = gatherMilliseconds): void {
    const at = performance.now() + milliseconds;
    if (this.#later !== undefined && this.#laterAt <= at) return;
    clearTimeout(this.#later);
    this.#laterAt = at;
    this.#later = setTimeout(() => this.keep(), milliseconds);
  }

  /** Resolves when what happened until now is written, or could not be. */
  async settled(): Promise<void> {
    if (this.#later !== undefined) this.keep();
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#due) {
      this.#due = false;
      await this.#write();
    }
    // In the same turn as the last look, or what comes between would wait for the next change.
    this.#writing = null;
  }

  async #write(): Promise<void> {
    const { storage, window, scope, now, told } = this.#options;
    const { replica, refused, overwritten } = now();
    const { position } = replica;
    const entries = [...this.#entries.values()].filter((entry) => entry.position <= position).sort((a, b) => a.position - b.position);
    const complete = this.#base !== null && entries.length === position - this.#kept;
    const renewed = !complete || position - (this.#base ?? 0) > mostEntries;
    try {
      await storage.write({
        ...{ window, scope, savedAt: Date.now() },
        base: renewed ? { snapshot: snapshotOf(replica.confirmed), position } : null,
        entries: renewed ? [] : entries,
        state: { replica: keepReplica(replica), refused, overwritten },
      });
      for (const at of [...this.#entries.keys()]) if (at <= position) this.#entries.delete(at);
      this.#kept = position;
      if (renewed) this.#base = position;
      told(null);
    } catch (error) {
      told(problemOf(error));
    }
  }
}

/** What a browser says when it keeps nothing, in words for people. */
export function problemOf(error: unknown): PlinthError {
  if (error instanceof PlinthError) return error;
  const full = error instanceof Error && error.name === 'QuotaExceededError';
  return full ? sessionErrors.storageFull({}, { cause: error }) : sessionErrors.storageUnavailable({}, { cause: error });
}
