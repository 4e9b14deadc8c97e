import { inspect } from 'node:util';
import { Producer } from '@platformatic/kafka';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { event, testEventBus } from '../testing-contract.ts';
import { secureTestKafka, testKafka } from '../testing-kafka.ts';
import { losingBroker } from '../testing-losing-broker.ts';
import { quickPace, subjectOf, type TestOutboxes, testOutboxes } from '../testing-outbox.ts';
import { KafkaConnection } from './kafka-connection.ts';
import { type KafkaEventBus, kafkaEventBus, relayGroup } from './kafka-event-bus.ts';

describe('events over Apache Kafka', () => {
  let broker: string | null = null;
  let outboxes: TestOutboxes;
  let buses: { bus: KafkaEventBus; other: KafkaEventBus };
  beforeAll(async () => {
    broker = await testKafka();
    if (broker === null) return;
    outboxes = await testOutboxes();
    const kafka = { brokers: [broker], partitions: 3, replicas: 1 };
    const make = () => kafkaEventBus({ ...outboxes, kafka, pace: quickPace });
    buses = { bus: await make(), other: await make() };
  }, 150_000);
  afterAll(async () => {
    await buses?.bus.close();
    await buses?.other.close();
    await outboxes?.close();
  });
  beforeEach(({ skip }) => skip(broker === null));

  testEventBus(() => subjectOf(outboxes, buses, (context) => buses.bus.relay(context)));

  test('E13: what others put into the topic is no poison: it is a dead letter, and the next go on', async () => {
    const context = await outboxes.environment();
    const relay = await buses.bus.relay(context);
    const running = await buses.bus.subscribe(context, {
      group: 'poisoned',
      handle: (within, { data }, transaction) => outboxes.note(within, transaction, 'poisoned', String(data)),
    });
    const producer = new Producer({ clientId: 'stranger', bootstrapBrokers: [broker ?? ''] });
    const topic = `plinth.${context.tenant.key}.test`;
    const key = Buffer.from('k');
    // No JSON, no event, signs that no database keeps, half of a sign where it is cut, and more than an event may have.
    const cut = `${'x'.repeat(9999)}🙂`;
    const giant = JSON.stringify(event('x'.repeat(300_000)));
    const bad = ['no JSON', '{"specversion":"1.0"}', 'a\0b', cut, JSON.stringify(event('x', { subject: 'a\0' })), giant];
    await producer.send({ messages: bad.map((value) => ({ topic, key, value: Buffer.from(value) })) });
    await producer.close();
    await buses.bus.publish(context, [event('good', { subject: 'k' })]);
    await expect.poll(() => outboxes.noted(context, 'poisoned'), { timeout: 10_000 }).toEqual(['good']);
    const letters = await buses.bus.deadLetters(context, { limit: 10 });
    expect(new Set(letters.map(({ code }) => code))).toEqual(new Set(['event-bus.malformed']));
    const found = letters.map((letter) => String((letter.event as { malformed?: string }).malformed)).reverse();
    expect(found.slice(0, 3)).toEqual(bad.slice(0, 3));
    expect(found.map(({ length }) => length)).toEqual(bad.map(({ length }) => Math.min(length, 10_000)));
    expect(await buses.bus.deadLetters(context, { text: 'no json', limit: 10 })).toHaveLength(1);
    const behind = async () => (await buses.bus.groups(context)).map((state) => [state.group, state.behind]);
    await expect.poll(behind).toEqual([
      [relayGroup, 0],
      ['poisoned', 0],
    ]);
    await running.close();
    await relay.close();
  });

  test('over TLS and with a name and password events come as well; what is refused says so, and never the password', async () => {
    const secure = await secureTestKafka();
    if (secure === null) return;
    const failures: unknown[] = [];
    const bus = await kafkaEventBus({
      ...outboxes,
      kafka: { ...secure, partitions: 1, replicas: 1 },
      pace: quickPace,
      onFailure: (error) => failures.push(error),
    });
    const context = await outboxes.environment();
    const relay = await bus.relay(context);
    const running = await bus.subscribe(context, {
      group: 'secret',
      handle: (within, { data }, transaction) => outboxes.note(within, transaction, 'secret', String(data)),
    });
    await bus.publish(context, [event('1', { subject: 'k' }), event('2', { subject: 'k' })]);
    await expect.poll(() => outboxes.noted(context, 'secret'), { timeout: 20_000 }).toEqual(['1', '2']);
    await Promise.all([running.close(), relay.close()]);
    await bus.close();
    expect(failures).toEqual([]);
    const code = async (options: Partial<typeof secure>) => {
      const connection = new KafkaConnection({ ...secure, ...options, partitions: 1, replicas: 1 });
      const refused = await connection.ensureTopic('never').catch((error: unknown) => error as Error & { code?: string });
      await connection.close();
      expect(`${inspect(refused, { depth: 10 })} ${JSON.stringify(refused)}`).not.toMatch(/only-for-tests|not-the-password/);
      return refused?.code;
    };
    const plain = { ...secure.login, mechanism: 'PLAIN' } as const;
    expect(await code({ login: plain })).toBeUndefined();
    for (const login of [secure.login, plain])
      expect(await code({ login: { ...login, password: 'not-the-password' } })).toBe('event-bus.sign-in-refused');
    // Nobody vouches for the broker.
    expect(await code({ tls: {} })).toBe('event-bus.unavailable');
  }, 90_000);

  test('E23: what was kept and whose answer was lost is sent again and kept once; a producer of another kind has it kept twice', async () => {
    const losing = await losingBroker(broker ?? '');
    const connection = new KafkaConnection({ brokers: [losing.address], partitions: 1, replicas: 1 });
    const key = Buffer.from('k');
    const valuesOf = async (topic: string) => {
      const consumer = connection.reader();
      const [end = 0n] = (await consumer.listOffsets({ topics: [topic] })).get(topic) ?? [];
      const values: string[] = [];
      const stream = await consumer.consume({ topics: [topic], mode: 'earliest', autocommit: false });
      for await (const { offset, value } of stream) {
        values.push(value.toString('utf8'));
        if (offset + 1n >= end) break;
      }
      await stream.close();
      await consumer.close(true);
      return values;
    };
    const message = (topic: string, value: string) => ({ topic, key, value: Buffer.from(value), timestamp: BigInt(Date.now()) });
    const [kept, twice] = [`plinth.kept.${Date.now()}`, `plinth.twice.${Date.now()}`];
    await connection.ensureTopic(kept);
    await connection.send([message(kept, '1')]);
    losing.loseAnswers(2);
    await connection.send([message(kept, '2'), message(kept, '3')]);
    await connection.send([message(kept, '4')]);
    expect(losing.lost).toBe(2);
    expect(await valuesOf(kept)).toEqual(['1', '2', '3', '4']);
    // The same without sequences: it is the idempotence that keeps it once, and not the way that loses nothing.
    await connection.ensureTopic(twice);
    const plain = new Producer({ clientId: 'plain', bootstrapBrokers: [losing.address], retries: 5, retryDelay: 200 });
    losing.loseAnswers(1);
    await plain.send({ messages: [message(twice, '1')], acks: -1 });
    expect(await valuesOf(twice)).toEqual(['1', '1']);
    await plain.close(true);
    await connection.close();
    losing.close();
  }, 60_000);

  test('E14: while the broker is away nothing is lost and nothing becomes a dead letter', async () => {
    const context = await outboxes.environment();
    const relay = await buses.bus.relay(context);
    const running = await buses.bus.subscribe(context, {
      group: 'patient',
      handle: (within, { data }, transaction) => outboxes.note(within, transaction, 'patient', String(data)),
    });
    await buses.bus.publish(context, [event('1', { subject: 'k' })]);
    await expect.poll(() => outboxes.noted(context, 'patient'), { timeout: 10_000 }).toEqual(['1']);
    await testKafka('/kill');
    await buses.bus.publish(context, [event('2', { subject: 'k' })]);
    await testKafka();
    await buses.bus.publish(context, [event('3', { subject: 'k' })]);
    await expect.poll(() => outboxes.noted(context, 'patient'), { timeout: 30_000 }).toEqual(['1', '2', '3']);
    expect(await buses.bus.deadLetters(context, { limit: 10 })).toEqual([]);
    await running.close();
    await relay.close();
  }, 90_000);
});
