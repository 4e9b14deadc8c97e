import { setTimeout as wait } from 'node:timers/promises';
import { completeManyWork, createClient, fetchWork } from '@plinth/api-contract';

/**
 * A program of its own that does work of the topic `call`, twenty pieces at once, each of which waits 50 ms for somebody else. What is
 * done within the same few milliseconds is told in one call. Ends when it is told to.
 */
const [address = '', token = '', worker = ''] = process.argv.slice(2);
const place = { tenant: 'main', environment: 'development', application: 'steps' };
const client = createClient({ address, fetch, headers: { authorization: `Bearer ${token}` } });
const [slots, callMilliseconds, gatherMilliseconds] = [20, 50, 5];

let free = slots;
let done: { readonly task: string }[] = [];
let isTelling = false;
let awake = () => {};

async function tell(): Promise<void> {
  if (isTelling) return;
  isTelling = true;
  await wait(gatherMilliseconds);
  const told = done;
  done = [];
  isTelling = false;
  await client.call(completeManyWork, place, { worker, done: told });
  free += told.length;
  awake();
}

for (;;) {
  if (free === 0) {
    await new Promise<void>((resolve) => {
      awake = resolve;
    });
  }
  const { items } = await client.call(fetchWork, place, { topic: 'call', worker, most: free });
  free -= items.length;
  for (const { id } of items) {
    setTimeout(() => {
      done.push({ task: id });
      void tell();
    }, callMilliseconds);
  }
  if (items.length === 0) await wait(10);
}
