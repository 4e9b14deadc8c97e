import type { LogEntry } from '@plinth/app-definition';
import type { Seat } from './seat.ts';

/** Reads the entries after a position, in order, at most so many. */
export type FetchEntries = (after: number, limit: number) => Promise<readonly LogEntry[]>;

const pageOfEntries = 500;
const retryMilliseconds = 500;

/** Those who have a branch open on this server. Each hears every entry once and in order. */
export class BranchRoom {
  readonly seats = new Set<Seat>();
  readonly #fetch: FetchEntries;
  #known = 0;
  #bringing = false;
  #again = false;

  constructor(fetch: FetchEntries) {
    this.#fetch = fetch;
  }

  /** The log is at least that long: whoever has not heard all of it will. */
  hear(position: number): void {
    this.#known = Math.max(this.#known, position);
    if (this.#behind() !== null) void this.bring();
  }

  /** Entries that were just committed, without asking the database for them. */
  deliver(entries: readonly LogEntry[]): void {
    const [first, last] = [entries[0], entries.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#known = Math.max(this.#known, last.position);
    // One message for all who are at one position: the gateway writes it once.
    const messages = new Map<number, Parameters<Seat['peer']['send']>[0]>();
    for (const seat of this.seats) {
      // Who misses some before is brought all of them.
      if (!seat.seated || seat.position >= last.position || seat.position + 1 < first.position) continue;
      const from = Math.max(seat.position, first.position - 1);
      const message = messages.get(from) ?? { type: 'entries', entries: entries.filter(({ position }) => position > from) };
      messages.set(from, message);
      seat.position = last.position;
      seat.peer.send(message);
    }
    if (this.#behind() !== null) void this.bring();
  }

  /** Fetches what somebody has not heard, until everybody has heard everything. */
  async bring(): Promise<void> {
    this.#again = true;
    if (this.#bringing) return;
    this.#bringing = true;
    try {
      while (this.#again) {
        this.#again = false;
        for (let from = this.#least(); from !== null; ) {
          const entries = await this.#fetch(from, pageOfEntries);
          this.deliver(entries);
          from = entries.length < pageOfEntries ? null : this.#least();
        }
      }
    } catch {
      // The database is away; whoever waits is served when it is back.
      setTimeout(() => void this.bring(), retryMilliseconds).unref();
    } finally {
      this.#bringing = false;
    }
  }

  #least(): number | null {
    const positions = [...this.seats].filter(({ seated }) => seated).map(({ position }) => position);
    return positions.length === 0 ? null : Math.min(...positions);
  }

  #behind(): number | null {
    const least = this.#least();
    return least !== null && least < this.#known ? least : null;
  }
}
