import {
  getDelivery,
  implement,
  listDeliveries,
  listReceivers,
  type Operation,
  redeliver,
  removeReceiver,
  setReceiver,
  setReceiverSecret,
  startReceiver,
  stopReceiver,
  testReceiver,
} from '@plinth/api-contract';
import { receiverErrors } from './errors.ts';
import type { EventReceivers } from './event-receivers.ts';

/** What the API offers of receivers; `changed` is called when events are to be brought to others than before. */
export function receiverOperations(receivers: EventReceivers, changed: () => void): readonly Operation[] {
  const { store, deliveries, worker } = receivers;
  return [
    // Contracts have lists that can be written to.
    implement(listReceivers, async (context) => structuredClone({ items: await store.list(context) }) as never),
    implement(setReceiver, async (context, { receiver, ...change }) => {
      const set = await store.set(context, receiver, change);
      changed();
      return structuredClone(set) as never;
    }),
    implement(removeReceiver, async (context, { receiver }) => {
      await store.remove(context, receiver);
      changed();
      return null;
    }),
    implement(setReceiverSecret, async (context, { receiver, ...change }) => {
      const { secret, previousUntil } = await store.setSecret(context, receiver, change);
      return { secret, previousUntil };
    }),
    implement(stopReceiver, async (context, { receiver }) => {
      await store.stop(context, receiver, 'asked');
      return {};
    }),
    implement(startReceiver, async (context, { receiver }) => {
      await store.start(context, receiver);
      worker.wake();
      return {};
    }),
    implement(testReceiver, async (context, { receiver }) => {
      const { isTaken, attempt } = await receivers.test(context, receiver);
      return { isTaken, last: attempt };
    }),
    implement(listDeliveries, async (context, { receiver, limit = 100, ...search }) => {
      await store.one(context, receiver);
      return structuredClone({ items: await deliveries.search(context, receiver, { ...search, limit }) }) as never;
    }),
    implement(getDelivery, async (context, { receiver, delivery }) => deliveries.one(context, receiver, delivery)),
    implement(redeliver, async (context, { receiver, what }) => {
      await store.one(context, receiver);
      const count = await deliveries.again(context, receiver, 'ids' in what ? what.ids : null);
      if (count === 0) throw receiverErrors.noDelivery();
      worker.wake();
      return { count };
    }),
  ];
}
