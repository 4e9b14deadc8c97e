import type { Database, Transaction } from '@plinth/database';
import { declareListeners } from '@plinth/event-bus';
import type { RequestContext } from '@plinth/foundation';
import type { Secrets } from '@plinth/secrets';
import type { WebhookSecrets } from '@plinth/signed-webhooks';
import { receiverErrors } from './errors.ts';
import { eventFilter } from './event-filter.ts';
import type { Receiver, ReceiverChange, Stop } from './receiver.ts';
import * as statements from './receiver-statements.ts';

export interface ReceiverStoreOptions {
  readonly database: Database;
  readonly secrets: Secrets;
  readonly webhooks: WebhookSecrets;
  /** Whether whoever runs the server lists a host, so that it may be spoken to without encryption. */
  readonly isListed: (host: string) => boolean;
}

const mostReceivers = 100;
const groupBeginning = 'receiver_';

/** The receivers of environments: their addresses sealed, the types that they take declared to the event bus. */
export class ReceiverStore {
  readonly #options: ReceiverStoreOptions;

  constructor(options: ReceiverStoreOptions) {
    this.#options = options;
  }

  async list(context: RequestContext): Promise<readonly Receiver[]> {
    return (await this.#options.database.query<Receiver>(context, statements.selectReceivers, placeOf(context))).rows;
  }

  /** Throws `receivers.no-receiver`. */
  async one(context: RequestContext, key: string): Promise<Receiver> {
    const { rows } = await this.#options.database.query<Receiver>(context, statements.selectReceiver, [...placeOf(context), key]);
    const [receiver] = rows;
    if (receiver === undefined) throw receiverErrors.noReceiver({ receiver: key });
    return receiver;
  }

  /**
   * Sets a receiver; a new one has a secret, which is given this once. Throws `receivers.no-address`, `receivers.bad-address`,
   * `receivers.too-many`, `expression.invalid`.
   */
  async set(context: RequestContext, key: string, change: ReceiverChange): Promise<{ receiver: Receiver; secret: string | null }> {
    const { database, secrets, webhooks } = this.#options;
    const { toldBy = null, types, filter } = change;
    if (filter !== undefined && filter !== '') eventFilter(filter);
    const address = change.address === undefined ? null : this.#address(change.address);
    const sealed = address === null ? null : await secrets.seal(context, addressName(key), address.href);
    const shown = address === null ? null : `${address.origin}${address.pathname}${address.search === '' ? '' : '?…'}`;
    const place = [...placeOf(context), key];
    const isNew = await database.transaction(context, async (transaction) => {
      const { rows } = await transaction.query<{ key: string }>(context, statements.lockReceivers, placeOf(context));
      const known = rows.some((row) => row.key === key);
      const by = context.actor.id;
      if (known) {
        const values = [sealed, shown, change.toldBy !== undefined, toldBy, types ?? null, filter ?? null, by];
        await transaction.query(context, statements.updateReceiver, [...place, ...values]);
      } else {
        if (rows.length >= mostReceivers) throw receiverErrors.tooMany({ most: mostReceivers });
        if (sealed === null) throw receiverErrors.noAddress({ receiver: key });
        const values = [sealed, shown, toldBy, types ?? ['*'], filter ?? '', by];
        await transaction.query(context, statements.insertReceiver, [...place, ...values]);
      }
      await declare(context, transaction);
      return !known;
    });
    // Without a secret nothing is sent: whoever died in between sets it anew.
    const secret = isNew ? (await webhooks.set(context, signedAs(key), { keepSeconds: 0 })).secret : null;
    return { receiver: await this.one(context, key), secret };
  }

  /** Forgets a receiver with everything that was sent to it. Throws `receivers.no-receiver`. */
  async remove(context: RequestContext, key: string): Promise<void> {
    const { database, webhooks } = this.#options;
    await database.transaction(context, async (transaction) => {
      const { count } = await transaction.query(context, statements.removeReceiver, [...placeOf(context), key]);
      if (count === 0) throw receiverErrors.noReceiver({ receiver: key });
      await declare(context, transaction);
    });
    const known = await webhooks.list(context, signedAs(key));
    if (known.some(({ name }) => name === signedAs(key))) await webhooks.remove(context, signedAs(key));
  }

  /** Gives it another secret. Throws `receivers.no-receiver`, `webhooks.bad-secret`. */
  async setSecret(
    context: RequestContext,
    key: string,
    change: { readonly secret?: string | undefined; readonly keepSeconds?: number | undefined },
  ) {
    await this.one(context, key);
    return this.#options.webhooks.set(context, signedAs(key), change);
  }

  /** Where its events are sent. Throws `receivers.no-receiver`. */
  async address(context: RequestContext, key: string): Promise<URL> {
    const sealed = await this.#options.database.value(context, statements.selectAddress, [...placeOf(context), key]);
    if (sealed === null) throw receiverErrors.noReceiver({ receiver: key });
    return new URL(await this.#options.secrets.open(context, addressName(key), sealed));
  }

  /** Stops it, where it is not; what waits is due no more. False where it was stopped already. Throws `receivers.no-receiver`. */
  async stop(
    context: RequestContext,
    key: string,
    reason: Stop['reason'],
    along?: (transaction: Transaction) => Promise<void>,
  ): Promise<boolean> {
    await this.one(context, key);
    const place = [...placeOf(context), key];
    return this.#options.database.transaction(context, async (transaction) => {
      const { count } = await transaction.query(context, statements.stopReceiver, [...place, context.actor.id, reason]);
      await transaction.query(context, statements.restWork, place);
      if (count > 0) await along?.(transaction);
      return count > 0;
    });
  }

