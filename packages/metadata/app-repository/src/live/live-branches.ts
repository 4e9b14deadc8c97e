import type { Person, Place } from '@plinth/api-contract';
import type { Database, DatabaseContext } from '@plinth/database';
import type { TenantReference } from '@plinth/foundation';
import type { BranchLog } from '../branch-log.ts';
import { repositoryErrors } from '../errors.ts';
import { notifyBranch } from '../statements.ts';
import { branchChannel, commentChannel, readBranchNotice } from './branch-notice.ts';
import { BranchRoom } from './branch-room.ts';
import { PeopleElsewhere, type PresenceNotice, presenceChannel, readPresence, writePresence } from './presence.ts';
import type { Seat } from './seat.ts';

interface OpenBranch {
  readonly room: BranchRoom;
  readonly elsewhere: PeopleElsewhere;
  /** Windows whose people here and on other servers are still to hear of. */
  readonly dueHere: Set<Seat>;
  readonly dueElsewhere: Set<Seat>;
  readonly goneElsewhere: Set<string>;
}

type OwnNotice = Omit<PresenceNotice, 'server'>;

/** How often places are told on: often enough for a pointer to look alive, seldom enough to cost little. */
const hereMilliseconds = 40;
const elsewhereMilliseconds = 100;
const announceMilliseconds = 10_000;
/** What this server adds it delivers itself; its own notice serves only what was committed without its hearing of it. */
const ownNoticeMilliseconds = 100;

/** Every branch that somebody has open on this server: what is appended anywhere is heard here, and who is where. */
export class LiveBranches {
  readonly #database: Database;
  readonly #log: BranchLog;
  readonly #open = new Map<string, OpenBranch>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stops: (() => Promise<void>)[] = [];
  #telling = false;

  constructor(database: Database, log: BranchLog) {
    this.#database = database;
    this.#log = log;
  }

  /** Starts to listen to the other servers. */
  async start(): Promise<void> {
    this.#log.onCommitted = (branch, entries) => this.#open.get(branch)?.room.deliver(entries);
    this.#log.onTentative = (branch, after, entries) => this.#open.get(branch)?.room.foresee(after, entries);
    const catchUp = () => {
      for (const { room } of this.#open.values()) void room.bring();
    };
    const heard = (text: string) => {
      const { branch, position, server } = readBranchNotice(text);
      const hear = () => this.#open.get(branch)?.room.hear(position);
      if (server === this.#log.server) setTimeout(hear, ownNoticeMilliseconds).unref();
      else hear();
    };
    this.#stops.push(
      await this.#database.listen(branchChannel, heard, catchUp),
      await this.#database.listen(commentChannel, (branch) => {
        const open = this.#open.get(branch);
        if (open !== undefined) tell(open, { type: 'commented' });
      }),
      await this.#database.listen(presenceChannel, (text) => this.#hearPresence(text)),
    );
    this.#timers.push(
      setInterval(() => this.#tellHere(), hereMilliseconds),
      setInterval(() => void this.#tellElsewhere(), elsewhereMilliseconds),
      setInterval(() => this.#announce(), announceMilliseconds),
    );
    for (const timer of this.#timers) timer.unref();
  }

  /** Takes a seat; a window of the same member that sat there before gives way. Throws `repository.window-taken`. */
  sit(tenant: TenantReference, branch: string, seat: Seat): void {
    const open = this.#open.get(branch) ?? this.#openBranch(tenant, branch);
    for (const other of open.room.seats) {
      if (other.person.window !== seat.person.window) continue;
      if (other.person.memberId !== seat.person.memberId) throw repositoryErrors.windowTaken();
      open.room.seats.delete(other);
    }
    open.room.seats.add(seat);
    open.dueHere.add(seat);
    open.dueElsewhere.add(seat);
    open.goneElsewhere.delete(seat.person.window);
  }

  /** The seat has been told the log up to its position and hears the rest from now on. */
  seated(branch: string, seat: Seat, end: number): void {
    seat.seated = true;
    this.#open.get(branch)?.room.hear(end);
  }

  stand(branch: string, seat: Seat): void {
    const open = this.#open.get(branch);
    if (open?.room.seats.delete(seat) !== true) return;
    const { window } = seat.person;
    open.dueHere.delete(seat);
    open.dueElsewhere.delete(seat);
    open.goneElsewhere.add(window);
    tell(open, { type: 'gone', windows: [window] });
  }

  /** The seat's person is elsewhere now; the others hear of it soon. */
  move(branch: string, seat: Seat, place: Place): void {
    const open = this.#open.get(branch);
    seat.person = { ...seat.person, place };
    open?.dueHere.add(seat);
    open?.dueElsewhere.add(seat);
  }

  /** Everybody else at the branch, on whatever server. */
  others(branch: string, window: string): Person[] {
    const open = this.#open.get(branch);
    if (open === undefined) return [];
    const here = [...open.room.seats].map(({ person }) => person);
    const known = new Set([window, ...here.map((person) => person.window)]);
    return [...here.filter((person) => person.window !== window), ...open.elsewhere.people.filter((person) => !known.has(person.window))];
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await Promise.all(this.#stops.map((stop) => stop()));
  }

  #openBranch(tenant: TenantReference, branch: string): OpenBranch {
    const context = contextOf(tenant);
    const room = new BranchRoom(async (after, limit) => {
      const entries = await this.#log.entriesAfter(context, this.#database, branch, after, limit);
      this.#log.learn(context, branch, entries);
      return entries;
    });
    const parts = { dueHere: new Set<Seat>(), dueElsewhere: new Set<Seat>(), goneElsewhere: new Set<string>() };
    const open = { room, elsewhere: new PeopleElsewhere(), ...parts };
    this.#open.set(branch, open);
    void this.#notify([{ branch, people: [], gone: [], ask: true }]);
    return open;
  }

  #tellHere(): void {
    for (const open of this.#open.values()) {
      if (open.dueHere.size === 0) continue;
      const due = [...open.dueHere];
      open.dueHere.clear();
      for (const seat of open.room.seats) {
        const people = due.filter((other) => other !== seat).map(({ person }) => person);
        if (seat.seated && people.length > 0) seat.peer.send({ type: 'people', people });
      }
    }
  }

  async #tellElsewhere(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    const due: OwnNotice[] = [];
    for (const [branch, one] of this.#open) {
      const gone = [...one.goneElsewhere];
      // Where nobody listens on another server, only coming, going and the next announcement are told.
      const people = one.elsewhere.empty ? [] : [...one.dueElsewhere].map(({ person }) => person);
      one.goneElsewhere.clear();
      one.dueElsewhere.clear();
      if (people.length + gone.length > 0) due.push({ branch, people, gone, ask: false });
    }
    await this.#notify(due);
    for (const [branch, one] of this.#open) {
      if (one.room.seats.size === 0 && one.goneElsewhere.size === 0) this.#open.delete(branch);
    }
    this.#telling = false;
  }

