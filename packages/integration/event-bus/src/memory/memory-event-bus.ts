import { isJsonObject, type JsonValue, type RequestContext, uuidV7 } from '@plinth/foundation';
import { type Failing, type GroupStore, isListOfIds, StillFailing } from '../consume/group-store.ts';
import { eventBusErrors } from '../errors.ts';
import { type CloudEvent, identityOf, requireEvents } from '../event/cloud-event.ts';
import type { DeadLetter, LetterChoice, Start } from '../event-bus.ts';
import type { EventLog, Position } from '../log/event-log.ts';
import { LogEventBus, type LogEventBusOptions } from '../log-event-bus.ts';

/** What is undone where a transaction in memory fails. */
export type MemoryTransaction = (undo: () => void) => void;

interface Group {
  position: string;
  failing: Failing | null;
  inbox: Set<string>;
  isHeld: boolean;
  movedAt: string;
}

interface Environment {
  readonly events: { readonly at: number; readonly event: CloudEvent }[];
  readonly groups: Map<string, Group>;
  letters: DeadLetter[];
}

/** Events in the memory of this process alone, for tests; everything else is as with the other drivers. */
export function memoryEventBus(
  options: Pick<LogEventBusOptions<MemoryTransaction>, 'onFailure' | 'pace'> = {},
): LogEventBus<MemoryTransaction> {
  const environments = new Map<string, Environment>();
  const of = ({ tenant, environment }: RequestContext): Environment => {
    const key = `${tenant.id} ${environment?.id ?? ''}`;
    const known = environments.get(key) ?? { events: [], groups: new Map(), letters: [] };
    environments.set(key, known);
    return known;
  };
  return new LogEventBus({ ...options, log: memoryLog(of), store: memoryStore(of) });
}

type Find = (context: RequestContext) => Environment;

function memoryLog(of: Find): EventLog<MemoryTransaction> {
  const place = (cursor: string) => {
    const number = /^\d{1,15}$/.test(cursor) ? Number(cursor) : null;
    if (number === null) throw eventBusErrors.badCursor();
    return number;
  };
  const begin = ({ events }: Environment, from: Start) => {
    if (from === 'start') return 0;
    if (from === 'end') return events.length;
    if ('after' in from) return place(from.after);
    const first = events.findIndex(({ at }) => at >= Date.parse(from.time));
    return first === -1 ? events.length : first;
  };
  return {
    waits: false,
    async publish(context, events, within) {
      requireEvents(events);
      const { events: kept } = of(context);
      const added = events.map((event) => ({ at: Date.now(), event: structuredClone(event) }));
      kept.push(...added);
      within?.(() => {
        for (const each of added) kept.splice(kept.indexOf(each), 1);
      });
    },
    async start(context, from) {
      return new Map([[0, { next: begin(of(context), from) }]]);
    },
    reader: (context) => ({
      async read(positions, most) {
        const next = nextOf(positions.get(0));
        const entries = of(context)
          .events.slice(next, next + most)
          .map(({ event }) => ({ event, text: '' }));
        return [{ partition: 0, entries, positionAfter: (count) => ({ next: next + count }) }];
      },
      async close() {},
    }),
    behind: async (context, positions) => of(context).events.length - nextOf(positions.get(0)),
    async read(context, after, limit) {
      const { events } = of(context);
      const next = after === null ? Math.max(0, events.length - limit) : place(after);
      const items = events.slice(next, next + limit).map(({ event }, at) => ({
        ...{ cursor: String(next + at + 1), before: String(next + at) },
        event,
      }));
      return { items, cursor: String(next + items.length) };
    },
    async close() {},
  };
}

