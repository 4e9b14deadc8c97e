import { type Database, statement } from '@plinth/database';

const channel = 'plinth_events';
const notify = statement(`select pg_notify('${channel}', e) from unnest($1::text[]) as e`);
const coalescedMilliseconds = 20;
const nobody = { tenant: { id: '00000000-0000-0000-0000-000000000000', key: '' }, environment: null };

/** Tells the servers of a database in which environments something was published, and hears of it from the others. */
export class WakeUps {
  readonly #database: Database;
  readonly #told = new Set<string>();
  #pause: NodeJS.Timeout | null = null;
  #stopListening: (() => Promise<void>) | null = null;

  constructor(database: Database) {
    this.#database = database;
  }

  async listen(heard: (environmentId: string) => void): Promise<void> {
    this.#stopListening = await this.#database.listen(channel, heard);
  }

  /** The first is told at once, and what follows within a moment together: each notification costs every other transaction a little. */
  tell(environmentId: string): void {
    this.#told.add(environmentId);
    if (this.#pause === null) this.#send();
  }

  #send(): void {
    const environments = [...this.#told];
    this.#told.clear();
    this.#pause = setTimeout(() => {
      this.#pause = null;
      if (this.#told.size > 0) this.#send();
    }, coalescedMilliseconds).unref();
    const context = { ...nobody, signal: new AbortController().signal };
    this.#database.query(context, notify, [environments]).catch(() => {
      // Who is not told finds the events by looking now and then.
    });
  }

  async close(): Promise<void> {
    await this.#stopListening?.();
  }
}
