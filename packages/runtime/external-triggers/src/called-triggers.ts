import { jsonOrProblem, type OpenConnection } from '@plinth/connectors';
import type { Database, Transaction } from '@plinth/database';
import type { CloudEvent, DeadLetterDesk, PlatformEventBus } from '@plinth/event-bus';
import { PlinthError, type RequestContext } from '@plinth/foundation';
import { externalTriggerErrors } from './errors.ts';
import { heardEvent, letterGroup, type TriggerPlace } from './heard-event.ts';
import type { TriggerStore } from './trigger-store.ts';

export interface CalledTriggerOptions {
  readonly database: Database;
  readonly store: TriggerStore;
  readonly bus: Pick<PlatformEventBus, 'publish' | 'wake'>;
  readonly letters: DeadLetterDesk;
  /** A connection of the context's environment, as it is now. */
  readonly open: (context: RequestContext, connection: string) => Promise<OpenConnection>;
}

/** What a system sent by itself, once it is known that it did. */
export interface Sent {
  readonly id: string;
  readonly body: Uint8Array;
  readonly mediaType: string;
}

/** Triggers whose systems call: webhooks and callbacks, told where a webhook of the application is called as the trigger. */
export class CalledTriggers {
  readonly #options: CalledTriggerOptions;

  constructor(options: CalledTriggerOptions) {
    this.#options = options;
  }

  /** Keys of the triggers of an application whose systems call. */
  async keys(context: RequestContext, application: string): Promise<readonly string[]> {
    const all = await this.#options.store.list(context, application);
    const called = await Promise.all(all.map((each) => this.#isCalled(context, each)));
    return all.flatMap(({ key }, at) => (called[at] === true ? [key] : []));
  }

  /**
   * Keeps what came as an event, or as a dead letter with why it is none; false where it was taken before, null where there is no such
   * trigger. `once` enters what came within the same transaction. Throws `triggers.paused`.
   */
  async take(
    context: RequestContext,
    application: string,
    key: string,
    sent: Sent,
    once: (transaction: Transaction) => Promise<boolean>,
  ): Promise<boolean | null> {
    const { database, store, bus, letters } = this.#options;
    const found = await store.find(context, application, key);
    if (found === null || !(await this.#isCalled(context, found))) return null;
    const place: TriggerPlace = { ...found, application, key };
    const { event, problem } = heardEvent(context, place, { id: sent.id, subject: found.trigger, ...dataOf(sent) });
    const isTaken = await database.transaction(context, async (transaction) => {
      if (!(await once(transaction))) return false;
      const counted = await store.count(context, transaction, place, problem === null);
      // Whoever sends it again when it is resumed has it taken then.
      if (!counted) throw externalTriggerErrors.paused({ trigger: key }, { retryAfter: 60 });
      if (problem === null) await bus.publish(context, [event as CloudEvent], transaction);
      else
        await letters.bury(context, transaction, letterGroup(place), { event, code: problem.code, message: problem.message, attempts: 1 });
      return true;
    });
    if (isTaken) bus.wake(context);
    return isTaken;
  }

  async #isCalled(context: RequestContext, { connection, trigger }: { readonly connection: string; readonly trigger: string }) {
    try {
      const { triggers } = (await this.#options.open(context, connection)).connector;
      return Object.hasOwn(triggers, trigger) && triggers[trigger]?.binding?.hears === 'called';
    } catch (error) {
      if (error instanceof PlinthError && error.code === 'records.no-source') return false;
      throw error;
    }
  }
}

/** What was sent as data: JSON, fields of a form, or nothing at all, which is an object without members. */
function dataOf({ body, mediaType }: Sent): ReturnType<typeof jsonOrProblem> {
  if (body.byteLength === 0) return { data: {} };
  if (!/^application\/x-www-form-urlencoded\b/i.test(mediaType)) return jsonOrProblem(body, 'json');
  const fields = new URLSearchParams(new TextDecoder().decode(body));
  const values = (name: string) => fields.getAll(name);
  return {
    data: Object.fromEntries(
      [...new Set(fields.keys())].map((name) => [name, values(name).length > 1 ? values(name) : (fields.get(name) ?? '')]),
    ),
  };
}