function memoryStore(of: Find): GroupStore<MemoryTransaction> {
  /** Runs work whose effects are undone where it fails. */
  const undoing = async (work: (within: MemoryTransaction) => Promise<void>) => {
    const undone: (() => void)[] = [];
    let isOver = false;
    try {
      await work((undo) => {
        if (isOver) throw new Error('The transaction has ended.');
        undone.push(undo);
      });
    } catch (error) {
      for (const undo of undone.reverse()) undo();
      throw error;
    } finally {
      isOver = true;
    }
  };
  const partitions = ({ position, failing, movedAt }: Group) => [{ partition: 0, position, failing, movedAt }];
  return {
    async join(context, name, positions) {
      const { groups } = of(context);
      const position = JSON.stringify(positions.get(0) ?? null);
      if (!groups.has(name)) groups.set(name, { position, failing: null, inbox: new Set(), isHeld: false, movedAt: now() });
    },
    async progress(context, name) {
      const { groups, letters } = of(context);
      const group = groups.get(name);
      return {
        partitions: group === undefined ? [] : partitions(group),
        waiting: letters.some((letter) => letter.group === name && letter.waiting),
      };
    },
    async hold(context, name, { position }, work) {
      const environment = of(context);
      const group = environment.groups.get(name);
      if (group === undefined || group.isHeld || group.position !== position) return false;
      group.isHeld = true;
      const before = { ...group, inbox: new Set(group.inbox) };
      const letters = environment.letters;
      try {
        await undoing((within) =>
          work({
            within,
            async fresh(events) {
              const fresh = events.filter((event) => !group.inbox.has(identityOf(event)) && group.inbox.add(identityOf(event)));
              return fresh;
            },
            async move(after) {
              Object.assign(group, { position: JSON.stringify(after), failing: null, movedAt: now() });
            },
            async postpone(failing) {
              group.failing = failing;
            },
            async bury(letter) {
              environment.letters = [
                { id: uuidV7(), group: name, at: now(), waiting: false, discarded: null, ...letter },
                ...environment.letters,
              ];
            },
          }),
        );
        return true;
      } catch (error) {
        Object.assign(group, before);
        environment.letters = letters;
        throw error;
      } finally {
        group.isHeld = false;
      }
    },
    async groups(context) {
      const { groups, letters } = of(context);
      return [...groups].map(([group, each]) => ({
        group,
        partitions: partitions(each),
        deadLetters: letters.filter((letter) => letter.group === group && letter.discarded === null).length,
      }));
    },
    async seek(context, name, positions) {
      const group = of(context).groups.get(name);
      if (group === undefined) return false;
      Object.assign(group, { position: JSON.stringify(positions.get(0) ?? null), failing: null, inbox: new Set() });
      return true;
    },
    async remove(context, name) {
      const environment = of(context);
      environment.letters = environment.letters.filter(({ group }) => group !== name);
      return environment.groups.delete(name);
    },
    async deadLetters(context, { group, text, after, limit, discarded = false }) {
      return of(context)
        .letters.filter((letter) => group === undefined || letter.group === group)
        .filter((letter) => (letter.discarded !== null) === discarded)
        .filter((letter) => has(letter, text))
        .filter(({ id }) => after === undefined || id < after)
        .slice(0, limit);
    },
    typesOf: async () => null,
    async redrive(context, which) {
      const environment = of(context);
      const chosen = chosenOf(environment, which);
      environment.letters = environment.letters.map((letter) => (chosen.includes(letter) ? { ...letter, waiting: true } : letter));
      return chosen.length;
    },
    async discard(context, which, reason) {
      const environment = of(context);
      const given = chosenOf(environment, which);
      const discarded = { by: context.actor.id, reason, at: now() };
      environment.letters = environment.letters.map((letter) =>
        given.includes(letter) ? { ...letter, waiting: false, discarded } : letter,
      );
      return given.length;
    },
    async deliver(context, name, work) {
      const environment = of(context);
      const letter = environment.letters.findLast(({ group, waiting }) => group === name && waiting);
      if (letter === undefined) return false;
      try {
        await undoing((within) => work(within, letter.event as CloudEvent));
        environment.letters = environment.letters.filter(({ id }) => id !== letter.id);
      } catch (error) {
        if (!(error instanceof StillFailing)) throw error;
        const { code, message } = error;
        const kept = { ...letter, waiting: false, attempts: letter.attempts + 1, code, message };
        environment.letters = environment.letters.map((each) => (each.id === letter.id ? kept : each));
      }
      return true;
    },
  };
}

function nextOf(position: Position | undefined): number {
  const next: JsonValue | undefined = isJsonObject(position) ? position.next : undefined;
  return typeof next === 'number' ? next : 0;
}

/** Those of a choice that were not given up. */
function chosenOf({ letters }: Environment, which: LetterChoice): readonly DeadLetter[] {
  const left = letters.filter(({ discarded }) => discarded === null);
  if (isListOfIds(which)) return left.filter(({ id }) => which.includes(id));
  return left.filter((letter) => (which.group === undefined || letter.group === which.group) && has(letter, which.text));
}

function has({ event }: DeadLetter, text: string | undefined): boolean {
  return text === undefined || JSON.stringify(event).toLowerCase().includes(text.toLowerCase());
}

const now = () => new Date().toISOString();
