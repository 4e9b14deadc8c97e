import type { Clock } from '@plinth/foundation';
import { LRUCache } from 'lru-cache';

export interface FreshCacheOptions {
  readonly entries: number;
  readonly clock: Clock;
  /** Age in milliseconds from which an entry is looked up again while it still serves. */
  readonly refreshAfter: number;
  /** Age in milliseconds from which an entry does not serve any more. */
  readonly staleAfter: number;
}

interface Entry<Value> {
  readonly value: Value;
  readonly asOf: number;
  refreshing: boolean;
}

/**
 * A bounded cache whose answers are never older than `staleAfter`. What is asked for often is looked up again in the
 * background before that, so a busy key never waits. What does not exist is not kept.
 */
export class FreshCache<Value extends object> {
  readonly #options: FreshCacheOptions;
  readonly #entries: LRUCache<string, Entry<Value>>;
  readonly #loading = new Map<string, Promise<Value | null>>();
  #invalidations = 0;

  constructor(options: FreshCacheOptions) {
    this.#options = options;
    this.#entries = new LRUCache({ max: options.entries });
  }

  /** The value if it is at hand, else a promise of it. */
  get(key: string, load: () => Promise<Value | null>): Value | Promise<Value | null> {
    const entry = this.#entries.get(key);
    if (entry === undefined) return this.#load(key, load);
    const age = this.#options.clock.now() - entry.asOf;
    if (age >= this.#options.staleAfter) return this.#load(key, load);
    if (age >= this.#options.refreshAfter && !entry.refreshing) {
      entry.refreshing = true;
      // A failure here is not lost: the entry turns stale and whoever asks next meets it.
      this.#load(key, load).catch(() => {
        entry.refreshing = false;
      });
    }
    return entry.value;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Forgets the entries that match. */
  invalidate(matches: (value: Value) => boolean): void {
    this.#invalidations++;
    // Whoever asks from now on must not join a question that was asked before.
    this.#loading.clear();
    for (const [key, entry] of this.#entries) if (matches(entry.value)) this.#entries.delete(key);
  }

  clear(): void {
    this.invalidate(() => true);
  }

  #load(key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    const running = this.#loading.get(key);
    if (running !== undefined) return running;
    const loading: Promise<Value | null> = this.#loadNow(key, load).finally(() => {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    });
    this.#loading.set(key, loading);
    return loading;
  }

  async #loadNow(key: string, load: () => Promise<Value | null>): Promise<Value | null> {
    // An answer is as old as its question: what changed since then it may not know.
    const asOf = this.#options.clock.now();
    const invalidations = this.#invalidations;
    const value = await load();
    if (value === null) this.#entries.delete(key);
    else if (invalidations === this.#invalidations) this.#entries.set(key, { value, asOf, refreshing: false });
    return value;
  }
}