  /** Starts it again. Throws `receivers.no-receiver`. */
  async start(context: RequestContext, key: string): Promise<void> {
    const place = [...placeOf(context), key];
    const [started] = await this.#options.database.batch(context, [
      { statement: statements.startReceiver, values: place },
      { statement: statements.resumeWork, values: place },
    ]);
    if (started?.count === 0) throw receiverErrors.noReceiver({ receiver: key });
  }

  #address(text: string): URL {
    const address = URL.canParse(text) ? new URL(text) : null;
    if (address === null) throw receiverErrors.badAddress({ problem: 'it is none' });
    if (address.username !== '' || address.password !== '') throw receiverErrors.badAddress({ problem: 'it has a name or password' });
    const { protocol, hostname } = address;
    if (protocol !== 'https:' && !(protocol === 'http:' && this.#options.isListed(hostname)))
      throw receiverErrors.badAddress({ problem: 'it is not encrypted' });
    address.hash = '';
    return address;
  }
}

/** The group of the event bus that brings events to a receiver. No application's key has this sign. */
export function groupOf(key: string): string {
  return `${groupBeginning}${key}`;
}

/** The receiver that a group belongs to; null where it is no receiver's. */
export function receiverOf(group: string): string | null {
  return group.startsWith(groupBeginning) ? group.slice(groupBeginning.length) : null;
}

/** The name by which a receiver's secret is kept; those of incoming webhooks begin otherwise. */
export function signedAs(key: string): string {
  return `receiver/${key}`;
}

export function placeOf({ tenant, environment }: RequestContext): readonly [tenant: string, environment: string] {
  return [tenant.id, environment?.id ?? ''];
}

function addressName(key: string): string {
  return `receiver/${key}/address`;
}

async function declare(context: RequestContext, transaction: Transaction): Promise<void> {
  const { rows } = await transaction.query<{ key: string; types: string[] }>(context, statements.selectGroups, placeOf(context));
  await declareListeners(
    context,
    transaction,
    groupBeginning,
    rows.map(({ key, types }) => ({ group: groupOf(key), types })),
  );
}
