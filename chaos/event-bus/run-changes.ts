import { setTimeout as wait } from 'node:timers/promises';
import { uuidV7 } from '@plinth/foundation';
import { Client, type ClientConfig } from 'pg';
import { check, readTopic } from './check.ts';
import { PartProcess } from './part-process.ts';
import { context, openStage, type Stage, takeNumber } from './stage.ts';

export interface ChangesOptions {
  readonly stage: Stage;
  /** Who sees all rows, for the checker. */
  readonly superuser: ClientConfig;
  readonly changes: number;
  /** How often something is killed or frozen. */
  readonly times: number;
  readonly random: (below: number) => number;
  /** For how many batches a part lives, until it dies between doing one and keeping that it is done. */
  readonly life: () => number;
  /** How long all of it may take. */
  readonly seconds: number;
  /** Kills the broker hard and starts it again. */
  readonly restartBroker: () => Promise<void>;
  /** Changes of each key that were committed on this stage before; what is committed is added. None where absent. */
  readonly committed?: Map<number, number>;
}

export interface ChangesOutcome {
  /** What was killed or frozen, how often. */
  readonly done: Readonly<Record<string, number>>;
  /** On this stage, also before. */
  readonly committed: number;
  readonly rolledBack: number;
  /** Events that came into Kafka more than once, on this stage, also before. */
  readonly repeated: number;
  /** How often a part died between doing a batch and keeping that it is done. */
  readonly deaths: number;
  readonly wrong: readonly string[];
  readonly seconds: number;
}

const keys = 40;
const writers = 6;

/** Writers change accounts, each change with its event, while the broker, publishers and consumers are killed and frozen at random. */
export async function runChanges({
  stage,
  superuser,
  changes,
  times,
  random,
  life,
  seconds,
  restartBroker,
  committed = new Map(),
}: ChangesOptions): Promise<ChangesOutcome> {
  const began = Date.now();
  const until = began + seconds * 1000;
  const { database, bus } = await openStage(stage);
  const two = (role: 'publisher' | 'consumer') => [new PartProcess(role, stage, life), new PartProcess(role, stage, life)];
  const [publishers, consumers] = [two('publisher'), two('consumer')];
  const parts = [...publishers, ...consumers];
  let [begun, rolledBack, disturbing] = [0, 0, true];
  try {
    return await play();
  } finally {
    await Promise.all(parts.map((part) => part.end()));
    await bus.close();
    await database.close();
  }

  /** Everything that happens; what is wrong is told when it is over. */
  async function play(): Promise<ChangesOutcome> {
    const writing = Promise.all(Array.from({ length: writers }, write));
    const disturbed = disturb().finally(() => {
      disturbing = false;
    });
    // Whoever fails first ends it: the other is not waited for.
    const [done] = await Promise.all([disturbed, writing]);
    const total = [...committed.values()].reduce((sum, count) => sum + count, 0);
    const arrived = await untilArrived(superuser, total, until);
    await Promise.all(parts.map((part) => part.end()));
    const wrong = [...(arrived ? [] : ['it did not come to an end in time']), ...(await check(superuser, stage.broker, committed))];
    const repeated = (await readTopic(stage.broker)).length - total;
    const deaths = parts.reduce((sum, part) => sum + part.deaths, 0);
    return { done, committed: total, rolledBack, repeated, deaths, wrong, seconds: Math.round((Date.now() - began) / 1000) };
  }

  async function write(): Promise<void> {
    while ((begun < changes || disturbing) && Date.now() < until) {
      begun++;
      const key = random(keys);
      const fails = random(20) === 0;
      let isBegun = false;
      try {
        await database.transaction(context(), async (transaction) => {
          isBegun = true;
          const { rows } = await transaction.query<{ number: number }>(context(), takeNumber, [key]);
          const number = rows[0]?.number ?? 0;
          const event = { specversion: '1.0', id: uuidV7(), source: '/chaos', type: 'chaos.changed', subject: `account/${key}` } as const;
          await bus.publish(context(), [{ ...event, time: new Date().toISOString(), data: { key, number } }], transaction);
          // Some take their time between taking their place in the outbox and being seen there.
          if (random(30) === 0) await wait(random(400));
          if (fails) throw new Error('on purpose');
        });
        committed.set(key, (committed.get(key) ?? 0) + 1);
        bus.wake(context());
      } catch (error) {
        if (isBegun && !fails) throw error;
        if (isBegun) rolledBack++;
        // On a busy machine a connection may be long in coming: then nothing was done, and it is done later.
        else begun--;
      }
      // After the wanted number the writers only keep what is killed in company.
      await wait(begun < changes ? random(12) : 50 + random(100));
    }
  }

  /** Kills and freezes, several beside each other: what takes its time does not keep the rest from being killed. */
  async function disturb(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    const busy = new Map<object, Promise<void>>();
    // Some for longer than anybody may stand still within a transaction.
    const stillness = () => (times >= 15 && random(4) === 0 ? 35_000 : 500 + random(6000));
    /** Begins with one of these that nothing is done with yet; where there is none, when there is. */
    const begin = async <Item extends object>(items: readonly Item[], act: (item: Item) => Promise<void>) => {
      const at = random(items.length);
      const order = [...items.slice(at), ...items.slice(0, at)];
      let free = order.find((item) => !busy.has(item));
      while (free === undefined) {
        await Promise.race(order.flatMap((item) => busy.get(item) ?? []));
        free = order.find((item) => !busy.has(item));
      }
      const item = free;
      const done = act(item).finally(() => busy.delete(item));
      busy.set(item, done);
    };
    const broker = { restart: restartBroker };
    const kinds: Readonly<Record<string, () => Promise<void>>> = {
      'broker killed': () =>
        begin([broker], async () => {
          await broker.restart();
          // Left alone for a while, so that there is something to lose the next time.
          await wait(2000 + random(6000));
        }),
      'publisher killed': () => begin(publishers, (part) => part.kill()),
      'consumer killed': () => begin(consumers, (part) => part.kill()),
      'publisher frozen': () => begin(publishers, (part) => part.freeze(stillness())),
      'consumer frozen': () => begin(consumers, (part) => part.freeze(stillness())),
    };
    const names = Object.keys(kinds);
    await wait(3000);
    for (let time = 0; time < times && Date.now() < until; time++) {
      await wait(300 + random(2500));
      // Each comes once before any comes by chance.
      const name = names[time < names.length ? time : random(names.length)] ?? '';
      await kinds[name]?.();
      counts[name] = (counts[name] ?? 0) + 1;
    }
    await Promise.all(busy.values());
    return counts;
  }
}

/** Waits for as many effects as there were changes, and a moment more for those that would be too many. */
async function untilArrived(superuser: ClientConfig, total: number, until: number): Promise<boolean> {
  const client = new Client(superuser);
  await client.connect();
  try {
    while (Date.now() < until) {
      const { rows } = await client.query<{ count: string }>('select count(*) from env_chaos.effect');
      if (Number(rows[0]?.count) >= total) {
        await wait(2000);
        return true;
      }
      await wait(200);
    }
    return false;
  } finally {
    await client.end();
  }
}
