import { setTimeout as wait } from 'node:timers/promises';
import {
  type Client,
  completeTask,
  completeWork,
  explainInstance,
  fetchWork,
  getInstance,
  listInstances,
  listTasks,
  moveInstances,
  resolveIncident,
  sendMessage,
  sendSignal,
  startProcess,
} from '@plinth/api-contract';
import { target } from '../processes/drive.ts';
import { patiently } from '../processes/patiently.ts';
import { placeOf, places } from './model.ts';
import type { Report } from './stage.ts';

interface Page {
  readonly items: readonly { readonly id: string; readonly key: string | null }[];
  readonly next: string | null;
}
interface MovedPage {
  readonly moved: readonly string[];
  readonly stay: readonly { readonly problems: readonly { readonly reason: string }[] }[];
  readonly next: string | null;
}

/** The program that holds work over the migration. */
const holder = 'holder';
const atOnce = 8;

/** Does something for each, some at once. */
async function forEach<Item>(items: readonly Item[], work: (item: Item) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) await work(items[at] as Item);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

/** Starts instances by their numbers, those whose time runs last. Whatever is not acknowledged is sent again. */
export async function startInstances(client: Client, count: number, waitSeconds: number, until: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, number) => number);
  const isTimer = (number: number) => placeOf(number) === 'timer';
  for (const wanted of [numbers.filter((number) => !isTimer(number)), numbers.filter(isTimer)])
    await forEach(wanted, (number) =>
      patiently(
        () =>
          client.call(startProcess, target, {
            process: 'order',
            key: String(number),
            variables: { number, place: placeOf(number), amount: 'much', wait: `PT${waitSeconds}S` },
            idempotencyKey: `order-${number}`,
          }),
        until,
      ),
    );
}

/** Ids of all instances by their numbers. */
export async function instancesByNumber(client: Client, until: number): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  for (let cursor: string | null = null; ; ) {
    const asked = { process: 'order', limit: 200, ...(cursor === null ? {} : { cursor }) };
    const page: Page = await patiently(() => client.call(listInstances, target, asked), until);
    for (const { id, key } of page.items) found.set(Number(key), id);
    if (page.next === null) return found;
    cursor = page.next;
  }
}

/** Takes each instance to its place: a first round done, work fetched, one ended. What was done already is seen by what the instance says. */
export async function bringToPlaces(client: Client, instances: ReadonlyMap<number, string>, until: number): Promise<void> {
  const nudged = new Set(['parallelRounds', 'rounds', 'loop', 'ended']);
  await forEach([...instances], async ([number, instance]) => {
    if (!nudged.has(placeOf(number))) return;
    const { revision } = await patiently(() => client.call(getInstance, target, { instance }), until);
    if (revision > 1) return;
    const { items } = await patiently(() => client.call(listTasks, target, { of: 'all', instance }), until);
    const [first] = items.map(({ id }) => id).sort((a, b) => Number(a.split('.')[1]) - Number(b.split('.')[1]));
    if (first !== undefined) await completed(client, first, until);
  });
  for (;;) {
    const { items } = await patiently(
      () => client.call(fetchWork, target, { topic: 'charge', worker: holder, most: 100, leaseSeconds: 3600 }),
      until,
    );
    if (items.length === 0) return;
  }
}

/** A task is done; one that is done already is not there any more. */
async function completed(client: Client, task: string, until: number): Promise<void> {
  await patiently(() => client.call(completeTask, target, { task, variables: {} }), until).catch((error: { code?: string }) => {
    if (error.code !== 'process-store.no-task') throw error;
  });
}

/** Asks what would become of all instances, or lets it become. */
export async function migrate(client: Client, { tried }: { readonly tried: boolean }, until: number): Promise<Report> {
  const reasons: Record<string, number> = {};
  let [moved, stay] = [0, 0];
  for (let cursor: string | null = null; ; ) {
    const asked = { process: 'order', tried, from: '1.0.0', limit: 50, ...(cursor === null ? {} : { cursor }) };
    const page: MovedPage = await patiently(() => client.call(moveInstances, target, asked), until);
    moved += page.moved.length;
    stay += page.stay.length;
    for (const { problems } of page.stay) {
      const reason = [...new Set(problems.map((problem) => problem.reason))].sort().join('; ');
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
    if (page.next === null) return { moved, stay, reasons };
    cursor = page.next;
  }
}

/** Carries every instance to its end; false where time is up before. */
export async function finish(client: Client, instances: ReadonlyMap<number, string>, until: number): Promise<boolean> {
  const tell = (name: string, key: number) => patiently(() => client.call(sendMessage, target, { name, key, keepSeconds: 86_400 }), until);
  await forEach([...instances], async ([number, instance]) => {
    const place = placeOf(number);
    if (place === 'message') await tell('go', number);
    if (place === 'eventGateway') await tell('answer', number);
    if (place === 'leasedWork') await completeHeld(client, instance, until);
  });
  await patiently(() => client.call(sendSignal, target, { name: 'closing' }), until);
  let quiet = 0;
  while (Date.now() < until) {
    const { items: tasks } = await patiently(() => client.call(listTasks, target, { limit: 200 }), until);
    await forEach(tasks, ({ id }) => completed(client, id, until));
    const { items: stopped } = await patiently(() => client.call(listInstances, target, { incidents: true, limit: 200 }), until);
    await forEach(stopped, ({ id }) => resolveAll(client, id, until));
    const { items: active } = await patiently(() => client.call(listInstances, target, { status: 'active', limit: 1 }), until);
    quiet = active.length === 0 ? quiet + 1 : 0;
    if (quiet > 3) return true;
    if (tasks.length === 0) await wait(500);
  }
  return false;
}

/** The program that has held the work all the time says that it is done. */
async function completeHeld(client: Client, instance: string, until: number): Promise<void> {
  const { places: stands } = await patiently(() => client.call(explainInstance, target, { instance }), until);
  for (const { visit, element } of stands) {
    if (element !== places.leasedWork?.at) continue;
    const task = `${instance}.${visit}`;
    await patiently(() => client.call(completeWork, target, { task, worker: holder }), until).catch((error: { code?: string }) => {
      if (error.code !== 'process-store.no-task') throw error;
    });
  }
}

async function resolveAll(client: Client, instance: string, until: number): Promise<void> {
  const { places: stands } = await patiently(() => client.call(explainInstance, target, { instance }), until);
  for (const { visit, reasons } of stands) {
    if (!reasons.some(({ kind }) => kind === 'incident')) continue;
    // Whoever was not told that it is resolved looks again in the next round.
    await client.call(resolveIncident, target, { instance, visit }).catch(() => wait(50));
  }
}