  #announce(): void {
    const now = Date.now();
    const due: OwnNotice[] = [];
    for (const [branch, open] of this.#open) {
      const late = open.elsewhere.expire(now);
      if (late.length > 0) tell(open, { type: 'gone', windows: late });
      due.push({ branch, people: [...open.room.seats].map(({ person }) => person), gone: [], ask: false });
    }
    void this.#notify(due);
  }

  #hearPresence(text: string): void {
    const notice = readPresence(text);
    const open = notice === null || notice.server === this.#log.server ? undefined : this.#open.get(notice.branch);
    if (notice === null || open === undefined) return;
    const gone = open.elsewhere.hear(notice, Date.now());
    const here = new Set([...open.room.seats].map(({ person }) => person.window));
    const people = notice.people.filter(({ window }) => !here.has(window));
    if (people.length > 0) tell(open, { type: 'people', people });
    if (gone.length > 0) tell(open, { type: 'gone', windows: gone });
    if (notice.ask) {
      const own = [...open.room.seats].map(({ person }) => person);
      void this.#notify([{ branch: notice.branch, people: own, gone: [], ask: false }]);
    }
  }

  /**
   * All of them in one round trip, on one connection. Presence that is not told now is told by the next announcement, so a
   * failure is nothing to act upon.
   */
  async #notify(notices: readonly OwnNotice[]): Promise<void> {
    const texts = notices.flatMap((notice) => writePresence({ ...notice, server: this.#log.server }));
    const parts = texts.map((text) => ({ statement: notifyBranch, values: [presenceChannel, text] }));
    if (parts.length > 0) await this.#database.batch(nobodys, parts).catch(() => undefined);
  }
}

function tell(open: OpenBranch, message: Parameters<Seat['peer']['send']>[0]): void {
  for (const seat of open.room.seats) if (seat.seated) seat.peer.send(message);
}

/** What belongs to a room outlives the request of whoever opened it. */
function contextOf(tenant: TenantReference): DatabaseContext {
  return { tenant, environment: null, signal: new AbortController().signal, spans: undefined };
}

/** Telling who is where reads and writes no row of any tenant. */
const nobodys = contextOf({ id: '', key: '' });
