import { type Connector, type CredentialSecret, formats } from '@plinth/connectors';
import type { JsonObject } from '@plinth/foundation';
import { expect, test } from 'vitest';
import { makeTopic } from './kafka/testing-kafka.ts';
import { testCalls } from './testing-calls.ts';
import { testHear } from './testing-hear.ts';
import { testServer } from './testing-server.ts';

const soon = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 15_000 });
const login = { kind: 'basic', login: 'test', password: 'test-password' } as const;
const topic = `channel-${process.pid}`;

/** A document of an application that takes orders and tells of them, over whatever broker. */
async function described(protocol: string, channel: object, parameters: object = {}): Promise<Connector> {
  const order = {
    payload: {
      type: 'object',
      required: ['id'],
      properties: { id: { type: 'string', pattern: '^[a-z]-\\d+$' }, total: { type: 'number' } },
    },
    headers: { type: 'object', properties: { shop: { type: 'string' } } },
  };
  const document = {
    asyncapi: '3.0.0',
    info: { title: `Orders over ${protocol}`, version: '1' },
    servers: { broker: { host: 'broker.example', protocol } },
    channels: { orders: { address: 'orders', messages: { order }, parameters, ...channel } },
    operations: {
      takeOrder: { action: 'receive', channel: { $ref: '#/channels/orders' } },
      orderTaken: { action: 'send', channel: { $ref: '#/channels/orders' } },
    },
  };
  const read = await formats.asyncapi?.();
  return read?.(JSON.stringify(document)).connector ?? expect.unreachable();
}

test.each([
  ['kafka', 'kafka', 'kafka', { bindings: { kafka: { topic } } }, { key: 'k-1', headers: { shop: 'Süd' } }, { from: 'beginning' }],
  ['rabbitmq', 'amqp', 'amqp', { bindings: { amqp: { is: 'queue', queue: { name: 'channels' } } } }, { headers: { shop: 'Süd' } }, {}],
  ['mosquitto', 'mqtt', 'mqtt', { address: 'shops/{shop}/orders' }, { shop: 's1' }, { receiver: 'channel-test' }],
])(
  '%s: a message that a document describes is sent and heard',
  async (name, protocol, scheme, channel, more, hearing) => {
    const server = await testServer(name);
    if (server === null) return;
    if (name === 'kafka') await makeTopic(server.port, topic, 1);
    const connector = await described(protocol, channel);
    const address = `${scheme}://${server.host}:${server.port}`;
    const secrets: Readonly<Record<string, CredentialSecret>> = name === 'kafka' ? {} : { login };
    const ask = await testCalls(connector, address, secrets, { attempts: 1 });
    expect(await ask.test()).toMatchObject({ status: 200 });
    const hear = await testHear(connector, address, secrets);
    const listening = hear('orderTaken', hearing as JsonObject);
    // A broker of MQTT keeps nothing for whom it does not know yet.
    await soon(async () => {
      expect(await ask('takeOrder', { message: { id: 'o-1', total: 7.5 }, ...(more as JsonObject) })).toBeNull();
      return listening.heard.map(({ data }) => data)[0];
    }).toEqual({ id: 'o-1', total: 7.5 });
    listening.stop();
    await listening.ended;
    // The document says what a message is.
    for (const message of [{ id: 'order 1' }, { total: 1 }] as readonly JsonObject[])
      await expect(ask('takeOrder', { message, ...(more as JsonObject) })).rejects.toMatchObject({ code: 'connectors.wrong-input' });
  },
  150_000,
);

test('parts of an address lead to no other channel, and a transport is spoken to at its own address', async () => {
  const mqtt = await described('mqtt', { address: 'shops/{shop}/orders' });
  const ask = await testCalls(mqtt, 'mqtt://127.0.0.1:1', null, { attempts: 1 });
  for (const shop of ['a/b', '#', '+', 'a b', 'a\0', ''])
    await expect(ask('takeOrder', { shop, message: { id: 'o-1' } })).rejects.toMatchObject({ code: 'connectors.unwritable-input' });
  await expect(ask('takeOrder', { shop: 'a', message: { id: 'o-1' } })).rejects.toMatchObject({ code: 'outgoing.unreachable' });
  const wrong = await testCalls(mqtt, 'kafka://127.0.0.1:1', null, { attempts: 1 });
  await expect(wrong('takeOrder', { shop: 'a', message: { id: 'o-1' } })).rejects.toMatchObject({ code: 'connectors.not-callable' });
  const nats = await described('nats', {});
  expect(nats.triggers.orderTaken?.binding).toBeUndefined();
  const unspoken = await testCalls(nats, 'https://127.0.0.1:1', null, { attempts: 1 });
  await expect(unspoken('takeOrder', { message: { id: 'o-1' } })).rejects.toMatchObject({ code: 'connectors.not-callable' });
});
