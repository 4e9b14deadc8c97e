import type { Database } from '@plinth/database';
import {
  asPlinthError,
  type EnvironmentPlace,
  type EnvironmentReference,
  type PlinthError,
  type RequestContext,
  Rounds,
  systemContext,
  systemContextAt,
  type TenantReference,
} from '@plinth/foundation';
import { selectDue } from './delivery-statements.ts';
import type { Claimed, DeliveryStore } from './delivery-store.ts';
import { retryWait } from './retry-times.ts';
import type { Sent } from './send-delivery.ts';

export interface DeliveryWorkerOptions {
  readonly database: Database;
  readonly deliveries: DeliveryStore;
  /** The platform itself, which may see who has something to send. */
  readonly platform: TenantReference;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  /** Sends one delivery once. */
  readonly send: (context: RequestContext, receiver: string, claimed: Claimed) => Promise<Sent>;
  /** Stops a receiver that is gone, or was lost for too long. */
  readonly stop: (context: RequestContext, receiver: string, reason: 'gone' | 'failing') => Promise<void>;
  readonly onFailure: (error: PlinthError) => void;
  readonly random?: () => number;
  /** How often it looks when nobody wakes it; 2 s where absent. */
  readonly lookMilliseconds?: number;
}

/** To one receiver at once; one that fails is asked for one thing at a time. */
const perReceiver = 4;
/** To how many receivers at once. */
const mostReceivers = 16;
/** Nothing taken for so long: it is stopped. */
const lostSeconds = 5 * 24 * 3600;

interface Due extends EnvironmentPlace {
  readonly receiver: string;
}

/** Sends what is due, for every receiver by itself, so that one that hangs holds up nobody else. Any number of these share the work. */
export class DeliveryWorker {
  readonly #options: DeliveryWorkerOptions;
  readonly #rounds: Rounds;
  /** What is being sent, by receiver. */
  readonly #sending = new Map<string, Set<Promise<void>>>();

  constructor(options: DeliveryWorkerOptions) {
    this.#options = options;
    const { lookMilliseconds: restMilliseconds = 2000, onFailure } = options;
    this.#rounds = new Rounds({ look: () => this.#look(), restMilliseconds, onFailure });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Something is to be sent: it looks at once. */
  wake(): void {
    this.#rounds.wake();
  }

  /** Ends when what is being sent has ended, or was broken off: then it is sent again by whoever goes on. */
  async close(): Promise<void> {
    await this.#rounds.close();
    await Promise.all([...this.#sending.values()].flatMap((each) => [...each]));
  }

  async #look(): Promise<void> {
    const { rows } = await this.#options.database.query<Due>(this.#ending(systemContext(this.#options.platform)), selectDue);
    for (const due of rows) {
      if (this.#rounds.signal.aborted) return;
      const place = `${due.tenantId} ${due.environmentId} ${due.receiver}`;
      const sending = this.#sending.get(place) ?? new Set();
      if (sending.size >= perReceiver || (sending.size === 0 && this.#sending.size >= mostReceivers)) continue;
      await this.#begin(due, sending, place);
    }
  }

  /** Begins to send some of what is due to one receiver; whether there is more is looked for when others had their turn. */
  async #begin({ receiver, ...at }: Due, sending: Set<Promise<void>>, place: string): Promise<void> {
    const { deliveries, environments, onFailure } = this.#options;
    const found = await systemContextAt(at, environments);
    if (found === null) return;
    const context = this.#ending(found);
    for (const claimed of await deliveries.claim(context, receiver, perReceiver, sending.size)) {
      const sent = this.#send(context, receiver, claimed)
        .catch((error: unknown) => {
          if (!this.#rounds.signal.aborted) onFailure(asPlinthError(error));
        })
        .then(() => {
          sending.delete(sent);
          if (sending.size === 0) this.#sending.delete(place);
          // There may be more.
          this.wake();
        });
      this.#sending.set(place, sending.add(sent));
    }
  }

  async #send(context: RequestContext, receiver: string, claimed: Claimed): Promise<void> {
    const { deliveries, send, stop, random = Math.random } = this.#options;
    const { attempt, isTaken, isGone, wait } = await send(context, receiver, claimed);
    // Broken off because this server ends: whoever goes on sends it when the lease is over.
    if (this.#rounds.signal.aborted && !isTaken) return;
    const own = { ...context, signal: new AbortController().signal };
    if (isTaken) return deliveries.taken(own, receiver, claimed.id, attempt);
    await deliveries.failed(own, receiver, claimed.id, attempt, retryWait(claimed.attempts + 1, wait, random));
    if (isGone) await stop(own, receiver, 'gone');
    else if (await deliveries.isLost(own, receiver, lostSeconds)) await stop(own, receiver, 'failing');
  }

  /** What is broken off when this server ends. */
  #ending<Context extends RequestContext>(context: Context): Context {
    return { ...context, signal: this.#rounds.signal };
  }
}
