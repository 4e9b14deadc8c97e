import { type Database, statement } from '@plinth/database';
import type { Clock, RequestContext } from '@plinth/foundation';
import { placeOf, places } from './people.ts';

const add = statement(`
insert into plinth.application_usage (tenant_id, application_id, day, people)
select a.tenant_id, a.id, $3::date, $4::text::bit(${places}) from plinth.application a where a.tenant_id = $1 and a.key = $2
on conflict (tenant_id, application_id, day) do update set people = application_usage.people | excluded.people`);

const forget = statement(`
delete from plinth.application_usage u using plinth.application a
where u.tenant_id = $1 and a.tenant_id = u.tenant_id and a.id = u.application_id and a.key = $2 and u.day <= $3::date - 30`);

/** Milliseconds between two times that what was counted is stored; a crash loses so much. */
const storeEvery = 60_000;
const mostCounted = 20_000;

interface Counted {
  readonly context: RequestContext;
  readonly application: string;
  readonly day: string;
  readonly people: Set<number>;
  stored: number;
}

/** Counts who opens applications: a look into memory per opening, and a statement a minute for each application that somebody new opened. */
export class Usage {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #counted = new Map<string, Counted>();
  #timer: NodeJS.Timeout | null = null;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  start(): void {
    // What could not be stored stays counted and is tried again.
    this.#timer ??= setInterval(() => void this.store().catch(() => undefined), storeEvery).unref();
  }

  /** Somebody opened an application. Only members are counted: visitors cannot be told apart. */
  opened(context: RequestContext, application: string): void {
    const { tenant, actor } = context;
    if (actor.kind !== 'member') return;
    const day = this.#today();
    const key = `${tenant.id} ${application} ${day}`;
    let counted = this.#counted.get(key);
    if (counted === undefined) {
      if (this.#counted.size >= mostCounted) return;
      const own = { ...context, spans: undefined, signal: new AbortController().signal };
      counted = { context: own, application, day, people: new Set(), stored: 0 };
      this.#counted.set(key, counted);
    }
    counted.people.add(placeOf(tenant.id, application, actor.id));
  }

  /** In UTC, as PostgreSQL writes dates. */
  #today(): string {
    return new Date(this.#clock.now()).toISOString().slice(0, 10);
  }

  /** Stores what was counted since the last time. */
  async store(): Promise<void> {
    const today = this.#today();
    for (const [key, counted] of this.#counted) {
      const { context, application, day, people } = counted;
      const size = people.size;
      if (size > counted.stored) {
        const values = [context.tenant.id, application, day];
        await this.#database.batch(context, [
          { statement: add, values: [...values, bitsOf(people)] },
          { statement: forget, values },
        ]);
        counted.stored = size;
      }
      if (day !== today && people.size === counted.stored) this.#counted.delete(key);
    }
  }

  /** Stops counting and stores what there is. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.store();
  }
}

function bitsOf(people: ReadonlySet<number>): string {
  return Array.from({ length: places }, (_, place) => (people.has(place) ? '1' : '0')).join('');
}
