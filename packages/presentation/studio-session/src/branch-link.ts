import { appendActions, type Client, type LiveMessage, listActions, type Person, type Place } from '@plinth/api-contract';
import type { DefinitionAction, DefinitionViolation, LogEntry, PersistResult } from '@plinth/app-definition';
import { PlinthError } from '@plinth/foundation';
import { backoff } from './backoff.ts';
import { LiveSocket, type Socket } from './live-socket.ts';

/** How a link stands: heard by WebSocket, by asking again and again, or not at all and why. */
export type LinkState = { readonly how: 'live' | 'polling' } | { readonly how: 'away'; readonly why: PlinthError | null };

export interface BranchLinkOptions {
  readonly client: Client;
  readonly at: { readonly tenant: string; readonly application: string };
  readonly branch: { readonly branch?: string };
  readonly member: string;
  readonly window: string;
  /** Opens a WebSocket to the branch; null where there are none. */
  readonly openSocket: (() => Socket) | null;
  readonly position: () => number;
  readonly hear: (entries: readonly LogEntry[]) => void;
  /** What a server has put in order and not yet committed, as it is known. */
  readonly tentative: () => readonly LogEntry[];
  readonly foresee: (after: number, entries: readonly LogEntry[]) => void;
  readonly meet: (people: readonly Person[], all: boolean) => void;
  /** Something changed among the comments, or may have. */
  readonly commented: () => void;
  readonly part: (windows: readonly string[]) => void;
  readonly changed: (state: LinkState) => void;
}

const pollMilliseconds = 2000;
const placeMilliseconds = 50;
const mostSelected = 20;
/** On average at most so many appends a second, and as many at once: the server cuts off who sends more than it allows. */
const appendsPerSecond = 40;
const mostActions = 500;
/** Larger messages than this go by HTTP, which takes what a channel does not. */
const mostCharacters = 300_000;
const patience = new Set([401, 403, 404, 408, 409, 429]);

/** The connection of one window to a branch: live where it can be, by asking otherwise, and again by itself after every loss. */
export class BranchLink {
  readonly #options: BranchLinkOptions;
  #socket: LiveSocket | null = null;
  #attempts = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #poll: ReturnType<typeof setTimeout> | undefined;
  #closed = false;
  #place: Place = { artefact: null, selection: [] };
  #placeTimer: ReturnType<typeof setTimeout> | undefined;
  #placeTold = true;
  #sent = 0;
  #sentAt = 0;

  constructor(options: BranchLinkOptions) {
    this.#options = options;
  }

