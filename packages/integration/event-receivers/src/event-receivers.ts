import type { Database, Transaction } from '@plinth/database';
import { type CloudEvent, identityOf, type PlatformEventBus } from '@plinth/event-bus';
import { type EnvironmentReference, type PlinthError, type RequestContext, type TenantReference, uuidV7 } from '@plinth/foundation';
import type { HttpExchange } from '@plinth/outgoing';
import type { Secrets } from '@plinth/secrets';
import type { WebhookSecrets } from '@plinth/signed-webhooks';
import { DeliveryStore } from './delivery-store.ts';
import { DeliveryWorker } from './delivery-worker.ts';
import type { Stop } from './receiver.ts';
import { ReceiverStore, receiverOf } from './receiver-store.ts';
import { type Sent, sendDelivery } from './send-delivery.ts';

export interface EventReceiversOptions {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly webhooks: WebhookSecrets;
  readonly exchange: HttpExchange;
  readonly bus: Pick<PlatformEventBus, 'publish' | 'wake'>;
  /** The platform itself, which may see who has something to send. */
  readonly platform: TenantReference;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  /** Whether whoever runs the server lists a host, so that it may be spoken to without encryption. */
  readonly isListed: (host: string) => boolean;
  /** Days for which deliveries are kept. */
  readonly retentionDays: number;
  readonly onFailure: (error: PlinthError) => void;
  /** Told where the platform stops a receiver, for the log. */
  readonly onStopped: (what: { readonly tenant: string; readonly receiver: string; readonly reason: string }) => void;
  readonly random?: () => number;
  readonly lookMilliseconds?: number;
}

/** Events that are sent to other systems: who receives them, what was sent, and the worker that sends. */
export class EventReceivers {
  readonly store: ReceiverStore;
  readonly deliveries: DeliveryStore;
  readonly worker: DeliveryWorker;
  readonly #options: EventReceiversOptions;

  constructor(options: EventReceiversOptions) {
    this.#options = options;
    this.store = new ReceiverStore(options);
    this.deliveries = new DeliveryStore(options.database, options.retentionDays);
    this.worker = new DeliveryWorker({
      ...options,
      deliveries: this.deliveries,
      send: (context, receiver, { id, event }) => this.#send(context, receiver, id, event),
      stop: (context, receiver, reason) => this.#stopped(context, receiver, reason),
    });
  }

  /** Whether a group of the event bus brings events to a receiver. */
  hears(group: string): boolean {
    return receiverOf(group) !== null;
  }

  /** Takes an event for the receiver of a group, in the transaction in which it is consumed. Throws `expression.limit`. */
  async hear(context: RequestContext, group: string, event: CloudEvent, transaction: Transaction): Promise<void> {
    const receiver = receiverOf(group);
    if (receiver !== null) await this.deliveries.enter(context, transaction, receiver, event);
  }

  /** Sends an event that says that it is a test, once and now. Throws `receivers.no-receiver`. */
  async test(context: RequestContext, receiver: string): Promise<Sent> {
    const event = this.#told(context, receiver, 'plinth.receiver.tested', {});
    const address = await this.store.address(context, receiver);
    return sendDelivery(context, this.#options, { receiver, address, id: identityOf(event), event });
  }

  async #send(context: RequestContext, receiver: string, id: string, event: CloudEvent): Promise<Sent> {
    const address = await this.store.address(context, receiver);
    return sendDelivery(context, this.#options, { receiver, address, id, event });
  }

  /** Stops a receiver and tells so: in an event of the environment, which whoever looks after it may hear, and in the log. */
  async #stopped(context: RequestContext, receiver: string, reason: Exclude<Stop['reason'], 'asked'>): Promise<void> {
    const { bus, onStopped } = this.#options;
    const isStopped = await this.store.stop(context, receiver, reason, (transaction) =>
      bus.publish(context, [this.#told(context, receiver, 'plinth.receiver.stopped', { reason })], transaction),
    );
    if (!isStopped) return;
    bus.wake(context);
    onStopped({ tenant: context.tenant.key, receiver, reason });
  }

  #told({ tenant, environment, actor, trace }: RequestContext, receiver: string, type: string, more: object): CloudEvent {
    return {
      ...{ specversion: '1.0', id: uuidV7(), type, subject: receiver, time: new Date().toISOString() },
      ...{ source: `/data/${tenant.key}/${environment?.key ?? ''}/-/receivers`, datacontenttype: 'application/json' },
      data: { receiver, actor: actor.id, trace, ...more },
    };
  }
}
