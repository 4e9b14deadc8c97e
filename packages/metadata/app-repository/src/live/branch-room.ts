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
  #tentative: readonly LogEntry[] = [];
  #known = 0;
  #bringing = false;
  #again = false;

  constructor(fetch: FetchEntries) {
    this.#fetch = fetch;
  }

  /** The log is at least that long: whoever has not heard all of it will. */
  hear(position: number): void {
    this.#known = Math.max(this.#known, position);
    this.#tellTentative();
    if (this.#behind() !== null) void this.bring();
  }

  /** What this server has put in order after a position and not yet committed; none: everything after it is withdrawn. */
  foresee(after: number, entries: readonly LogEntry[]): void {
    this.#tentative = [...this.#tentative.filter(({ position }) => position <= after), ...entries];
    if (entries.length > 0) {
      this.#tellTentative();
      return;
    }
    const message: Parameters<Seat['peer']['send']>[0] = { type: 'tentative', after, entries: [] };
    for (const seat of this.seats) {
      if (seat.foreseen <= after) continue;
      seat.foreseen = Math.max(after, seat.position);
      seat.peer.send(message);
    }
  }

  /** Tells everybody who has heard what comes before it what is tentative. */
  #tellTentative(): void {
    const [first, last] = [this.#tentative[0], this.#tentative.at(-1)];
    if (first === undefined || last === undefined) return;
    const messages = new Map<number, Parameters<Seat['peer']['send']>[0]>();
    for (const seat of this.seats) {
      const after = seat.foreseen;
      if (!seat.seated || !seat.foresees || after >= last.position || after + 1 < first.position) continue;
      const entries = () => this.#tentative.filter(({ position }) => position > after);
      const message = messages.get(after) ?? { type: 'tentative', after, entries: entries() };
      messages.set(after, message);
      seat.foreseen = last.position;
      seat.peer.send(message);
    }
  }

  /** Entries that were just committed, without asking the database for them. Who was told of them before is told that they are. */
  deliver(entries: readonly LogEntry[]): void {
    const [first, last] = [entries[0], entries.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#known = Math.max(this.#known, last.position);
    const told = new Map(this.#tentative.map(({ position, action }) => [position, action.id]));
    // From here on others have been told what the log says, or will be.
    const asTold = entries.findLastIndex(({ position, action }) => told.get(position) !== action.id);
    this.#tentative = this.#tentative.filter(({ position }) => position > last.position);
    const committed = { type: 'committed', position: last.position, action: last.action.id } as const;
    // One message for all who are at one position: the gateway writes it once.
    const messages = new Map<number, Parameters<Seat['peer']['send']>[0]>();
    for (const seat of this.seats) {
      // Who misses some before is brought all of them.
      if (!seat.seated || seat.position >= last.position || seat.position + 1 < first.position) continue;
      const from = Math.max(seat.position, first.position - 1);
      const isTold = seat.foreseen >= last.position && (entries[asTold]?.position ?? 0) <= from;
      const message = isTold
        ? committed
        : (messages.get(from) ?? { type: 'entries', entries: entries.filter(({ position }) => position > from) });
      if (!isTold) messages.set(from, message);
      seat.position = last.position;
      seat.foreseen = Math.max(seat.foreseen, last.position);
      seat.peer.send(message);
    }
    this.#tellTentative();
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