  /** Opens the link, or tries at once to open it again. */
  open(): void {
    if (this.#closed || this.#socket !== null) return;
    clearTimeout(this.#retry);
    const { openSocket } = this.#options;
    if (openSocket === null) {
      this.#askSoon(0);
      return;
    }
    const { member, window, branch, position } = this.#options;
    const socket = new LiveSocket({
      socket: openSocket(),
      join: () => ({ type: 'join', ...branch, position: position(), window, member, place: this.#place, tentative: true }),
      hear: (message) => this.#hear(message),
      ended: (reason) => this.#lost(socket, reason),
    });
    this.#socket = socket;
  }

  /** Sends actions to the end of the log, or behind what was told as tentative; what it rejects with says nothing about whether they arrived. */
  async append(expectedPosition: number, pending: readonly DefinitionAction[], tentative?: readonly string[]): Promise<PersistResult> {
    const now = performance.now();
    // A bucket that is empty at first and runs out with time.
    this.#sent = Math.max(0, this.#sent - ((now - this.#sentAt) / 1000) * appendsPerSecond) + 1;
    this.#sentAt = now;
    const wait = ((this.#sent - appendsPerSecond) / appendsPerSecond) * 1000;
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const actions = within(pending);
    try {
      return (await this.#append(expectedPosition, actions, tentative)) as PersistResult;
    } catch (error) {
      if (!(error instanceof PlinthError) || error.fault !== 'caller' || patience.has(error.status)) throw error;
      const [first] = actions;
      if (first === undefined) throw error;
      // One of them is what nobody takes: alone, it is told apart and the others go on.
      if (actions.length > 1) return this.append(expectedPosition, [first], tentative);
      return { entries: [], refused: { [first.id]: violationOf(error) } };
    }
  }

  #append(expectedPosition: number, actions: readonly DefinitionAction[], tentative: readonly string[] | undefined): Promise<unknown> {
    const { client, at, branch, member } = this.#options;
    const isLive = this.#socket?.joined === true;
    const message = {
      expectedPosition,
      actions: [...actions],
      ...(isLive && tentative !== undefined ? { tentative: [...tentative] } : {}),
    };
    if (this.#socket?.joined === true && (actions.length > 1 || sizeOf(actions[0]) < mostCharacters)) return this.#socket.append(message);
    return client.call(appendActions, at, { ...branch, ...message, member });
  }

  /** Tells the others where one is, not more often than they can see. */
  place(place: Place): void {
    // The channel takes no more of a selection, and would end.
    this.#place = { ...place, selection: place.selection.slice(0, mostSelected) };
    this.#placeTold = false;
    this.#placeTimer ??= setTimeout(() => {
      this.#placeTimer = undefined;
      if (this.#placeTold) return;
      this.#placeTold = true;
      this.#socket?.place(this.#place);
    }, placeMilliseconds);
  }

  close(): void {
    this.#closed = true;
    for (const timer of [this.#retry, this.#poll, this.#placeTimer]) clearTimeout(timer);
    this.#socket?.close();
  }

  #hear(message: LiveMessage): void {
    const { hear, foresee, meet, part, changed, commented } = this.#options;
    switch (message.type) {
      case 'joined':
        this.#attempts = 0;
        clearTimeout(this.#poll);
        this.#poll = undefined;
        // Told by a connection before, or for a place that this one was not at.
        foresee(this.#options.position(), []);
        hear(message.entries as LogEntry[]);
        meet(message.people, true);
        changed({ how: 'live' });
        commented();
        return;
      case 'commented':
        commented();
        return;
      case 'entries':
        hear(message.entries as LogEntry[]);
        // Something before them is missing.
        if (this.#options.position() < (message.entries.at(-1)?.position ?? 0)) this.#socket?.rejoin();
        return;
      case 'tentative':
        foresee(message.after, message.entries as LogEntry[]);
        return;
      case 'committed':
        this.#commit(message.position, message.action);
        return;
      case 'people':
        meet(message.people, false);
        return;
      case 'gone':
        part(message.windows);
        return;
      default:
    }
  }

  #commit(position: number, action: string): void {
    const { hear, tentative } = this.#options;
    if (position <= this.#options.position()) return;
    const known = tentative();
    const at = known.findIndex((entry) => entry.position === position && entry.action.id === action);
    if (at >= 0) hear(known.slice(0, at + 1).map((entry) => ({ position: entry.position, action: entry.action })));
    else this.#socket?.rejoin();
  }

  #lost(socket: LiveSocket, reason: PlinthError | null): void {
    if (this.#closed || this.#socket !== socket) return;
    this.#socket = null;
    // Nobody says any more whether it is committed; the log will.
    this.#options.foresee(this.#options.position(), []);
    this.#options.meet([], true);
    if (reason?.code === 'repository.ahead-of-log' || reason?.code === 'repository.another-member')
      this.#options.changed({ how: 'away', why: reason });
    this.#retry = setTimeout(() => this.open(), backoff(this.#attempts++));
    // Meanwhile by asking: it works where only WebSockets do not, and says why where nothing does.
    this.#askSoon(0);
  }

  #askSoon(milliseconds: number): void {
    clearTimeout(this.#poll);
    if (!this.#closed) this.#poll = setTimeout(() => void this.#ask(), milliseconds);
  }

  async #ask(): Promise<void> {
    const { client, at, branch, position, hear, changed } = this.#options;
    try {
      const { entries } = await client.call(listActions, at, { ...branch, after: position() });
      if (this.#closed || this.#socket?.joined === true) return;
      hear(entries as LogEntry[]);
      changed({ how: 'polling' });
      this.#askSoon(entries.length > 0 ? 0 : pollMilliseconds);
    } catch (error) {
      if (this.#closed || this.#socket?.joined === true) return;
      changed({ how: 'away', why: error instanceof PlinthError ? error : null });
      this.#askSoon(pollMilliseconds);
    }
  }
}

const sizeOf = (action: DefinitionAction | undefined): number => JSON.stringify(action)?.length ?? 0;

/** As many actions as a message may hold, at least one. */
function within(actions: readonly DefinitionAction[]): readonly DefinitionAction[] {
  let room = mostCharacters;
  const end = actions.findIndex((action, at) => {
    room -= sizeOf(action);
    return room < 0 || at === mostActions;
  });
  return end < 0 ? actions : actions.slice(0, Math.max(1, end));
}

function violationOf({ message, hint }: PlinthError): DefinitionViolation {
  return { rule: 'format', record: '', path: '', message, hint };
}
