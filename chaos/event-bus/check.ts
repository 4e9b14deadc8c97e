import { Consumer } from '@platformatic/kafka';
import { Client, type ClientConfig } from 'pg';
import { group, topic } from './stage.ts';

/**
 * What is wrong with what happened, in words; empty where nothing is. It reads the tables and the topic themselves, and uses
 * nothing of the bus: `changes` says how many were committed for each key, as the writers know them.
 */
export async function check(superuser: ClientConfig, broker: string, changes: ReadonlyMap<number, number>): Promise<readonly string[]> {
  const client = new Client(superuser);
  await client.connect();
  try {
    return [...(await checkChanges(client, changes)), ...(await checkEffects(client, changes)), ...(await checkTopic(broker, changes))];
  } finally {
    await client.end();
  }
}

/** The checker is told the truth: what the writers count is what is committed, in the accounts and in the outbox. */
async function checkChanges(client: Client, changes: ReadonlyMap<number, number>): Promise<string[]> {
  const { rows } = await client.query<{ key: number; number: number; published: string }>(
    `select a.key, a.number, (select count(*) from env_chaos._outbox o where (o.event->'data'->>'key')::integer = a.key) as published
from env_chaos.account a`,
  );
  return rows.flatMap(({ key, number, published }) =>
    number === changes.get(key) && Number(published) === number
      ? []
      : [`key ${key} has ${number} changes and ${published} events, and ${changes.get(key)} were counted`],
  );
}

async function checkEffects(client: Client, changes: ReadonlyMap<number, number>): Promise<string[]> {
  const { rows } = await client.query<{ key: number; number: number }>(`select key, number from env_chaos.effect order by id`);
  const wrong = compare(
    'effects',
    Map.groupBy(rows, ({ key }) => key),
    changes,
  );
  const { rows: letters } = await client.query(`select code, message from plinth.event_dead_letter where name = $1`, [group]);
  return [...wrong, ...letters.map((letter) => `a dead letter: ${JSON.stringify(letter)}`)];
}

/** What is in the topic may be there more than once, but what is there first is in order and whole. */
async function checkTopic(broker: string, changes: ReadonlyMap<number, number>): Promise<string[]> {
  const found = await readTopic(broker);
  const seen = new Set<string>();
  const first = found.filter(({ key, number }) => !seen.has(`${key} ${number}`) && seen.add(`${key} ${number}`));
  return compare(
    'events in Kafka',
    Map.groupBy(first, ({ key }) => key),
    changes,
  );
}

function compare(
  what: string,
  found: ReadonlyMap<number, readonly { readonly number: number }[]>,
  changes: ReadonlyMap<number, number>,
): string[] {
  const wrong: string[] = [];
  for (const [key, count] of changes) {
    const numbers = (found.get(key) ?? []).map(({ number }) => number);
    const at = numbers.findIndex((number, place) => number !== place + 1);
    if (at !== -1) wrong.push(`${what} of key ${key}: at ${at + 1} there is ${numbers[at]}`);
    if (numbers.length !== count) wrong.push(`${what} of key ${key}: ${numbers.length} of ${count}`);
  }
  for (const key of found.keys()) if (!changes.has(key)) wrong.push(`${what} of key ${key}, which was never changed`);
  return wrong;
}

/** How many events the topic has, and which. */
export async function readTopic(broker: string): Promise<readonly { readonly key: number; readonly number: number }[]> {
  const consumer = new Consumer({ clientId: 'checker', groupId: 'checker', bootstrapBrokers: [broker] });
  try {
    const ends = (await consumer.listOffsets({ topics: [topic] })).get(topic) ?? [];
    const left = new Map(ends.map((end, partition) => [partition, end]));
    const found: { key: number; number: number }[] = [];
    const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
    if (ends.some((end) => end > 0n)) {
      for await (const { partition, offset, value } of stream) {
        found.push((JSON.parse(value.toString('utf8')) as { data: { key: number; number: number } }).data);
        if (offset + 1n >= (left.get(partition) ?? 0n)) left.delete(partition);
        if ([...left].every(([, end]) => end === 0n)) break;
      }
    }
    await stream.close();
    return found;
  } finally {
    await consumer.close(true);
  }
}
