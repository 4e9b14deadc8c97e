import type { Person } from '@plinth/api-contract';
import { isJsonObject } from '@plinth/foundation';

/** Channel on which servers tell one another who is where. */
export const presenceChannel = 'plinth_presence';

/** What one server says to the others of a branch: who is there, who went, and that it wants to know who else is. */
export interface PresenceNotice {
  readonly server: string;
  readonly branch: string;
  readonly people: readonly Person[];
  readonly gone: readonly string[];
  readonly ask: boolean;
}

/** PostgreSQL takes notifications below 8,000 bytes. */
const mostBytes = 7900;
/** How long somebody on another server is believed to be there without a word, in milliseconds. */
const lease = 25_000;

/** The texts of a notice: as many as it takes. Each is a whole notice. */
export function writePresence(notice: PresenceNotice): string[] {
  const text = JSON.stringify(notice);
  if (Buffer.byteLength(text) <= mostBytes) return [text];
  const { people, gone } = notice;
  if (people.length + gone.length < 2) return [];
  const half = <Item>(items: readonly Item[]) => [items.slice(0, items.length >> 1), items.slice(items.length >> 1)] as const;
  const [[somePeople, otherPeople], [someGone, otherGone]] = [half(people), half(gone)];
  return [
    ...writePresence({ ...notice, people: somePeople, gone: someGone }),
    ...writePresence({ ...notice, people: otherPeople, gone: otherGone, ask: false }),
  ];
}

/** Reads what {@link writePresence} wrote; null for anything else. */
export function readPresence(text: string): PresenceNotice | null {
  const notice: unknown = JSON.parse(text);
  return isJsonObject(notice) && typeof notice.server === 'string' ? (notice as unknown as PresenceNotice) : null;
}

interface Elsewhere {
  readonly person: Person;
  readonly server: string;
  readonly heardAt: number;
}

/** Who has a branch open on other servers. */
export class PeopleElsewhere {
  readonly #people = new Map<string, Elsewhere>();

  get people(): Person[] {
    return [...this.#people.values()].map(({ person }) => person);
  }

  get empty(): boolean {
    return this.#people.size === 0;
  }

  /** Takes in what a server says; gives the windows that are gone from there. */
  hear({ server, people, gone }: PresenceNotice, now: number): string[] {
    for (const person of people) {
      const known = this.#people.get(person.window);
      if (known !== undefined && known.person.memberId !== person.memberId) continue;
      this.#people.set(person.window, { person, server, heardAt: now });
    }
    // A window that meanwhile came back through another server is not gone.
    return gone.filter((window) => this.#people.get(window)?.server === server && this.#people.delete(window));
  }

  /** Forgets whom nobody has spoken of for too long: their server died. Gives their windows. */
  expire(now: number): string[] {
    const late = [...this.#people].filter(([, { heardAt }]) => now - heardAt > lease).map(([window]) => window);
    for (const window of late) this.#people.delete(window);
    return late;
  }
}
